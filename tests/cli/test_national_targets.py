"""The country's targets, from the data that comes with the program."""

import pytest
from click.testing import CliRunner

from khuyenhoc.apps.figures.models import Target
from khuyenhoc.apps.places import queries as places
from khuyenhoc.cli.figures import command

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]


def load() -> str:
    return CliRunner().invoke(command, ["national-targets"], catch_exceptions=False).stdout


def test_they_are_set_for_the_country_once_each_with_its_decision() -> None:
    first, again = load(), load()

    assert first == "Đã đặt 21 chỉ tiêu của cả nước; 0 chỉ tiêu đã có sẵn, không đổi.\n"
    assert again == "Đã đặt 0 chỉ tiêu của cả nước; 21 chỉ tiêu đã có sẵn, không đổi.\n"
    assert {row.place_id for row in Target.objects.all()} == {places.root().pk}
    assert all("/QĐ-TTg ngày" in row.source for row in Target.objects.all())


def test_difficult_areas_have_lower_targets_of_their_own_in_2020() -> None:
    load()

    rows = Target.objects.filter(year=2020).order_by("indicator", "for_difficult_areas")
    found = [(row.indicator, row.percent, row.for_difficult_areas) for row in rows]
    assert found == [
        ("recognised_clan", 5_000, False),
        ("recognised_clan", 4_000, True),
        ("recognised_community", 6_000, False),
        ("recognised_community", 5_000, True),
        ("recognised_household", 7_000, False),
        ("recognised_household", 6_000, True),
        ("recognised_organisation", 5_000, False),
    ]
