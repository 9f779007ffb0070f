"""The country's own tree: where counts of earlier years lie today, checked by hand."""

from collections import defaultdict
from datetime import date

import pytest

from khuyenhoc.analytics import restated
from khuyenhoc.apps.places import queries
from khuyenhoc.domain.places import REFORM
from khuyenhoc.domain.restatement import Reason, RestatedBackwards, SharesAboveWhole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

THEN, LAST_DAY = date(2022, 8, 1), date(2025, 6, 30)


def table(values: dict[str, int], begin: date = THEN, end: date = REFORM) -> restated.Table:
    names = queries.Gazetteer(begin)
    return restated.table({names.read(name): value for name, value in values.items()}, begin, end)


def lines(found: restated.Table) -> list[tuple[str, str, int]]:
    return [(line.commune, line.province, line.value) for line in found.lines]


TODAY = {
    "Hán Đà, Yên Bình, Yên Bái": ("xã Thác Bà", "tỉnh Lào Cai"),
    "Khai Quang, Vĩnh Yên": ("phường Vĩnh Phúc", "tỉnh Phú Thọ"),
    "xã Tân Nghĩa, Hàm Tân": ("xã Hàm Tân", "tỉnh Lâm Đồng"),
    "Thị trấn Tân Minh, Hàm Tân": ("xã Tân Minh", "tỉnh Lâm Đồng"),
    "xã Cổ Đô, Ba Vì, Hà Nội": ("xã Cổ Đô", "thành phố Hà Nội"),
    "thị trấn Tam Sơn, Quản Bạ": ("xã Quản Bạ", "tỉnh Tuyên Quang"),
    # a second province, by hand: Bắc Ninh with Bắc Giang
    "phường Đại Phúc, Bắc Ninh": ("phường Võ Cường", "tỉnh Bắc Ninh"),
    "phường Phong Khê, Bắc Ninh": ("phường Võ Cường", "tỉnh Bắc Ninh"),
    "phường Vạn An, Bắc Ninh": ("phường Kinh Bắc", "tỉnh Bắc Ninh"),
    "phường Đình Bảng, Từ Sơn": ("phường Từ Sơn", "tỉnh Bắc Ninh"),
    "thị trấn Lim, Tiên Du": ("xã Tiên Du", "tỉnh Bắc Ninh"),
    "xã Đại Lâm, Lạng Giang": ("xã Tân Dĩnh", "tỉnh Bắc Ninh"),
}


def test_whole_mergers_of_the_known_reports_are_exact() -> None:
    # each another power of two, so that every sum tells what went into it
    counts = {name: 2**position for position, name in enumerate(TODAY)}
    wanted: dict[tuple[str, str], int] = defaultdict(int)
    for name, now in TODAY.items():
        wanted[now] += counts[name]

    found = table(counts)

    assert {(line.commune, line.province): (line.exact, line.estimated) for line in found.lines} == {
        now: (count, 0) for now, count in wanted.items()
    }
    assert found.unattributed == 0


def test_a_districts_count_is_never_spread_but_counts_for_its_province() -> None:
    found = table({"huyện Hàm Tân": 100, "huyện Trấn Yên": 10, "huyện Yên Dũng": 1})

    assert found.lines == ()
    assert {(one.province, one.value, one.reason) for one in found.waiting} == {
        ("tỉnh Lâm Đồng", 100, Reason.KNOWN_ABOVE),
        ("tỉnh Lào Cai", 10, Reason.KNOWN_ABOVE),
        ("tỉnh Bắc Ninh", 1, Reason.KNOWN_ABOVE),
    }


def test_an_island_district_is_the_special_zone_it_became() -> None:
    assert lines(table({"huyện Lý Sơn": 3, "huyện Cô Tô": 5})) == [
        ("đặc khu Lý Sơn", "tỉnh Quảng Ngãi", 3),
        ("đặc khu Cô Tô", "tỉnh Quảng Ninh", 5),
    ]


def test_a_province_counts_under_its_own_name_for_what_it_became() -> None:
    (waiting,) = table({"tỉnh Hà Giang": 9}).waiting

    assert (waiting.place, waiting.province, waiting.value) == ("tỉnh Hà Giang", "tỉnh Tuyên Quang", 9)


def test_every_commune_of_2022_together_is_the_same_total_today() -> None:
    tree = queries.ground()
    values = {place: 1 + position % 97 for position, place in enumerate(sorted(tree.units(THEN)))}

    found = restated.table(values, THEN, REFORM)

    assert sum(line.value for line in found.lines) + found.unattributed == found.total == sum(values.values())
    reasons = [one.reason for one in found.waiting]
    assert (reasons.count(Reason.NO_LINK), reasons.count(Reason.NO_SHARE)) == (567, 471)
    assert all(one.province for one in found.waiting)


