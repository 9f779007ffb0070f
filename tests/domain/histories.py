"""Random dated trees: a country whose communes merge, split, are renamed, move and end."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from hypothesis import strategies as st

from khuyenhoc.domain.places import DAWN, WHOLE_SHARE, Kind, Succession, SuccessionKind, Version
from khuyenhoc.domain.restatement import Ground

BEGIN = date(2020, 1, 1)
DAYS = [BEGIN + timedelta(days=30 * step) for step in range(1, 7)]
END = date(2024, 1, 1)
COUNTRY = 1


@dataclass
class History:
    """A tree that grows by deeds; its last versions stand open."""

    kinds: dict[int, Kind] = field(default_factory=dict)
    versions: list[Version] = field(default_factory=list)
    successions: list[Succession] = field(default_factory=list)

    def open(self, kind: Kind, parent: int | None, on: date = DAWN) -> int:
        place = len(self.kinds) + 1
        self.kinds[place] = kind
        self.versions.append(Version(place, parent, on))
        return place

    def held(self, kind: Kind, parent: int | None = None) -> list[int]:
        return [
            one.place
            for one in self.versions
            if one.valid_to is None
            and self.kinds[one.place] is kind
            and (parent is None or one.parent == parent)
        ]

    def parent(self, place: int) -> int | None:
        return next(one.parent for one in self.versions if one.place == place and one.valid_to is None)

    def end(self, place: int, on: date) -> None:
        """The place's open version ends; those below it too."""
        for position, one in enumerate(self.versions):
            if one.valid_to is None and place in (one.place, one.parent):
                self.versions[position] = Version(one.place, one.parent, one.valid_from, on)

    def dissolve(self, place: int, heir: int, on: date) -> None:
        """The place ends and its communes hang below another."""
        for below in self.held(Kind.DISTRICT, place):
            self.dissolve(below, heir, on)
        for commune in self.held(Kind.COMMUNE, place):
            self.hang(commune, heir, on)
        self.end(place, on)

    def hang(self, place: int, parent: int | None, on: date) -> None:
        """A new version, renamed or moved; its hamlets stay below it."""
        position = next(
            at for at, one in enumerate(self.versions) if one.place == place and one.valid_to is None
        )
        before = self.versions.pop(position)
        if before.valid_from < on:
            self.versions.append(Version(place, before.parent, before.valid_from, on))
        self.versions.append(Version(place, parent, on))

    def merge(self, places: list[int], on: date) -> int:
        new = self.open(Kind.COMMUNE, self.parent(places[0]), on)
        for place in places:
            hamlets = self.held(Kind.HAMLET, place)
            self.end(place, on)
            self.successions.append(Succession(place, new, SuccessionKind.WHOLE, on, None, True))
            self.versions += [Version(hamlet, new, on) for hamlet in hamlets]
        return new

    def split(self, place: int, shares: list[int | None], on: date, parents: list[int | None]) -> list[int]:
        hamlets = self.held(Kind.HAMLET, place)
        heirs = [self.open(Kind.COMMUNE, parent, on) for parent in parents]
        self.end(place, on)
        for heir, share in zip(heirs, shares, strict=True):
            default = heir == heirs[0]
            self.successions.append(Succession(place, heir, SuccessionKind.PART, on, share, default))
        self.versions += [
            Version(hamlet, heirs[position % len(heirs)], on) for position, hamlet in enumerate(hamlets)
        ]
        return heirs

    def ground(self, shares: dict[tuple[int, int], int] | None = None) -> Ground:
        return Ground(self.kinds, self.versions, self.successions, shares)


def start(provinces: int = 2, districts: int = 2, communes: int = 3, hamlets: int = 2) -> History:
    """Every province has so many districts, these so many communes, these so many hamlets."""
    made = History()
    made.open(Kind.COUNTRY, None)
    for _ in range(provinces):
        province = made.open(Kind.PROVINCE, COUNTRY)
        for _ in range(districts):
            district = made.open(Kind.DISTRICT, province)
            for _ in range(communes):
                commune = made.open(Kind.COMMUNE, district)
                for _ in range(hamlets):
                    made.open(Kind.HAMLET, commune)
    return made


def _stated(draw: st.DrawFn, number: int) -> list[int | None]:
    """Shares in full."""
    cuts = sorted(
        draw(st.lists(st.integers(1, WHOLE_SHARE - 1), min_size=number - 1, max_size=number - 1, unique=True))
    )
    return [high - low for low, high in zip([0, *cuts], [*cuts, WHOLE_SHARE], strict=True)]


@st.composite
def histories(draw: st.DrawFn, *, all_stated: bool = False, links_only: bool = False) -> History:
    """all_stated: every split states all its shares. links_only: no place ends without a link."""
    made = start(communes=draw(st.integers(1, 3)), hamlets=draw(st.integers(0, 2)))
    deeds = ["merge", "split", "rename", "move", "province"] + ([] if links_only else ["close"])
    for day in DAYS[: draw(st.integers(0, len(DAYS)))]:
        touched: set[int] = set()
        for deed in draw(st.lists(st.sampled_from(deeds), min_size=1, max_size=3)):
            _do(draw, made, deed, day, touched, all_stated=all_stated)
    return made


def _do(draw: st.DrawFn, made: History, deed: str, day: date, touched: set[int], *, all_stated: bool) -> None:
    communes = [place for place in made.held(Kind.COMMUNE) if place not in touched]
    districts = made.held(Kind.DISTRICT)
    if deed == "province":
        return _merge_provinces(draw, made, day, touched)
    if not communes or not districts:
        return None
    place = draw(st.sampled_from(communes))
    if deed == "merge":
        chosen = draw(st.lists(st.sampled_from(communes), min_size=1, max_size=3, unique=True))
        touched |= {*chosen, made.merge(chosen, day)}
    elif deed == "split":
        number = draw(st.integers(2, 3))
        shares = _stated(draw, number)
        if not all_stated:
            shares = [share if draw(st.booleans()) else None for share in shares]
        parents: list[int | None] = [draw(st.sampled_from(districts)) for _ in shares]
        touched |= {place, *made.split(place, shares, day, parents)}
    elif deed in ("rename", "move"):
        parent = made.parent(place) if deed == "rename" else draw(st.sampled_from(districts))
        made.hang(place, parent, day)
        touched.add(place)
    else:
        made.end(place, day)
        touched.add(place)
    return None


def _merge_provinces(draw: st.DrawFn, made: History, day: date, touched: set[int]) -> None:
    """As in 2025: provinces become one, the district level ends, communes hang right below."""
    provinces = made.held(Kind.PROVINCE)
    if touched or len(provinces) < 2:
        return
    new = made.open(Kind.PROVINCE, COUNTRY, day)
    for province in provinces[:2]:
        made.dissolve(province, new, day)
        made.successions.append(Succession(province, new, SuccessionKind.WHOLE, day, None, True))
    touched |= set(made.held(Kind.COMMUNE, new))


@st.composite
def counts(draw: st.DrawFn, made: History, kinds: tuple[Kind, ...] = tuple(Kind)) -> dict[int, int]:
    """Counts on some of the places of the first day."""
    ground = made.ground()
    places = [p for p in made.kinds if ground.held(p, BEGIN) is not None and made.kinds[p] in kinds]
    chosen = draw(st.lists(st.sampled_from(places), unique=True, max_size=12)) if places else []
    return {place: draw(st.integers(0, 1000)) for place in chosen}
