"""Loading the country, its tree on a day, labels, history, resolving names, opening hamlets."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from khuyenhoc.apps.audit.models import Event
from khuyenhoc.apps.places import actions, queries
from khuyenhoc.apps.places.models import FIRST_LOCAL_ID, Custody, Place, PlaceVersion, Succession
from khuyenhoc.domain.places import DAWN, REFORM, Kind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

NOON = datetime(2026, 1, 5, 5, tzinfo=UTC)
THEN, LAST_DAY, NOW = date(2023, 12, 31), date(2025, 6, 30), date(2026, 1, 5)


def names(versions: list[PlaceVersion]) -> list[str]:
    return [str(version) for version in versions]


def ids(place: Place, on: date, *, with_custody: bool = False) -> set[int]:
    return set(queries.ids_below(place, on, with_custody=with_custody))


# -- loading -------------------------------------------------------------------------------------------------


def test_loading_again_changes_nothing_and_writes_no_event() -> None:
    before = [table.objects.count() for table in (Place, PlaceVersion, Succession, Custody, Event)]

    new = actions.load_country(at=NOON)

    after = [table.objects.count() for table in (Place, PlaceVersion, Succession, Custody, Event)]
    assert (new, after) == (0, before)


def test_loading_wrote_one_event_and_told_its_progress() -> None:
    Custody.objects.filter(place=queries.resolve("tỉnh Hà Giang", THEN)).delete()
    told: list[tuple[int, int]] = []

    new = actions.load_country(at=NOON, progress=lambda done, total: told.append((done, total)))

    assert (new, told) == (1, [(1, 1)])
    assert [(event.deed, event.facts["rows"]) for event in Event.objects.filter(at=NOON)] == [
        ("places.loaded", 1)
    ]


@pytest.mark.parametrize(
    "wrong",
    [{"valid_from": REFORM, "valid_to": REFORM}, {"path": "1"}, {"valid_from": DAWN}],
    ids=["ends as it begins", "path without end", "twice a day"],
)
def test_the_database_refuses_unsound_versions(wrong: dict[str, object]) -> None:
    sound = {"place_id": 1, "name": "X", "path": "1.", "valid_from": REFORM, "recorded_at": NOON}

    with pytest.raises(IntegrityError), transaction.atomic():
        PlaceVersion.objects.create(**(sound | wrong))


def test_paths_and_keys_are_compared_byte_by_byte() -> None:
    ordered = list(PlaceVersion.objects.order_by("path").values_list("path", flat=True))

    assert ordered == sorted(ordered)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT column_name FROM information_schema.columns"
                " WHERE table_name = 'places_placeversion' AND collation_name = 'C' ORDER BY 1"
            )
            assert [row[0] for row in cursor.fetchall()] == ["path", "search_key"]


# -- the tree of a day ---------------------------------------------------------------------------------------


def test_a_subtree_is_that_of_the_day() -> None:
    then, now = queries.resolve("Tuyên Quang", LAST_DAY), queries.resolve("Tuyên Quang", NOW)

    kinds = PlaceVersion.objects.on(LAST_DAY).filter(place__in=queries.ids_below(then, LAST_DAY))
    assert {kind: kinds.filter(place__kind=kind).count() for kind in ("province", "district", "commune")} == {
        "province": 1,
        "district": 7,
        "commune": 137,
    }
    assert len(ids(now, NOW)) == 125
    assert ids(then, NOW) == {then.pk}


@pytest.mark.parametrize("on", [LAST_DAY, REFORM])
def test_every_place_of_a_day_lies_in_the_subtree_of_its_ancestors(on: date) -> None:
    by_province = [ids(Place.objects.get(pk=one.place_id), on) for one in queries.children(1, on)]

    assert sum(map(len, by_province)) + 1 == len(ids(queries.root(), on))
    assert set().union(*by_province, {1}) == ids(queries.root(), on)


def test_custody_adds_the_closed_places_that_somebody_below_answers_for() -> None:
    province = queries.resolve("Tuyên Quang", NOW)
    closed = [queries.resolve(name, THEN) for name in ("Hà Giang", "huyện Quản Bạ", "Lùng Tám, Quản Bạ")]

    assert {place.pk for place in closed} <= ids(province, NOW, with_custody=True)
    assert {place.pk for place in closed}.isdisjoint(ids(province, NOW))
    assert ids(queries.resolve("Lùng Tám", NOW), NOW, with_custody=True) >= {closed[2].pk}


def test_nobody_has_custody_before_the_place_is_closed() -> None:
    province = queries.resolve("Hà Giang", LAST_DAY)

    assert ids(province, LAST_DAY, with_custody=True) == ids(province, LAST_DAY)


def test_with_custody_the_country_is_every_place() -> None:
    assert ids(queries.root(), NOW, with_custody=True) == set(Place.objects.values_list("pk", flat=True))


@pytest.mark.parametrize("with_custody", [False, True])
def test_the_ids_below_can_be_narrowed_by_place(with_custody: bool) -> None:
    province, commune = queries.resolve("Hà Giang", THEN), queries.resolve("Lùng Tám", THEN)
    stranger = queries.resolve("Hán Đà", THEN)

    below = queries.ids_below(province, THEN, with_custody=with_custody)

    assert list(below.filter(pk__in=[commune.pk, stranger.pk])) == [commune.pk]


def test_children_stand_in_vietnamese_order() -> None:
    assert names(queries.children(queries.resolve("Hà Giang", THEN), THEN)) == [
        *("huyện Bắc Mê", "huyện Bắc Quang", "huyện Đồng Văn", "thành phố Hà Giang", "huyện Hoàng Su Phì"),
        *("huyện Mèo Vạc", "huyện Quản Bạ", "huyện Quang Bình", "huyện Vị Xuyên", "huyện Xín Mần"),
        "huyện Yên Minh",
    ]


def test_numbered_quarters_stand_in_order_of_number() -> None:
    district = queries.resolve("quận 3, Hồ Chí Minh", LAST_DAY)

    numbered = [one.name for one in queries.children(district, LAST_DAY) if one.name.isdecimal()]

    assert numbered == ["1", "2", "3", "4", "5", "9", "11", "12", "14"]


def test_ancestors_stand_from_the_country_down() -> None:
    commune = queries.resolve("Lùng Tám, Quản Bạ", THEN)

    assert names(queries.ancestors(commune, THEN)) == ["Việt Nam", "tỉnh Hà Giang", "huyện Quản Bạ"]


def test_a_closed_place_answers_with_its_last_version() -> None:
    commune = queries.resolve("Lùng Tám, Quản Bạ", THEN)

    assert queries.version(commune, NOW).valid_to == REFORM
    assert names(queries.ancestors(commune, NOW)) == ["Việt Nam", "tỉnh Hà Giang", "huyện Quản Bạ"]


def test_a_place_is_unknown_before_it_began() -> None:
    commune = queries.resolve("Lùng Tám", NOW)

    with pytest.raises(queries.PlaceUnknownThen) as refused:
        queries.version(commune, LAST_DAY)

    assert refused.value.facts == {"place": commune.pk, "on": LAST_DAY}


# -- labels and history --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Hà Nội", "thành phố Hà Nội"),
        ("Hà Giang", "tỉnh Hà Giang (nay là tỉnh Tuyên Quang)"),
        ("Hán Đà", "xã Hán Đà, huyện Yên Bình, tỉnh Yên Bái (nay là xã Thác Bà, tỉnh Lào Cai)"),
        (
            "Khai Quang",
            "phường Khai Quang, thành phố Vĩnh Yên, tỉnh Vĩnh Phúc (nay là phường Vĩnh Phúc, tỉnh Phú Thọ)",
        ),
        ("huyện Lý Sơn", "huyện Lý Sơn, tỉnh Quảng Ngãi (nay là đặc khu Lý Sơn, tỉnh Quảng Ngãi)"),
        (
            "Krông Na, Buôn Đôn",
            "xã Krông Na, huyện Buôn Đôn, tỉnh Đắk Lắk (nay là xã Buôn Đôn, tỉnh Đắk Lắk)",
        ),
    ],
)
def test_a_label_tells_what_the_place_is_now(name: str, label: str) -> None:
    assert queries.label(queries.resolve(name, THEN), THEN, now=NOW) == label


@pytest.mark.parametrize(
    ("district", "now"),
    [
        ("huyện Hàm Tân", {"xã Hàm Tân", "xã Tân Minh", "xã Sơn Mỹ", "xã Tân Lập"}),
        (
            "huyện Trấn Yên",
            {
                *("xã Trấn Yên", "xã Quy Mông", "xã Lương Thịnh", "xã Việt Hồng", "xã Hưng Khánh"),
                *("phường Nam Cường", "phường Âu Lâu"),
            },
        ),
    ],
)
def test_a_district_became_what_its_communes_became(district: str, now: set[str]) -> None:
    told = queries.history(queries.resolve(district, THEN))

    assert {link.label.split(",")[0] for link in told.successors} == now
    assert [link.is_default for link in told.successors].index(True) == 0
    assert {link.share for link in told.successors} == {None}


def test_a_label_without_a_later_day_tells_the_name_alone() -> None:
    assert queries.label(queries.resolve("Lùng Tám", THEN), THEN) == (
        "xã Lùng Tám, huyện Quản Bạ, tỉnh Hà Giang"
    )


def test_many_labels_take_few_queries(django_assert_max_num_queries: object) -> None:
    places = list(queries.ids_below(queries.resolve("Hà Giang", THEN), THEN))

    with django_assert_max_num_queries(10):  # type: ignore[operator]  # pytest-django's fixture has no type
        told = queries.labels(places, THEN, now=NOW)

    assert len(told) == 205


def test_the_history_of_a_merged_commune_leads_both_ways() -> None:
    was, became = queries.resolve("Lùng Tám", THEN), queries.resolve("Lùng Tám", NOW)

    before, after = queries.history(was), queries.history(became)

    assert [(link.id, link.kind, link.on) for link in before.successors] == [(became.pk, "whole", REFORM)]
    assert {link.label for link in after.predecessors} == {
        f"xã {name}, huyện Quản Bạ, tỉnh Hà Giang" for name in ("Đông Hà", "Lùng Tám", "Thái An")
    }
    assert [(one.valid_from, one.valid_to) for one in after.versions] == [(REFORM, None)]


def test_a_commune_that_went_on_keeps_its_id_under_another_name() -> None:
    place = queries.resolve("xã Krông Na", THEN)

    told = queries.history(place)

    assert queries.resolve("xã Buôn Đôn", NOW) == place
    assert [(one.name, one.valid_from, one.valid_to) for one in told.versions] == [
        ("Krông Na", None, REFORM),
        ("Buôn Đôn", REFORM, None),
    ]
    assert (told.predecessors, told.successors) == ((), ())


# -- resolving -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "on", "label"),
    [
        ("Hà Giang", THEN, "tỉnh Hà Giang"),
        ("Hà Giang", None, "tỉnh Hà Giang"),
        ("haf giang", THEN, "tỉnh Hà Giang"),
        ("02", THEN, "tỉnh Hà Giang"),
        ("24", THEN, "tỉnh Bắc Giang"),
        ("24", NOW, "tỉnh Bắc Ninh"),
        ("TP Hà Giang", THEN, "thành phố Hà Giang, tỉnh Hà Giang"),
        ("thành phố Hà Giang, Hà Giang", THEN, "thành phố Hà Giang, tỉnh Hà Giang"),
        ("Phú Thạnh, Phú Tân, An Giang", THEN, "xã Phú Thạnh, huyện Phú Tân, tỉnh An Giang"),
        ("Phú Thành, Phú Tân, An Giang", THEN, "xã Phú Thành, huyện Phú Tân, tỉnh An Giang"),
        ("Lùng Tám Quản Bạ Hà Giang", THEN, "xã Lùng Tám, huyện Quản Bạ, tỉnh Hà Giang"),
        ("#1", THEN, "Việt Nam"),
    ],
)
def test_a_name_or_code_means_one_place(text: str, on: date | None, label: str) -> None:
    place = queries.resolve(text, on)

    assert queries.label(place, on or THEN) == label


def test_an_ambiguous_name_answers_with_the_candidates_and_their_dates() -> None:
    with pytest.raises(queries.PlaceAmbiguous) as refused:
        queries.resolve("Trấn Yên", None)

    assert [
        (one.kind, one.label, one.valid_from, one.valid_to) for one in refused.value.facts["candidates"]
    ] == [
        (Kind.COMMUNE, "xã Trấn Yên, tỉnh Lào Cai", REFORM, None),
        (Kind.DISTRICT, "huyện Trấn Yên, tỉnh Yên Bái", None, REFORM),
        (Kind.COMMUNE, "xã Trấn Yên, huyện Bắc Sơn, tỉnh Lạng Sơn", None, REFORM),
    ]


@pytest.mark.parametrize(
    ("text", "on"), [("Khai Quang", NOW), ("huyện Trấn Yên", NOW), ("", None), ("#99", None), ("Qqq", None)]
)
def test_what_no_place_answers_to_is_not_found(text: str, on: date | None) -> None:
    if text == "#99":
        text = f"#{FIRST_LOCAL_ID - 1}"

    with pytest.raises(queries.PlaceNotFound):
        queries.resolve(text, on)


# -- hamlets -------------------------------------------------------------------------------------------------


def open_hamlets(commune: Place, *told: str, successor: Place | None = None) -> list[Place]:
    return actions.open_hamlets(commune, told, by="lan", at=NOON, source="mẫu", successor=successor)


def test_hamlets_of_a_merged_commune_keep_their_id_and_move_with_it() -> None:
    was, now = queries.resolve("Lùng Tám", THEN), queries.resolve("Lùng Tám", NOW)

    hamlet, quarter = open_hamlets(was, "Thôn Lùng Hóa", "Tổ dân phố 2")

    assert queries.label(hamlet, THEN) == "thôn Lùng Hóa, xã Lùng Tám, huyện Quản Bạ, tỉnh Hà Giang"
    assert queries.label(quarter, NOW) == "tổ dân phố 2, xã Lùng Tám, tỉnh Tuyên Quang"
    assert {hamlet.pk, quarter.pk} <= ids(was, THEN)
    assert {hamlet.pk, quarter.pk} <= ids(now, NOW)
    assert hamlet.pk >= FIRST_LOCAL_ID
    assert [(event.deed, event.place_id, event.by) for event in Event.objects.filter(at=NOON)] == [
        ("places.hamlets_opened", was.pk, "lan")
    ]


def test_hamlets_of_a_commune_that_went_on_follow_its_versions() -> None:
    commune = queries.resolve("xã Krông Na", THEN)

    (hamlet,) = open_hamlets(commune, "Buôn Ea Mar")

    assert queries.label(hamlet, THEN, now=NOW) == (
        "buôn Ea Mar, xã Krông Na, huyện Buôn Đôn, tỉnh Đắk Lắk"
        " (nay là buôn Ea Mar, xã Buôn Đôn, tỉnh Đắk Lắk)"
    )


def test_hamlets_of_a_commune_of_today_begin_with_it() -> None:
    (hamlet,) = open_hamlets(queries.resolve("Lùng Tám", NOW), "Nà Khoang")

    (version,) = hamlet.versions.all()
    assert (version.unit, version.valid_from, version.valid_to) == ("thôn", REFORM, None)


def test_hamlets_of_a_split_commune_need_the_successor_named() -> None:
    split = Succession.objects.filter(kind="part", is_default=False).order_by("pk").select_related().first()
    assert split is not None
    stranger = queries.resolve("Lùng Tám", NOW)

    for named in (None, stranger):
        with pytest.raises(actions.HamletsNeedSuccessor) as refused:
            open_hamlets(split.predecessor, "Thôn 1", successor=named)
        assert refused.value.facts == {"place": split.predecessor_id, "on": REFORM}
    (hamlet,) = open_hamlets(split.predecessor, "Thôn 1", successor=split.successor)

    assert hamlet.pk in ids(split.successor, NOW)


def test_a_commune_has_one_hamlet_of_a_name() -> None:
    commune = queries.resolve("Lùng Tám", THEN)
    open_hamlets(commune, "Thôn Hòa")

    for told in (["thôn Hoà"], ["Tám", "Tám"]):
        with pytest.raises(actions.HamletNamedTwice):
            open_hamlets(commune, *told)
    open_hamlets(commune, "Thôn Họa")

    assert len(queries.children(commune, THEN)) == 2


def test_hamlets_are_opened_in_communes_only() -> None:
    with pytest.raises(actions.NotACommune):
        open_hamlets(queries.resolve("huyện Quản Bạ", THEN), "Thôn 1")


@pytest.mark.parametrize("on", [THEN, LAST_DAY, NOW])
def test_leaves_are_the_places_that_are_alone_in_their_subtree(on: date) -> None:
    then, today = queries.resolve("tỉnh Hà Giang", THEN), queries.resolve("tỉnh Tuyên Quang", NOW)
    some = {then.pk, today.pk, *sorted(ids(then, THEN))[:12], *sorted(ids(today, NOW))[:12]}
    begun = PlaceVersion.objects.filter(place__in=some, valid_from__lte=on)
    known = set(begun.values_list("place", flat=True))

    assert queries.leaves(some, on) == {
        one for one in known if set(queries.ids_below(one, on, with_custody=True)) == {one}
    }
    assert queries.leaves(some, on)


def test_the_stamp_is_another_one_after_every_change_of_the_tree_and_the_same_after_a_rollback() -> None:
    commune = queries.resolve("Lùng Tám, Quản Bạ", THEN)
    seen = [queries.stamp()]
    tree = queries.ground()

    with transaction.atomic():
        PlaceVersion.objects.filter(place=commune).update(valid_to=None)
        seen.append(queries.stamp())
        Succession.objects.filter(predecessor=commune).delete()
        seen.append(queries.stamp())
        Custody.objects.filter(place=commune).delete()
        seen.append(queries.stamp())
        open_hamlets(commune, "Thôn Hòa")
        seen.append(queries.stamp())
        assert queries.ground() is not tree
        transaction.set_rollback(True)

    assert len(set(seen)) == len(seen)
    assert queries.stamp() == seen[0]
