"""Turn the package vietnamadminunits (MIT) into our own data files under src/khuyenhoc/data/places.

Run with requirements/places.lock installed (a virtual environment of its own will do):

    python scripts/build_places.py

The same source gives the same bytes. Ids already in the files are kept for ever and new places get
later ones; the script stops when an id would vanish or a count is not the one that is known.
"""

import csv
import gzip
import io
import json
import re
import sqlite3
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import Any

OUT = Path(__file__).resolve().parent.parent / "src" / "khuyenhoc" / "data" / "places"
PACKAGE, RELEASE = "vietnamadminunits", "1.0.4"
REFORM = "2025-07-01"
COUNTRY = 1
KINDS = ("country", "province", "district", "commune")
COLUMNS = {
    "versions": [
        "id",
        "kind",
        "code",
        "unit",
        "name",
        "parent",
        "valid_from",
        "valid_to",
        "latitude",
        "longitude",
        "area_km2",
        "key",
    ],
    "successions": ["predecessor", "successor", "kind", "share", "is_default", "on", "legal_reference"],
    "custodies": ["place", "custodian", "valid_from"],
}
KNOWN_COUNTS = {
    "old province": 63,
    "old district": 696,
    "old commune": 10_035,
    "new province": 34,
    "new commune": 3_321,
    "new xã": 2_621,
    "new phường": 687,
    "new đặc khu": 13,
    "split communes": 471,
}
UNIT = re.compile("(tỉnh|thành phố|quận|huyện|thị xã|thị trấn|xã|phường|đặc khu) (.+)", re.IGNORECASE)

Became = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Unit:
    """One unit of one tree. key, parent: the source's own names; the last three blank where not given."""

    key: str
    kind: str
    code: str
    unit: str
    name: str
    parent: str
    latitude: str
    longitude: str
    area: str


@dataclass
class Tree:
    """The units of one day by key, parents before children."""

    valid_from: str
    valid_to: str
    units: dict[str, Unit] = field(default_factory=dict)

    def label(self, key: str) -> str:
        """Unit word and name, up to the province: what an id is recognised by on a rebuild."""
        unit = self.units[key]
        own = f"{unit.unit} {unit.name}"
        return f"{own}, {self.label(unit.parent)}" if unit.parent else own

    def of_kind(self, kind: str) -> list[Unit]:
        return [unit for unit in self.units.values() if unit.kind == kind]


def read_unit(row: Mapping[str, Any], level: str, *, key: str, kind: str, parent: str) -> Unit:
    """One level of a row. The unit word comes from the full name: the source's column for it has faults."""
    full = unicodedata.normalize("NFC", " ".join(row[level].split()))
    found = UNIT.fullmatch(full)
    if found is None:
        sys.exit(f"{full}: no unit word that we know")
    return Unit(
        key=key,
        kind=kind,
        code=row[f"{level}Code"],
        unit=found[1].lower(),
        name=found[2],
        parent=parent,
        latitude=written(row[f"{level}Lat"]),
        longitude=written(row[f"{level}Lon"]),
        area=written(row.get(f"{level}AreaKm2")),
    )


def written(value: float | None) -> str:
    """At most five decimals: of a degree they are a metre."""
    return "" if value is None else f"{value:.5f}".rstrip("0").rstrip(".")


def read_old_tree(rows: Iterable[Mapping[str, Any]]) -> Tree:
    """30/6/2025. Five island districts have no commune."""
    tree = Tree(valid_from="", valid_to=REFORM)
    for row in rows:
        province = row["provinceKey"]
        district = f"{province}_{row['districtKey']}"
        if province not in tree.units:
            tree.units[province] = read_unit(row, "province", key=province, kind="province", parent="")
        if district not in tree.units:
            tree.units[district] = read_unit(row, "district", key=district, kind="district", parent=province)
        if row["ward"]:
            commune = f"{district}_{row['wardKey']}"
            tree.units[commune] = read_unit(row, "ward", key=commune, kind="commune", parent=district)
    return tree


def read_new_tree(rows: Iterable[Mapping[str, Any]]) -> Tree:
    """1/7/2025: communes stand right below provinces."""
    tree = Tree(valid_from=REFORM, valid_to="")
    for row in rows:
        province = row["provinceKey"]
        commune = f"{province}_{row['wardKey']}"
        if province not in tree.units:
            tree.units[province] = read_unit(row, "province", key=province, kind="province", parent="")
        tree.units[commune] = read_unit(row, "ward", key=commune, kind="commune", parent=province)
    return tree


