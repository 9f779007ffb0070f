"""From places as a plan writes them to ids: each is looked up on the eve of its deed."""

from collections.abc import Mapping, Sequence
from datetime import date

from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.places.queries import PlaceAmbiguous, PlaceNotFound
from khuyenhoc.apps.reform.queries import eve
from khuyenhoc.domain import place_names
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.reform import (
    Close,
    Deed,
    Merge,
    Move,
    NewPlace,
    Part,
    Recode,
    Rename,
    Split,
)
from khuyenhoc.domain.reform.plan import Opening, Planned


class PlaceInPlanUnknown(RuleBroken):
    """A plan speaks of a place that nobody knows; facts: entry, text."""

    code = "REFORM_PLACE_UNKNOWN"


class PlaceInPlanAmbiguous(RuleBroken):
    """A plan speaks of a place that several are called; facts: entry, text, count, candidates (labels)."""

    code = "REFORM_PLACE_AMBIGUOUS"


class NewPlaceUnknown(RuleBroken):
    """A plan says "@key" and opens no place with that key; facts: entry, text."""

    code = "REFORM_NEW_PLACE_UNKNOWN"


class Resolver:
    """Reads the deeds of one day. opened: key → id of the places that earlier days of the plan opened."""

    def __init__(self, day: date, opened: Mapping[str, int]) -> None:
        self.day = day
        self.keys = dict(opened)
        self.new: list[NewPlace] = []
        self.openings: list[tuple[Opening, Planned, int]] = []

    def read(self, planned: Sequence[Planned]) -> list[Deed]:
        """Errors: PlaceInPlanUnknown, PlaceInPlanAmbiguous, NewPlaceUnknown."""
        targets = [self.announce(one) for one in planned]  # first, so that any deed may speak of them
        deeds = [self.deed(one, into) for one, into in zip(planned, targets, strict=True)]
        for opening, deed, place in self.openings:
            parent = None if opening.parent is None else self.place(opening.parent, deed)
            self.new.append(NewPlace(place, opening.unit, opening.name, opening.code, parent))
        return deeds

    def announce(self, deed: Planned) -> list[int | str]:
        """What each `into` of the deed means: the number of a new place, or text still to be looked up."""
        targets: list[int | str] = []
        for target in [part.into for part in deed.parts] if deed.parts else [deed.into]:
            if isinstance(target, Opening):
                number = -len(self.openings) - 1
                self.openings.append((target, deed, number))
                if target.key:
                    self.keys[target.key] = number
                targets.append(number)
            elif target is not None:
                targets.append(target)
        return targets

    def deed(self, told: Planned, targets: Sequence[int | str]) -> Deed:
        entry, paper = told.entry, told.legal_reference
        found = tuple(self.place(text, told) for text in told.places)
        into = [one if isinstance(one, int) else self.place(one, told) for one in targets]
        match told.kind:
            case "rename":
                unit = told.unit or places.version(found[0], eve(self.day)).unit
                return Rename(entry, paper, found[0], unit, told.name)
            case "recode":
                return Recode(entry, paper, found[0], told.code)
            case "move":
                return Move(entry, paper, found[0], self.place(told.to or "", told))
            case "merge":
                return Merge(entry, paper, found, into[0])
            case "split":
                parts = tuple(
                    Part(place, self.below(found[0], part.below, told), part.share, part.is_default)
                    for place, part in zip(into, told.parts, strict=True)
                )
                return Split(entry, paper, found[0], parts)
            case _:
                custodian = None if told.to is None else self.place(told.to, told)
                return Close(entry, paper, found[0], custodian)

    def place(self, text: str, deed: Planned) -> int:
        if text.startswith("@"):
            if text[1:] not in self.keys:
                raise NewPlaceUnknown(entry=deed.entry, text=text)
            return self.keys[text[1:]]
        try:
            try:
                return places.resolve(text, eve(self.day)).pk
            except PlaceNotFound:  # perhaps it had ended already: the rule will say when
                return places.resolve(text, None).pk
        except PlaceNotFound as error:
            raise PlaceInPlanUnknown(entry=deed.entry, text=text) from error
        except PlaceAmbiguous as error:
            raise PlaceInPlanAmbiguous(
                entry=deed.entry,
                text=text,
                count=error.facts["count"],
                candidates=[f"#{one.id} {one.label}" for one in error.facts["candidates"]],
            ) from error

    def below(self, place: int, names: Sequence[str], deed: Planned) -> tuple[int, ...]:
        """Ids of what hangs right below the place by these names; "#" and an id names any."""
        if not names:
            return ()
        known = [
            (one.place_id, one.unit, place_names.spelling(one.name))
            for one in places.children(place, eve(self.day))
        ]
        found = []
        for text in names:
            if text.startswith(("#", "@")):
                found.append(self.place(text, deed))
                continue
            unit, name = place_names.split_unit(text)  # a name may begin like a unit word: "Bản Một"
            alike = [
                pk
                for pk, its_unit, its_name in known
                if its_name == place_names.spelling(text)
                or (its_name == place_names.spelling(name) and unit == its_unit)
            ]
            if not alike:
                raise PlaceInPlanUnknown(entry=deed.entry, text=text)
            if len(alike) > 1:
                raise PlaceInPlanAmbiguous(
                    entry=deed.entry, text=text, count=len(alike), candidates=[f"#{pk}" for pk in alike]
                )
            found += alike
        return tuple(found)
