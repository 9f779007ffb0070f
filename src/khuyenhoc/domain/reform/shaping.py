"""What a day's deeds make of the tree: which places end, open and change, and who follows whom."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.places import WHOLE_SHARE, Kind, Succession, SuccessionKind, check_successions
from khuyenhoc.domain.reform.deeds import (
    Close,
    Deed,
    Merge,
    Move,
    NewPlace,
    NewVersion,
    Outcome,
    Part,
    Recode,
    Rename,
    Split,
    Standing,
)

ABOVE = {
    Kind.COUNTRY: frozenset[Kind](),
    Kind.PROVINCE: frozenset({Kind.COUNTRY}),
    Kind.DISTRICT: frozenset({Kind.PROVINCE}),
    Kind.COMMUNE: frozenset({Kind.DISTRICT, Kind.PROVINCE}),
    Kind.HAMLET: frozenset({Kind.COMMUNE}),
}


class LegalReferenceMissing(RuleBroken):
    """A deed without the paper it rests on; facts: entry."""

    code = "REFORM_LEGAL_REFERENCE_MISSING"


class PlaceClosed(RuleBroken):
    """The place has ended already, or ends in this very reform; facts: entry, place, on."""

    code = "REFORM_PLACE_CLOSED"


class TooEarly(RuleBroken):
    """The place changed on that day or later; facts: entry, place, day, last."""

    code = "REFORM_TOO_EARLY"


class OtherKind(RuleBroken):
    """A merge or split across kinds of place; facts: entry, place, other."""

    code = "REFORM_OTHER_KIND"


class WrongParent(RuleBroken):
    """A place of this kind never hangs below one of that kind; facts: entry, place, parent."""

    code = "REFORM_WRONG_PARENT"


class ParentUnclear(RuleBroken):
    """Where the new place hangs must be said: its predecessors hung in several; facts: entry, place."""

    code = "REFORM_PARENT_UNCLEAR"


class PlaceTwice(RuleBroken):
    """Two deeds of one day each decide about the same thing of a place; facts: entry, place, first (entry)."""

    code = "REFORM_PLACE_TWICE"


class NothingMerged(RuleBroken):
    """A merge that leaves nothing to merge; facts: entry, place."""

    code = "REFORM_NOTHING_MERGED"


class PartsMissing(RuleBroken):
    """A split into fewer than two different places, or into itself; facts: entry, place."""

    code = "REFORM_PARTS_MISSING"


class SharesIncomplete(RuleBroken):
    """Some parts of a split state a share, others do not; facts: entry, place."""

    code = "REFORM_SHARES_INCOMPLETE"


class SharesDoNotAdd(RuleBroken):
    """The shares of a split are not 100 %; facts: entry, place, total (percent)."""

    code = "REFORM_SHARES_DO_NOT_ADD"


class DefaultTwice(RuleBroken):
    """Several parts of a split are marked as the default; facts: entry, place."""

    code = "REFORM_DEFAULT_TWICE"


class HamletsForgotten(RuleBroken):
    """A split names no part for some of what hung below; facts: entry, place, hamlets, number."""

    code = "REFORM_HAMLETS_FORGOTTEN"


class NotBelow(RuleBroken):
    """A split sends somewhere what does not hang right below the place; facts: entry, place, hamlet."""

    code = "REFORM_NOT_BELOW"


class NotEmpty(RuleBroken):
    """A place is closed while something still hangs below it; facts: entry, place, hamlets, number."""

    code = "REFORM_NOT_EMPTY"


def reshape(
    day: date,
    deeds: Sequence[Deed],
    standing: Mapping[int, Standing],
    new: Iterable[NewPlace] = (),
) -> Outcome:
    """What the tree becomes on the day; the deeds of one day happen together, whatever their order.

    standing: the last version of every place the deeds name, of all below those and of all above any of them.
    Everything below a merged or split place goes with it.
    Errors: the RuleBroken of this module; UnsoundPlaces when the successions contradict each other.
    """
    work = _Work(day, standing, {one.place: one for one in new})
    for deed in deeds:
        if not deed.legal_reference.strip():
            raise LegalReferenceMissing(entry=deed.entry)
        work.take(deed)
    work.hang_what_is_new()
    work.carry_what_hung_below()
    check_successions(work.successions)
    return Outcome(day, work.versions(), work.custodians(), tuple(work.successions))


@dataclass
class _Work:
    day: date
    standing: Mapping[int, Standing]
    new: Mapping[int, NewPlace]
    ends: dict[int, Deed] = field(default_factory=dict)  # place → the deed that closes it
    heirs: dict[int, int] = field(default_factory=dict)  # closed place → its default successor
    sent: dict[int, tuple[int, Deed]] = field(default_factory=dict)  # place → (new parent, by which deed)
    named: dict[int, Rename] = field(default_factory=dict)
    coded: dict[int, Recode] = field(default_factory=dict)
    origins: dict[int, list[tuple[int, Deed]]] = field(default_factory=lambda: defaultdict(list))
    successions: list[Succession] = field(default_factory=list)
    after: dict[int, Standing] = field(default_factory=dict)  # what is opened or changed itself
    cause: dict[int, Deed] = field(default_factory=dict)

    def take(self, deed: Deed) -> None:
        match deed:
            case Rename(place=place):
                self.once(self.named, place, deed)
                self.named[place] = deed
            case Recode(place=place):
                self.once(self.coded, place, deed)
                self.coded[place] = deed
            case Move(place=place, to=to):
                self.send(self.open(place, deed), to, deed)
            case Merge(places=places, into=into):
                ending = [place for place in dict.fromkeys(places) if place != into]
                if not ending:
                    raise NothingMerged(entry=deed.entry, place=self.told(into))
                for place in ending:
                    self.end(place, deed)
                    self.follow(place, deed, Part(into, is_default=True), SuccessionKind.WHOLE)
            case Split(place=place, parts=parts):
                self.end(place, deed)
                self.split(place, parts, deed)
            case Close(place=place):
                self.end(place, deed)

    # -- taking deeds ----------------------------------------------------------------------------------------

    def open(self, place: int, deed: Deed) -> Standing:
        found = self.standing[place]
        if found.until is not None:
            raise PlaceClosed(entry=deed.entry, place=str(found), on=found.until)
        return found

    def told(self, place: int) -> str:
        if place in self.new:
            return f"{self.new[place].unit} {self.new[place].name}".strip()
        return str(self.standing[place])

    def once(self, done: Mapping[int, Deed], place: int, deed: Deed) -> None:
        found = self.open(place, deed)
        if place in done:
            raise PlaceTwice(entry=deed.entry, place=str(found), first=done[place].entry)

    def send(self, found: Standing, to: int, deed: Deed) -> None:
        if found.place in self.sent:
            raise PlaceTwice(entry=deed.entry, place=str(found), first=self.sent[found.place][1].entry)
        self.sent[found.place] = (to, deed)

    def end(self, place: int, deed: Deed) -> None:
        self.once(self.ends, place, deed)
        self.ends[place] = deed

    def follow(self, place: int, deed: Deed, part: Part, kind: SuccessionKind) -> None:
        self.origins[part.into].append((place, deed))
        if part.is_default:
            self.heirs[place] = part.into
        self.successions.append(
            Succession(place, part.into, kind, self.day, part.share, part.is_default, deed.legal_reference)
        )

    def split(self, place: int, parts: Sequence[Part], deed: Split) -> None:
        facts = {"entry": deed.entry, "place": self.told(place)}
        into = {part.into for part in parts}
        if len(parts) < 2 or len(into) < len(parts) or place in into:
            raise PartsMissing(**facts)
        shares = [part.share for part in parts if part.share is not None]
        if shares and len(shares) < len(parts):
            raise SharesIncomplete(**facts)
        if shares and (sum(shares) != WHOLE_SHARE or min(shares) <= 0):
            raise SharesDoNotAdd(**facts, total=_percent(sum(shares)))
        if sum(part.is_default for part in parts) > 1:
            raise DefaultTwice(**facts)
        default = max(range(len(parts)), key=lambda at: (parts[at].is_default, parts[at].share or 0, -at))
        for position, part in enumerate(parts):
            for child in part.below:
                found = self.open(child, deed)
                if found.parent != place:
                    raise NotBelow(**facts, hamlet=str(found))
                self.send(found, part.into, deed)
            self.follow(place, deed, replace(part, is_default=position == default), SuccessionKind.PART)

    # -- when all are taken ----------------------------------------------------------------------------------

    def standing_after(self, place: int, deed: Deed) -> Standing:
        """A place that something follows, hangs below or is answered for by: it must go on. Errors: PlaceClosed."""
        if place in self.after:
            return self.after[place]
        if place in self.ends:
            raise PlaceClosed(entry=deed.entry, place=self.told(place), on=self.day)
        return self.open(place, deed)

    def hang_what_is_new(self) -> None:
        waiting = dict(self.origins)
        for place in sorted(waiting, key=lambda one: self.rank(self.origins[one][0][0])):
            came = self.origins[place]
            kind = self.standing[came[0][0]].kind
            first = came[0][1]
            heir_kind = kind if place in self.new else self.standing[place].kind
            for predecessor, deed in came:
                if self.standing[predecessor].kind is not heir_kind:
                    other = self.told(place if place not in self.new else came[0][0])
                    raise OtherKind(entry=deed.entry, place=self.told(predecessor), other=other)
            if place in self.new:
                told = self.new[place]
                parent = self.parent_of_new(told, came)
                self.after[place] = Standing(place, kind, told.unit, told.name, told.code, parent, self.day)
                self.cause[place] = first
                self.check_parent(self.after[place], first)
            for _, deed in came:
                self.standing_after(place, deed)

    def rank(self, place: int) -> int:
        return list(Kind).index(self.standing[place].kind)

    def parent_of_new(self, told: NewPlace, came: Sequence[tuple[int, Deed]]) -> int:
        if told.parent is not None:
            return told.parent
        parents = {self.goes_on(self.standing[predecessor].parent) for predecessor, _ in came}
        parent = parents.pop()
        if parents or parent is None:
            raise ParentUnclear(entry=came[0][1].entry, place=self.told(told.place))
        return parent

    def goes_on(self, place: int | None) -> int | None:
        """The place itself, or what all of it became; None when that is not one place."""
        deed = self.ends.get(place) if place is not None else None
        if deed is None or place is None:
            return place
        return self.heirs[place] if isinstance(deed, Merge) else None

    def check_parent(self, found: Standing, deed: Deed) -> None:
        if found.parent is None:
            return
        parent = self.standing_after(found.parent, deed)
        if parent.kind not in ABOVE[found.kind]:
            raise WrongParent(entry=deed.entry, place=str(found), parent=str(parent))

    def carry_what_hung_below(self) -> None:
        for place in {*self.named, *self.coded, *self.sent}:
            deed = self.sent[place][1] if place in self.sent else self.named.get(place) or self.coded[place]
            if place in self.ends:
                raise PlaceTwice(entry=deed.entry, place=self.told(place), first=self.ends[place].entry)
        children: dict[int, list[Standing]] = defaultdict(list)
        for found in self.standing.values():
            stays_open = found.until is None and found.place not in self.ends
            if found.parent in self.ends and stays_open and found.place not in self.sent:
                children[found.parent].append(found)
        for place, left in children.items():
            deed = self.ends[place]
            if isinstance(deed, Merge):
                for found in left:
                    self.sent[found.place] = (self.heirs[place], deed)
                continue
            raise (HamletsForgotten if isinstance(deed, Split) else NotEmpty)(
                entry=deed.entry,
                place=self.told(place),
                hamlets=sorted(map(str, left)),
                number=len(left),
            )
        for place in {*self.named, *self.coded, *self.sent}:
            self.change(self.standing[place])

    def change(self, found: Standing) -> None:
        place = found.place
        turned = found
        if place in self.named:
            turned = replace(turned, unit=self.named[place].unit, name=self.named[place].name)
            self.cause[place] = self.named[place]
        if place in self.coded:
            turned = replace(turned, code=self.coded[place].code)
            self.cause[place] = self.coded[place]
        if place in self.sent:
            parent, deed = self.sent[place]
            turned = replace(turned, parent=parent)
            self.cause[place] = deed
            self.check_parent(turned, deed)
        self.after[place] = turned

    # -- what comes of it ------------------------------------------------------------------------------------

    def versions(self) -> tuple[NewVersion, ...]:
        now = {**self.standing, **self.after}
        lines: dict[int, tuple[int, ...]] = {}
        before: dict[int, tuple[int, ...]] = {}
        made = []
        for place in now:
            if place in self.ends or now[place].until is not None:
                continue
            own, old = now[place], self.standing.get(place)
            line = _line(place, now, lines)
            if own == old and line == _line(place, self.standing, before):
                continue
            deed = next(self.cause[one] for one in reversed(line) if one in self.cause)
            if old is not None and old.since >= self.day:
                raise TooEarly(entry=deed.entry, place=str(old), day=self.day, last=old.since)
            made.append(
                NewVersion(
                    place,
                    own.kind,
                    own.unit,
                    own.name,
                    own.code,
                    own.parent,
                    line,
                    deed.legal_reference,
                    is_new=old is None,
                    is_carried=old is not None and not self.is_spoken_of(place),
                )
            )
        return tuple(sorted(made, key=lambda one: len(one.line)))

    def is_spoken_of(self, place: int) -> bool:
        """Whether a deed names it, rather than what it hung below."""
        by_itself = place in self.sent and not isinstance(self.sent[place][1], Merge)
        return by_itself or place in self.named or place in self.coded

    def custodians(self) -> dict[int, int]:
        found = {}
        for place, deed in self.ends.items():
            old = self.standing[place]
            if old.since >= self.day:
                raise TooEarly(entry=deed.entry, place=str(old), day=self.day, last=old.since)
            named = deed.custodian if isinstance(deed, Close) else self.heirs[place]
            custodian = self.goes_on(old.parent) if named is None else named
            if custodian is None:
                raise ParentUnclear(entry=deed.entry, place=str(old))
            found[place] = self.standing_after(custodian, deed).place
        return found


def _line(place: int, tree: Mapping[int, Standing], known: dict[int, tuple[int, ...]]) -> tuple[int, ...]:
    if place not in known:
        parent = tree[place].parent
        known[place] = (*(() if parent is None else _line(parent, tree, known)), place)
    return known[place]


def _percent(share: int) -> str:
    return f"{share // 100},{share % 100:02d}"
