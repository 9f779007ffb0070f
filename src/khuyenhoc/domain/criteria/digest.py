"""Two fingerprints of a set: of its rules, which never change once published, and of its texts."""

import hashlib
import json
from dataclasses import replace
from typing import Any

from khuyenhoc.domain.criteria.model import CriteriaSet, Evidence, Indicator, Words


def with_digests(criteria_set: CriteriaSet) -> CriteriaSet:
    """The same set with `rules_digest` and `texts_digest` filled in (sha256, hexadecimal)."""
    return replace(
        criteria_set,
        rules_digest=_sha256(rules(criteria_set)),
        texts_digest=_sha256(texts(criteria_set)),
    )


def rules(s: CriteriaSet) -> dict[str, Any]:
    """Plain data: all that decides what a case is worth, whom the set is for, how long a title holds."""
    return {
        "code": s.code,
        "version": s.version,
        "semantics": s.semantics,
        "title": s.title,
        "level": s.level,
        "logic": s.logic,
        "in_force": [_iso(s.in_force_from), _iso(s.in_force_to)],
        # a set for one organisation came later: the digests of the others stay what they were
        "scope": [s.scope_place, s.scope_organisation_kind, *filter(None, [s.scope_organisation])],
        "derives_from": s.derives_from,
        "validity_months": s.validity_months,
        "upgrade_after_months": s.upgrade_after_months,
        "pass": [
            s.pass_rule.min_total_percent,
            sorted(s.pass_rule.min_criterion_percent),
            s.pass_rule.min_indicator_points,
        ],
        "ratings": [[r.code, r.min_total_percent, r.level] for r in s.ratings],
        "exclusions": [e.code for e in s.exclusions],
        "prerequisites": [[p.code, p.counts, p.holding, p.min_percent] for p in s.prerequisites],
        "criteria": [[c.code, [_indicator_rules(i) for i in c.indicators]] for c in s.criteria],
        "order": s.columns_order,
        "unknown": s.unknown,
    }


def _indicator_rules(i: Indicator) -> dict[str, Any]:
    return {
        "code": i.code,
        "kind": i.kind,
        "max": i.max_points,
        "step": i.step,
        "options": [[o.code, o.points] for o in i.options],
        "bands": [[b.min_percent, b.points] for b in i.bands],
        "levels": i.levels,
        "counts": i.counts,
        "holding": i.holding,
        "not_applicable": i.not_applicable,
    }


def texts(s: CriteriaSet) -> dict[str, Any]:
    """Every word a person reads, by what it belongs to, as plain data."""
    return {
        "name": _words(s.name),
        "issuer": s.issuer,
        "legal_basis": s.legal_basis,
        "checked_against_original": s.checked_against_original,
        "ratings": [_words(r.name) for r in s.ratings],
        "exclusions": [[_words(e.text), _words(e.help), e.source] for e in s.exclusions],
        "prerequisites": [[_words(p.text), _words(p.help), p.source] for p in s.prerequisites],
        "criteria": [
            [_words(c.text), _words(c.help), c.source, [_indicator_texts(i) for i in c.indicators]]
            for c in s.criteria
        ],
    }


def _indicator_texts(i: Indicator) -> list[Any]:
    return [
        _words(i.text),
        _words(i.help),
        _evidence(i.evidence),
        i.source,
        [_words(o.text) for o in i.options],
    ]


def _words(words: Words) -> list[Any]:
    return [words.vi, words.en, [[code, _words(own)] for code, own in sorted(words.groups)]]


def _evidence(evidence: Evidence) -> list[Any]:
    own = [[code, _evidence(group)] for code, group in sorted(evidence.groups)]
    return [evidence.vi, evidence.en, own]


def _iso(day: Any) -> str:
    return day.isoformat() if day else ""


def _sha256(data: Any) -> str:
    canonical = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
