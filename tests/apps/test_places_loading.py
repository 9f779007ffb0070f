"""Loading the data files over an older state of them, and over what was recorded here."""

from datetime import UTC, date, datetime

import pytest

from khuyenhoc.apps.audit.models import Event
from khuyenhoc.apps.places import actions, queries
from khuyenhoc.apps.places.models import LoadedFile, Place, PlaceVersion, Succession
from khuyenhoc.domain.places import CHANGE, DAWN, REFORM

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

NOON = datetime(2026, 1, 5, 5, tzinfo=UTC)
BEFORE_CHANGE, LAST_DAY, NOW = date(2023, 12, 31), date(2025, 6, 30), date(2026, 1, 5)
OLDER = "vietnamadminunits 1.0.4"


def as_one_version(place: Place) -> PlaceVersion:
    """The place as the older file told it: one version up to the reform, as on its last day."""
    last = queries.version(place, LAST_DAY)
    PlaceVersion.objects.filter(place=place, valid_from__lt=REFORM).delete()
    last.pk, last.valid_from, last.from_assumed, last.source = None, DAWN, False, OLDER
    last.save(force_insert=True)
    return last


@pytest.fixture
def moved() -> Place:
    """xã Kiên Lao, which was put below another district, as the older file knew it."""
    commune = queries.resolve("xã Kiên Lao, Bắc Giang", LAST_DAY)
    as_one_version(queries.resolve("thị xã Chũ", LAST_DAY))
    as_one_version(commune)
    return commune


def told(place: Place) -> list[tuple[str, date, date | None, bool, bool]]:
    rows = PlaceVersion.objects.filter(place=place).order_by("valid_from")
    return [
        (queries.label(place, one.valid_from), one.valid_from, one.valid_to, one.from_assumed, one.to_assumed)
        for one in rows
    ]


def test_an_older_state_is_brought_up_to_the_files_once(moved: Place) -> None:
    first = actions.load_country(at=NOON)
    second = actions.load_country(at=NOON)

    assert told(moved) == [
        ("xã Kiên Lao, huyện Lục Ngạn, tỉnh Bắc Giang", DAWN, CHANGE, False, True),
        ("xã Kiên Lao, thị xã Chũ, tỉnh Bắc Giang", CHANGE, REFORM, True, False),
    ]
    assert [one[1:3] for one in told(queries.resolve("thị xã Chũ", LAST_DAY))] == [(CHANGE, REFORM)]
    assert first > 0
    assert second == 0
    assert Event.objects.filter(at=NOON, deed="places.loaded").count() == 1


def test_hamlets_follow_a_parent_whose_past_became_known(moved: Place) -> None:
    (hamlet,) = actions.open_hamlets(moved, ["Thôn Họ"], by="lan", at=NOON, source="mẫu")

    actions.load_country(at=NOON)

    assert queries.label(hamlet, BEFORE_CHANGE) == "thôn Họ, xã Kiên Lao, huyện Lục Ngạn, tỉnh Bắc Giang"
    assert queries.label(hamlet, LAST_DAY) == "thôn Họ, xã Kiên Lao, thị xã Chũ, tỉnh Bắc Giang"
    assert queries.label(hamlet, NOW) == "thôn Họ, xã Kiên Lao, tỉnh Bắc Ninh"
    district = queries.resolve("huyện Lục Ngạn", BEFORE_CHANGE)
    assert hamlet.pk in set(queries.ids_below(district, BEFORE_CHANGE))
    assert hamlet.pk not in set(queries.ids_below(district, LAST_DAY))


def test_hamlets_whose_parents_are_as_before_stay_untouched() -> None:
    (hamlet,) = actions.open_hamlets(
        queries.resolve("Lùng Tám", BEFORE_CHANGE), ["Thôn Hòa"], by="lan", at=NOON, source="mẫu"
    )
    before = list(hamlet.versions.order_by("valid_from").values())

    actions.load_country(at=datetime(2026, 2, 1, tzinfo=UTC))

    assert list(hamlet.versions.order_by("valid_from").values()) == before


def test_what_was_recorded_here_since_is_kept() -> None:
    place = queries.resolve("xã Lùng Tám", NOW)
    renamed = PlaceVersion.objects.get(place=place)
    PlaceVersion.objects.filter(place=place).update(valid_to=date(2026, 3, 1))
    renamed.pk, renamed.name, renamed.valid_from, renamed.source = None, "Mẫu", date(2026, 3, 1), "NQ mẫu"
    renamed.save(force_insert=True)

    assert actions.load_country(at=NOON) == 0

    assert [(one.name, one.valid_to) for one in PlaceVersion.objects.filter(place=place).order_by("pk")] == [
        ("Lùng Tám", date(2026, 3, 1)),
        ("Mẫu", None),
    ]


def test_links_loaded_before_anybody_doubted_them_are_marked() -> None:
    doubted = Succession.objects.exclude(doubt="").count()
    Succession.objects.update(doubt="")

    assert actions.load_country(at=NOON) == doubted == 28


def test_the_database_knows_which_files_it_holds() -> None:
    assert queries.is_current()
    LoadedFile.objects.filter(name="versions.csv.gz").update(digest="0" * 64)

    assert not queries.is_current()


def test_hamlets_of_a_commune_that_nothing_links_end_with_it() -> None:
    commune = queries.resolve("Bạch Lưu", BEFORE_CHANGE)

    (hamlet,) = actions.open_hamlets(commune, ["Thôn Hồng Sen"], by="lan", at=NOON, source="mẫu")

    assert [one[1:3] for one in told(hamlet)] == [(DAWN, CHANGE)]


def test_a_district_that_ended_became_what_its_communes_went_on_as() -> None:
    links = queries.history(queries.resolve("huyện Yên Dũng", BEFORE_CHANGE)).successors

    assert len(links) == 17
    assert {(link.on, link.kind) for link in links} == {(CHANGE, "part")}
    assert {link.label.split(", ")[1] for link in links} == {"thành phố Bắc Giang"}
