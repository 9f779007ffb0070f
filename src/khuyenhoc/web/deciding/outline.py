"""A decision before it is signed: who is refused and why, who is set aside; kept with the person's session."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.http import HttpRequest

from khuyenhoc.domain.errors import RuleBroken

KEPT = "outlines"


class ListChanged(RuleBroken):
    """What would be signed is no longer what the signer looked at; facts: none."""

    code = "DECISION_LIST_CHANGED"


@dataclass(frozen=True, slots=True)
class Outline:
    """refuse: assessment → reason. aside: decided another time. Whoever is in neither is recognised."""

    refuse: dict[int, str]
    aside: frozenset[int]

    def among(self, decidable: Collection[int]) -> "Outline":
        """Without what was decided, sent back or taken out meanwhile."""
        return Outline(
            {pk: why for pk, why in self.refuse.items() if pk in decidable},
            self.aside & frozenset(decidable),
        )

    def recognise(self, decidable: Collection[int]) -> list[int]:
        return sorted(set(decidable) - self.refuse.keys() - self.aside)

    def with_refused(self, these: Collection[int], why: str) -> "Outline":
        return Outline(self.refuse | dict.fromkeys(these, why), self.aside - frozenset(these))

    def with_aside(self, these: Collection[int]) -> "Outline":
        kept = {pk: why for pk, why in self.refuse.items() if pk not in these}
        return Outline(kept, self.aside | frozenset(these))

    def without(self, these: Collection[int]) -> "Outline":
        kept = {pk: why for pk, why in self.refuse.items() if pk not in these}
        return Outline(kept, self.aside - frozenset(these))


def fingerprint(recognise: Collection[int], refuse: Mapping[int, str]) -> str:
    """The same for the same list with the same reasons, and for no other."""
    told = json.dumps([sorted(recognise), sorted(refuse.items())], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def read(request: HttpRequest, round_id: int, place: int) -> Outline:
    kept = request.session.get(KEPT, {}).get(f"{round_id}.{place}", {})
    return Outline({int(pk): why for pk, why in kept.get("refuse", [])}, frozenset(kept.get("aside", ())))


def keep(request: HttpRequest, round_id: int, place: int, outline: Outline) -> None:
    told = {"refuse": sorted(outline.refuse.items()), "aside": sorted(outline.aside)}
    request.session[KEPT] = request.session.get(KEPT, {}) | {f"{round_id}.{place}": told}


def forget(request: HttpRequest, round_id: int, place: int) -> None:
    kept = dict(request.session.get(KEPT, {}))
    if kept.pop(f"{round_id}.{place}", None) is not None:
        request.session[KEPT] = kept
