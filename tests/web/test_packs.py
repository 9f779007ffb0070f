"""Several places compared for a meeting: alike on the page, in the PDF and in the workbook, and within the scope."""

import csv
import io
from collections.abc import Callable
from datetime import date
from html import escape

import openpyxl
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from khuyenhoc.analytics import packs
from khuyenhoc.analytics.indicators import Wanted
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.figures import actions as figures
from khuyenhoc.apps.figures.actions import NewFigure
from khuyenhoc.apps.places.models import Cluster, ClusterMember, Place, PlaceVersion
from khuyenhoc.apps.reform import actions as reform
from khuyenhoc.domain.reform import plan as plans
from khuyenhoc.sentences import packs as said
from khuyenhoc.storing import remembering
from tests import make, scene
from tests.papers import reading

As = Callable[[User], Client]
YEARS = "first=2022&last=2023"
CLUSTER = "Cụm mẫu"


def plain(text: str) -> str:
    return "".join(text.split())


def clustered(shown: scene.Scene) -> list[Place]:
    """The scene's province and two more in a cluster of 2023; members reported for all of them."""
    land = shown.land
    others = [make.place("province", name, land.root, "tỉnh") for name in ("Mẫu Hải", "Mẫu Lâm")]
    cluster = Cluster.objects.create(name=CLUSTER)
    for place in (land.province, *others):
        ClusterMember.objects.create(
            cluster=cluster,
            place=place,
            valid_from=date(2023, 1, 1),
            valid_to=date(2024, 1, 1),
            source="báo cáo mẫu",
            recorded_at=make.NOON,
        )
    figures.report_figures(
        [
            NewFigure(
                place=place.pk, indicator="fund_raised", period=str(year), value=value, source="Báo cáo mẫu"
            )
            for place, year, value in (
                (land.province, 2022, "100"),
                (land.province, 2023, "300"),
                (others[0], 2023, "300"),
                (others[1], 2022, "200"),
                (others[1], 2023, "150"),
            )
        ],
        by=shown.who.centre,
        at=make.NOON,
    )
    return [land.province, *others]


def test_a_cluster_is_compared_in_sentences_tables_and_charts_alike_in_every_form(
    shown: scene.Scene, as_user: As
) -> None:
    first, second, third = (str(PlaceVersion.objects.get(place=one)) for one in clustered(shown))
    client = as_user(shown.who.centre)
    asked = f"?cluster={CLUSTER}&{YEARS}&what=fund_raised.&what=recognised_household."

    page = client.get(reverse("pack") + asked)
    pdf, xlsx = (client.get(reverse("pack_file", args=[form]) + asked) for form in ("pdf", "xlsx"))

    content, html = page.context["content"], plain(page.content.decode())
    funds = next(part for part in content.sections if part.code == "fund_raised.")
    ranks, years = funds.tables
    assert funds.paragraphs[0].endswith(f"cao nhất là {first}, {second} (300); thấp nhất là {third} (150).")
    assert funds.paragraphs[1] == "So với năm 2022: 1 nơi tăng, 1 nơi giảm, 0 nơi không đổi."
    assert [[cell.text for cell in row] for row in ranks.rows] == [
        ["1", first, "300", "+200"],
        ["1", second, "300", "–"],
        ["3", third, "150", "−50"],
    ]
    assert [cell.text for cell in years.rows[2]] == [third, "200", "150"]
    assert html.count('<svgclass="chart"viewBox') == 2
    printed = plain(reading.whole(pdf.content))
    book = openpyxl.load_workbook(io.BytesIO(xlsx.content))
    told = {str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row}
    for part in content.sections:
        for text in (*part.paragraphs, *part.notes):
            assert plain(escape(text)) in html
            assert plain(text) in printed
            assert text in told
        for table in part.tables:
            assert all(plain(escape(cell.text)) in html for row in table.rows for cell in row)
    assert "Thànhviêncủacụm:báocáomẫu." in printed
    assert pdf.headers["Cache-Control"] == "private, no-store"
    assert reading.sizes(pdf.content) == {(297, 210)}


def test_a_comparison_stands_on_the_places_of_today_when_asked_and_is_taken_away_as_ranked(
    shown: scene.Scene, as_user: As
) -> None:
    first, second, _ = clustered(shown)
    into = f'{{ unit = "tỉnh", name = "Mẫu Gộp", parent = "#{shown.land.root.pk}" }}'
    deed = f'[[deed]]\nkind = "merge"\nplaces = ["#{first.pk}", "#{second.pk}"]\ninto = {into}\n'
    head = 'title = "Mẫu"\non = 2025-07-01\nlegal_reference = "Nghị quyết mẫu"\n'
    reform.reform_on_server(plans.read(head + deed), at=make.NOON)
    client = as_user(shown.who.centre)
    asked = f"?cluster={CLUSTER}&{YEARS}&what=fund_raised.&basis=restated"

    content = client.get(reverse("pack") + asked).context["content"]
    cluster = client.get(
        reverse("clusters_file", args=[2023, "csv"]),
        {"cluster": CLUSTER, "what": "fund_raised.", "by": "number"},
    )

    funds = next(part for part in content.sections if part.code == "fund_raised.")
    assert {row[1].text: row[2].text for row in funds.tables[0].rows} == {
        "tỉnh Mẫu Gộp": "600",
        "tỉnh Mẫu Lâm": "150",
    }
    assert any("quy về địa giới ngày" in note for note in content.sections[-1].notes)
    ranks = list(csv.DictReader(io.StringIO(cluster.content.decode("utf-8-sig"))))
    assert [(row["Hạng"], row["Số liệu"]) for row in ranks] == [("1", "300"), ("1", "300"), ("3", "150")]