def read_became(converter: Mapping[str, Any], old: Tree) -> dict[str, list[str]]:
    """Old province, commune or district without communes -> where it went, the default first.

    Any other district went where its communes went.
    """
    became: dict[str, list[str]] = {}
    for now, before in converter["DICT_PROVINCE"].items():
        became.update({key: [now] for key in before})
    for province, communes in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for now, before in communes.items():
            became.update({key.removesuffix("_"): [f"{province}_{now}"] for key in before})
    for province, split in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, parts in split.items():
            if sum(part["isDefaultNewWard"] for part in parts) != 1:
                sys.exit(f"{key}: not exactly one default successor")
            parts.sort(key=lambda part: (not part["isDefaultNewWard"], part["newWardKey"]))
            became[key] = [f"{province}_{part['newWardKey']}" for part in parts]
    bare = {unit.key for unit in old.of_kind("district")} - {unit.parent for unit in old.of_kind("commune")}
    wanted = bare | {unit.key for unit in old.units.values() if unit.kind != "district"}
    if set(became) != wanted:
        sys.exit(f"without successor, or unknown: {sorted(set(became) ^ wanted)[:5]}")
    return became


def find_same(old: Tree, new: Tree, became: Became) -> dict[str, str]:
    """New unit -> the old unit that it simply is: of its kind, whole, alone, and gone nowhere else."""
    origins: dict[str, list[str]] = defaultdict(list)
    for key, heirs in became.items():
        for heir in heirs:
            if old.units[key].kind == new.units[heir].kind:
                origins[heir].append(key)
    return {now: keys[0] for now, keys in origins.items() if len(keys) == 1 and len(became[keys[0]]) == 1}


def read_table(name: str) -> list[dict[str, str]]:
    """The rows of a data file as it stands; none before the first build."""
    file = OUT / f"{name}.csv.gz"
    if not file.exists():
        return []
    return list(csv.DictReader(io.StringIO(gzip.decompress(file.read_bytes()).decode("utf-8"))))