def test_vinh_phuc_of_2022_lies_in_phu_tho_today() -> None:
    tree, names = queries.ground(), queries.Gazetteer(THEN)
    communes = tree.communes(THEN)[names.read("tỉnh Vĩnh Phúc")]

    found = restated.table(dict.fromkeys(communes, 1), THEN, REFORM)

    assert found.total == 136
    assert {line.province for line in found.lines} | {one.province for one in found.waiting} == {
        "tỉnh Phú Thọ"
    }
    assert sum(one.reason is Reason.NO_LINK for one in found.waiting) == 15


def test_lines_stand_by_province_and_commune_in_vietnamese_order() -> None:
    found = table(
        {
            "Khai Quang, Vĩnh Yên": 1,
            "Hán Đà, Yên Bái": 2,
            "xã Lùng Tám, Quản Bạ": 3,
            "phường Phúc Xá, Ba Đình": 4,
            "thị trấn Tam Sơn, Quản Bạ": 5,
            "phường Đồng Tâm, Vĩnh Yên": 6,
        }
    )

    assert [(line.province, line.commune) for line in found.lines] == [
        ("thành phố Hà Nội", "phường Hồng Hà"),
        ("tỉnh Lào Cai", "xã Thác Bà"),
        ("tỉnh Phú Thọ", "phường Vĩnh Phúc"),
        ("tỉnh Phú Thọ", "phường Vĩnh Yên"),
        ("tỉnh Tuyên Quang", "xã Lùng Tám"),
        ("tỉnh Tuyên Quang", "xã Quản Bạ"),
    ]


def test_stated_shares_divide_a_split_commune_by_the_largest_remainder() -> None:
    place = queries.resolve("phường 4, Tân An", LAST_DAY).pk
    long_an, tan_ninh = (queries.resolve(f"phường {name}", REFORM).pk for name in ("Long An", "Tân Ninh"))

    found = restated.table(
        {place: 10}, THEN, REFORM, shares={(place, long_an): 6667, (place, tan_ninh): 3333}
    )

    assert [(line.commune, line.exact, line.estimated) for line in found.lines] == [
        ("phường Long An", 0, 7),
        ("phường Tân Ninh", 0, 3),
    ]
    assert found.unattributed == 0


def test_shares_must_be_those_of_a_split_and_not_above_the_whole() -> None:
    place = queries.resolve("phường 4, Tân An", LAST_DAY).pk
    long_an = queries.resolve("phường Long An", REFORM).pk
    tan_ninh = queries.resolve("phường Tân Ninh", REFORM).pk

    with pytest.raises(queries.ShareNotOfSplit):
        restated.table({place: 10}, THEN, REFORM, shares={(long_an, place): 5000})
    with pytest.raises(SharesAboveWhole):
        restated.table({place: 10}, THEN, REFORM, shares={(place, long_an): 9000, (place, tan_ninh): 2000})


def test_a_day_before_2020_takes_the_tree_of_2020_and_says_so() -> None:
    early, later = (table({"Hán Đà, Yên Bái": 5}, begin) for begin in (date(2016, 12, 31), THEN))

    assert (early.assumed, later.assumed) == (True, False)
    assert early.lines == later.lines


def test_counts_are_not_carried_backwards() -> None:
    with pytest.raises(RestatedBackwards):
        restated.table({}, REFORM, LAST_DAY)


def test_the_cluster_of_2023_lies_in_five_provinces_today() -> None:
    members = queries.members_on("Cụm thi đua đồng bằng sông Hồng", date(2023, 12, 31), REFORM)
    today = {place for one in members for place in one.today}

    assert len(members) == 8
    assert {queries.label(place, REFORM) for place in today} == {
        *("thành phố Hà Nội", "tỉnh Hưng Yên", "tỉnh Ninh Bình", "tỉnh Bắc Ninh", "tỉnh Phú Thọ")
    }


def test_the_gazetteer_reads_every_label_of_its_day() -> None:
    names = queries.Gazetteer(THEN)
    some = sorted(names.versions)[1::37]

    assert [place for place in some if names.read(names.label(place)) != place] == []


def test_the_gazetteer_reads_codes_telex_and_bare_provinces() -> None:
    names = queries.Gazetteer(THEN)

    found = {
        text: names.label(names.read(text)) for text in ("26", "Vĩnh Phúc", "vinhx phucs", "TỈNH VĨNH PHÚC")
    }

    assert found == dict.fromkeys(found, "tỉnh Vĩnh Phúc")