def test_of_a_long_list_what_is_ticked_and_what_is_found_is_shown(shown: scene.Scene, as_user: As) -> None:
    land = shown.land
    made = [make.place("hamlet", f"Bản Đẹp {number}", land.commune, "thôn").pk for number in range(45)]
    address = f"{reverse('pack')}?last=2023&of={land.commune.pk}&place={made[40]}"
    client = as_user(shown.who.province)

    short, found = client.get(address), client.get(address + "&find=ban+hai")

    assert len(short.context["listed"]) == 12
    assert short.context["left_out"] == 47 - 12
    assert [one.choice_label for one in found.context["listed"]] == ["thôn Bản Đẹp 40", "thôn Bản Hai"]
    assert "Bản Một" not in found.content.decode()


def test_of_a_cluster_only_what_one_may_see_is_compared_and_the_others_are_named(
    shown: scene.Scene, as_user: As
) -> None:
    mine, *others = clustered(shown)
    client = as_user(shown.who.province)

    page = client.get(reverse("pack"), {"cluster": CLUSTER, "last": "2023"})
    foreign, unknown = (
        client.get(f"{reverse('pack')}?last=2023&place={mine.pk}&place={one}")
        for one in (others[0].pk, 10**9)
    )
    below = client.get(f"{reverse('pack')}?last=2023&of={others[0].pk}")
    named = client.get(reverse("pack"), {"last": "2023", "add": "tỉnh Mẫu Hải"})
    nobody = client.get(reverse("pack"), {"last": "2023", "add": "tỉnh Không Đâu"})

    assert page.context["content"] is None  # one alone is nothing to compare
    assert page.context["offered"].hidden == ("tỉnh Mẫu Hải", "tỉnh Mẫu Lâm")
    assert [foreign.status_code, unknown.status_code, below.status_code] == [404] * 3
    assert named.status_code == nobody.status_code != 200


def test_places_of_different_parents_are_chosen_by_id_and_by_name(shown: scene.Scene, as_user: As) -> None:
    land = shown.land

    page = as_user(shown.who.province).get(
        f"{reverse('pack')}?last=2023&place={land.commune.pk}&place={land.hamlet.pk}&add=Bản Hai"
    )

    assert set(page.context["what"].cleaned_data["place"]) == {
        land.commune.pk,
        land.hamlet.pk,
        land.other_hamlet.pk,
    }
    assert "83,33%" in page.content.decode()


def test_too_many_or_too_few_are_refused_in_a_sentence_and_other_forms_are_no_page(
    shown: scene.Scene, as_user: As
) -> None:
    client, land = as_user(shown.who.province), shown.land
    two = f"?last=2023&place={land.hamlet.pk}&place={land.other_hamlet.pk}"

    turned = client.get(reverse("pack") + two + "&first=2024")
    answers = [
        client.get(reverse("pack") + "?last=1066"),
        client.get(reverse("pack_file", args=["docx"]) + two),
        client.get(reverse("pack") + two + "&what=nothing."),
    ]
    alone = client.get(f"{reverse('pack_file', args=['pdf'])}?last=2023&place={land.hamlet.pk}")

    assert "ít nhất hai nơi" in turned.content.decode()
    assert [one.status_code for one in answers] == [400, 404, 404]
    assert (alone.status_code, alone.headers["Location"]) == (302, reverse("pack"))


def test_more_places_and_indicators_ask_hardly_more(
    shown: scene.Scene, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    land = shown.land
    more = [make.place("hamlet", f"Bản Thêm {number}", land.commune, "thôn").pk for number in range(20)]
    names = {place: f"bản {place}" for place in (land.hamlet.pk, land.other_hamlet.pk, *more)}
    wanted = (
        Wanted("recognised_household"),
        Wanted("recognised_citizen"),
        Wanted("members", "", "population"),
    )

    with remembering(), django_assert_max_num_queries(36):
        made = packs.build(packs.PackAsked(names, wanted, 2021, 2023, make.NOON.date(), language="en"))

    assert len(made.content.sections) == 5
    assert made.charts.keys() <= {part.code for part in made.content.sections}


def test_who_leads_is_said_of_none_one_equals_and_many() -> None:
    one, two = ("A", "5"), ("B", "5")
    many = [(name, "5") for name in "ABCDE"]

    assert said.leaders("Quỹ", 2023, [], [], 0, "vi") == "Quỹ, năm 2023: chưa nơi nào có số liệu."
    assert said.leaders("Quỹ", 2023, [one], [], 1, "vi") == "Quỹ, năm 2023: chỉ A (5) có số liệu."
    assert said.leaders("Quỹ", 2023, [one, two], [], 2, "vi") == "Quỹ, năm 2023: các nơi bằng nhau, A, B (5)."
    assert said.leaders("Funds", 2023, many, [("F", "1")], 6, "en") == (
        "Funds, 2023: highest A, B, C and 2 more (5); lowest F (1)."
    )