def write_table(name: str, rows: Iterable[Sequence[object]]) -> None:
    """CSV, compressed without a time stamp."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS[name])
    writer.writerows(rows)
    (OUT / f"{name}.csv.gz").write_bytes(gzip.compress(text.getvalue().encode("utf-8"), 9, mtime=0))


def known_ids() -> dict[tuple[str, str], int]:
    """("old" or "new", the source's key) -> id, of the files as they stand."""
    known: dict[tuple[str, str], int] = {}
    for row in read_table("versions"):
        if not row["valid_from"]:
            known["old", row["key"]] = int(row["id"])
        if not row["valid_to"]:
            known["new", row["key"]] = int(row["id"])
    return known


def give_ids(old: Tree, new: Tree, same: Mapping[str, str]) -> dict[tuple[str, str], int]:
    """("old" or "new", key) -> id. Known ones are kept, others follow the largest by kind and code."""
    ids = known_ids() or {("old", ""): COUNTRY, ("new", ""): COUNTRY}
    present = {("old", key) for key in old.units} | {("new", key) for key in new.units}
    gone = set(ids) - present - {("old", ""), ("new", "")}
    if gone:
        sys.exit(f"the source no longer has {len(gone)} places that have an id, such as {sorted(gone)[:3]}")

    def order(unit: Unit) -> tuple[int, str, str]:
        return KINDS.index(unit.kind), unit.code, unit.key

    largest = max(ids.values())
    for which, tree in (("old", old), ("new", new)):
        for unit in sorted(tree.units.values(), key=order):
            if (which, unit.key) in ids:
                continue
            if which == "new" and unit.key in same:
                ids[which, unit.key] = ids["old", same[unit.key]]
            else:
                largest += 1
                ids[which, unit.key] = largest
    for now, before in same.items():
        if ids["new", now] != ids["old", before]:
            sys.exit(f"{before} and {now} had two ids and would now be one place")
    return ids


def version_rows(old: Tree, new: Tree, ids: Mapping[tuple[str, str], int]) -> Iterator[tuple[object, ...]]:
    """One row a version, in order of id and day; a place that the reform left as it was has one."""
    yield COUNTRY, "country", "VN", "", "Việt Nam", "", "", "", "", "", "", ""
    spans: dict[int, list[tuple[Unit, int, str, str]]] = defaultdict(list)
    for which, tree in (("old", old), ("new", new)):
        for unit in tree.units.values():
            parent = ids[which, unit.parent]
            spans[ids[which, unit.key]].append((unit, parent, tree.valid_from, tree.valid_to))
    for place, told in sorted(spans.items()):
        if len(told) == 2 and attributes(*told[0]) == attributes(*told[1]):
            told = [(told[1][0], told[1][1], old.valid_from, new.valid_to)]
        for unit, parent, valid_from, valid_to in told:
            yield (
                place,
                *attributes(unit, parent),
                valid_from,
                valid_to,
                unit.latitude,
                unit.longitude,
                unit.area,
                unit.key,
            )


def attributes(unit: Unit, parent: int, *_: str) -> tuple[str, str, str, str, int]:
    """What makes another version when it changes."""
    return unit.kind, unit.code, unit.unit, unit.name, parent


def succession_rows(became: Became, ids: Mapping[tuple[str, str], int]) -> Iterator[tuple[object, ...]]:
    """No share and no legal reference is stated by the source; what went on is no succession."""
    rows = []
    for key, heirs in became.items():
        kind = "whole" if len(heirs) == 1 else "part"
        for position, heir in enumerate(heirs):
            predecessor, successor = ids["old", key], ids["new", heir]
            if predecessor != successor:
                rows.append((predecessor, successor, kind, "", int(position == 0), REFORM, ""))
    yield from sorted(rows, key=lambda row: (row[0], -row[4], row[1]))


def custody_rows(
    old: Tree, new: Tree, became: Became, ids: Mapping[tuple[str, str], int]
) -> Iterator[tuple[object, ...]]:
    """A closed commune or province has its default successor, a district the province of most communes."""
    provinces: dict[str, Counter[str]] = defaultdict(Counter)
    for unit in old.of_kind("commune"):
        provinces[unit.parent][new.units[became[unit.key][0]].parent] += 1
    rows = []
    for unit in old.units.values():
        if unit.kind == "district":
            counted = provinces[unit.key] or Counter([new.units[became[unit.key][0]].parent])
            custodian = min(counted, key=lambda key: (-counted[key], key))
        else:
            custodian = became[unit.key][0]
        if ids["old", unit.key] != ids["new", custodian]:
            rows.append((ids["old", unit.key], ids["new", custodian], REFORM))
    yield from sorted(rows)


def check_counts(old: Tree, new: Tree, became: Became) -> None:
    """Stop unless every count is the published one."""
    found = Counter(f"old {unit.kind}" for unit in old.units.values())
    found += Counter(f"new {unit.kind}" for unit in new.units.values())
    found += Counter(f"new {unit.unit}" for unit in new.of_kind("commune"))
    found["split communes"] = sum(len(became[unit.key]) > 1 for unit in old.of_kind("commune"))
    for what, count in KNOWN_COUNTS.items():
        if found[what] != count:
            sys.exit(f"{what}: {found[what]}, known are {count}")


def main() -> None:
    """Read the package, check it against what is known, write the three tables and the notice."""
    if metadata.version(PACKAGE) != RELEASE:
        sys.exit(f"{PACKAGE} {RELEASE} is wanted, not {metadata.version(PACKAGE)}")
    data = files(PACKAGE) / "data"
    database = sqlite3.connect(f"file:{data / 'dataset.db'}?mode=ro", uri=True)
    database.row_factory = sqlite3.Row
    old = read_old_tree(map(dict, database.execute("SELECT * FROM admin_units_legacy")))
    new = read_new_tree(map(dict, database.execute("SELECT * FROM admin_units")))
    became = read_became(json.loads((data / "converter_2025.json").read_text(encoding="utf-8")), old)
    check_counts(old, new, became)
    ids = give_ids(old, new, find_same(old, new, became))
    OUT.mkdir(parents=True, exist_ok=True)
    write_table("versions", list(version_rows(old, new, ids)))
    write_table("successions", succession_rows(became, ids))
    write_table("custodies", custody_rows(old, new, became, ids))
    (OUT / "NOTICE.txt").write_text(notice(), encoding="utf-8")


def notice() -> str:
    """What the data are made of, with the source's licence."""
    licences = [file for file in metadata.files(PACKAGE) or [] if file.name == "LICENSE"]
    return (
        "versions.csv.gz, successions.csv.gz and custodies.csv.gz are made by scripts/build_places.py from\n"
        f"{PACKAGE} {RELEASE} (PyPI): the administrative units of Viet Nam of 30 June and of 1 July 2025,\n"
        "their coordinates and areas, and where each old unit went. Its licence:\n\n"
        f"{licences[0].read_text().strip()}\n"
    )


if __name__ == "__main__":
    main()
