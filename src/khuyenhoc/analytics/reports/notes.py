"""What whoever signs must know: on which places, as known when, what is estimated, where numbers come from."""

from collections.abc import Iterator

from khuyenhoc.analytics.indicators import Figure, Wanted
from khuyenhoc.analytics.reports.content import Table
from khuyenhoc.analytics.reports.gathering import MEMBERS, Gathered, recognised_of
from khuyenhoc.analytics.reports.writing import Writer
from khuyenhoc.domain import numbers
from khuyenhoc.domain.titles import FIVE_TITLES
from khuyenhoc.sentences import reports as said
from khuyenhoc.sentences import words

OF_THE_REGISTER = "register"  # a base the program counts itself


def notes(found: Gathered, write: Writer) -> tuple[tuple[str, ...], tuple[Table, ...], tuple[str, ...]]:
    asked, language = found.asked, write.language
    told = [said.foot(asked.basis.value, language, day=f"{found.tree_day:%d/%m/%Y}")]
    if asked.known_on is not None:
        told.append(said.foot("known_on", language, day=f"{asked.known_on:%d/%m/%Y}"))
    told += [words.caution(one.code, one.facts, language) for one in found.remarks]
    for wanted in (*(recognised_of(row) for row in FIVE_TITLES), MEMBERS):
        name = write.indicator_name(wanted.indicator, wanted.level)
        told += [said.foot("of", language, name=name, note=one) for one in _of(found.now[wanted], write)]
    told += list(_spread(found, write))
    told += list(_sources(found, write))
    told += [
        said.foot(
            "target",
            language,
            year=target.year,
            source=target.source,
        )
        for target in found.targets.values()
        if target.source
    ]
    told += [
        said.foot(
            "set",
            language,
            title=words.TITLES[one.title][write.is_english],
            key=one.key,
            reference=one.legal_reference,
        )
        for one in found.sets
        if one.legal_reference
    ]
    return (), (), tuple(dict.fromkeys(told))


def _of(figure: Figure, write: Writer) -> Iterator[str]:
    for one in figure.cautions:
        yield words.caution(one.code, one.facts, write.language)


def _spread(found: Gathered, write: Writer) -> Iterator[str]:
    for wanted in (*(recognised_of(row) for row in FIVE_TITLES), MEMBERS):
        amount = found.now[wanted].amount
        if amount is None or not (amount.estimated or amount.unattributed):
            continue
        parts = {
            name: numbers.grouped(getattr(amount, name), language=write.language)
            for name in ("exact", "estimated", "unattributed")
        }
        name = write.indicator_name(wanted.indicator, wanted.level)
        yield said.foot("spread", write.language, name=name, **parts)


def _sources(found: Gathered, write: Writer) -> Iterator[str]:
    wanted: tuple[Wanted, ...] = (*(recognised_of(row) for row in FIVE_TITLES), MEMBERS)
    by_source: dict[str, dict[str, None]] = {}
    conflicts = []
    for one in wanted:
        base = found.now[one].base
        if base is None or not base.source or base.source == OF_THE_REGISTER:
            continue
        name = write.base_name(base.kind)
        by_source.setdefault(base.source, {})[f"{name}: {write.base(found.now[one]).text}"] = None
        if base.contradicted:
            claims = "; ".join(
                f"{numbers.grouped(claim.low, language=write.language)} ({claim.source})"
                for claim in base.told
            )
            conflicts.append(said.foot("conflict", write.language, name=name, claims=claims))
    for source, names in by_source.items():
        yield said.foot("bases", write.language, names="; ".join(names), source=source)
    yield from conflicts
