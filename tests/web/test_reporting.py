"""Returns of figures on their pages: entered, handed in, decided above, closed; and bases."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.figures import actions as figures
from khuyenhoc.apps.figures.actions import NewFigure
from khuyenhoc.apps.figures.models import Base, Deadline, Lock, Report, Reported
from khuyenhoc.domain.figures import PeriodKind
from khuyenhoc.web.request import today
from tests import scene
from tests.make import NOON
from tests.scene import RECOGNISED, Scene

Sign = Callable[[User], Client]


def text(content: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", content.decode()))


def standing(report: Report) -> list[tuple[str, str, str, str]]:
    rows = Reported.objects.filter(report=report, superseded_at__isnull=True).order_by("indicator", "pk")
    return [(row.indicator, row.value_text, row.value_qualifier, row.rate_text) for row in rows]


def sent(client: Client, report: Report, area: str, key: str, **typed: str) -> dict[str, str]:
    """What the form of an area sends as it stands, with some of it typed otherwise."""
    page = client.get(reverse("return_enter", args=[report.pk, area])).content.decode()
    found = dict(re.findall(r'<input[^>]* name="([\w.]+)" value="([^"]*)"', page))
    return {name: value for name, value in found.items() if "." in name} | {"key": key} | typed


@pytest.fixture
def draft(shown: Scene) -> Report:
    return scene.figures_return(shown)


@pytest.fixture
def waiting(shown: Scene, draft: Report) -> Report:
    return figures.submit_report(draft.pk, revision=draft.revision, by=shown.who.association, at=NOON)


def test_a_return_is_opened_once_for_a_period_however_that_is_spelt(shown: Scene, as_user: Sign) -> None:
    client = as_user(shown.who.association)
    address = reverse("returns_of", args=[shown.land.commune.pk])

    first = client.post(address, {"key": "a", "period": "12/2023"})
    second = client.post(address, {"key": "b", "period": "2023-12"})
    refused = client.post(address, {"key": "c", "period": "lúc nào đó"})

    assert first.headers["Location"] == second.headers["Location"]
    assert refused.status_code == 400
    assert Report.objects.filter(place=shown.land.commune).count() == 1


def test_a_period_is_chosen_and_a_return_begun_by_mistake_is_put_away_and_comes_back(
    shown: Scene, as_user: Sign
) -> None:
    client = as_user(shown.who.association)
    address = reverse("returns_of", args=[shown.land.commune.pk])

    chosen = {"period_part": "1-6", "period_year": "2023"}
    begun = client.post(address, {"key": "a"} | chosen, follow=True).content.decode()
    report = Report.objects.get(place=shown.land.commune, period_written="1/2023..6/2023")
    press = reverse("return_discard", args=[report.pk])
    put_away = client.post(press, {"key": "b"}, follow=True).content.decode()
    report.refresh_from_db()
    state, gone = report.state, client.get(reverse("return", args=[report.pk])).status_code
    client.post(press, {"key": "c", "back": "1"})

    assert "kỳ 6 tháng đầu năm 2023" in text(begun.encode())
    assert f'action="{press}"' in begun
    assert "Đã bỏ báo cáo trống của kỳ 6 tháng đầu năm 2023." in put_away
    assert 'name="back" value="1"' in put_away
    assert (state, gone) == ("discarded", 404)
    assert client.get(reverse("return", args=[report.pk])).status_code == 200


def test_a_number_is_kept_as_it_was_written_and_read_back(shown: Scene, draft: Report, as_user: Sign) -> None:
    client = as_user(shown.who.association)
    address = reverse("return_enter", args=[draft.pk, "members"])
    body = sent(client, draft, "members", "k1", **{"members..0.value": "gần 1.250"})

    client.post(address, body)
    client.post(address, body)

    assert standing(draft) == [("members", "gần 1.250", "nearly", "")]
    assert Reported.objects.filter(report=draft).count() == 2
    assert "gần 1.250" in text(client.get(address).content)
    assert "gần 1.250" in text(client.get(reverse("return", args=[draft.pk])).content)


def test_what_was_just_entered_is_taken_back(shown: Scene, draft: Report, as_user: Sign) -> None:
    client = as_user(shown.who.association)
    body = sent(client, draft, "members", "k1", **{"members..0.value": "1.300"})
    page = client.post(reverse("return_enter", args=[draft.pk, "members"]), body, follow=True)
    made = re.findall(r'name="made" value="(\d+)"', page.content.decode())

    client.post(reverse("return_undo", args=[draft.pk]), {"key": "u1", "made": made})

    assert len(made) == 1
    assert standing(draft) == [("members", "hơn 1.200", "more than", "")]


def test_an_emptied_row_is_taken_out_and_comes_back_with_undo(
    shown: Scene, draft: Report, as_user: Sign
) -> None:
    client = as_user(shown.who.association)
    body = sent(client, draft, "members", "k1", **{"members..0.value": ""})

    page = client.post(reverse("return_enter", args=[draft.pk, "members"]), body, follow=True)
    gone = re.findall(r'name="gone" value="(\d+)"', page.content.decode())
    empty = standing(draft)
    client.post(reverse("return_undo", args=[draft.pk]), {"key": "u1", "gone": gone})

    assert empty == []
    assert standing(draft) == [("members", "hơn 1.200", "more than", "")]


def test_what_cannot_be_read_stays_typed_beside_its_sentence(
    shown: Scene, draft: Report, as_user: Sign
) -> None:
    client = as_user(shown.who.association)
    body = sent(client, draft, "members", "k1", **{"members..0.value": "nhiều lắm"})

    answer = client.post(reverse("return_enter", args=[draft.pk, "members"]), body)

    assert answer.status_code == 400
    assert "không đọc được “nhiều lắm”" in text(answer.content)
    assert 'value="nhiều lắm"' in answer.content.decode()
    assert standing(draft) == [("members", "hơn 1.200", "more than", "")]


CONTRADICTS = {
    "recognised_household..0.value": "60",
    "recognised_household..0.rate": "50%",
    "recognised_household..0.base_kind": "all households",
    "recognised_household..0.base": "100",
}


def test_a_contradiction_is_shown_beside_its_row_and_kept_only_with_a_note(
    shown: Scene, draft: Report, as_user: Sign
) -> None:
    client = as_user(shown.who.association)
    address = reverse("return_enter", args=[draft.pk, "titles"])

    refused = client.post(address, sent(client, draft, "titles", "k1", **CONTRADICTS))
    before = standing(draft)
    kept = {"recognised_household..0.kept_with_note": "Như đã công bố"}
    client.post(address, sent(client, draft, "titles", "k2", **CONTRADICTS, **kept))

    assert refused.status_code == 400
    assert "60 trên 100 là 60" in text(refused.content)
    assert "Vẫn giữ nguyên số này vì" in text(refused.content)
    assert len(before) == 1
    assert ("recognised_household", "60", "exact", "50%") in standing(draft)
    assert "Như đã công bố" in text(client.get(reverse("return", args=[draft.pk])).content)


def test_the_counted_number_is_taken_into_its_box_and_a_far_one_is_warned_of(
    shown: Scene, draft: Report, as_user: Sign
) -> None:
    client = as_user(shown.who.association)
    address = reverse("return_enter", args=[draft.pk, "titles"])
    far = {"recognised_household..0.value": str(RECOGNISED * 3)}

    typed = client.post(address, sent(client, draft, "titles", "k1", look="yes", **far)).content.decode()
    taken = client.post(
        address, sent(client, draft, "titles", "k1", take="recognised_household..0", **far)
    ).content.decode()

    assert "quá một nửa" in typed
    assert "quá một nửa" not in taken
    assert f'name="recognised_household..0.value" value="{RECOGNISED}"' in taken
    assert len(standing(draft)) == 1


def test_counted_and_reported_stand_side_by_side_with_the_difference(
    shown: Scene, draft: Report, as_user: Sign
) -> None:
    client = as_user(shown.who.association)
    typed = {"recognised_household..0.value": "58"}

    client.post(
        reverse("return_enter", args=[draft.pk, "titles"]), sent(client, draft, "titles", "k1", **typed)
    )
    page = text(client.get(reverse("return", args=[draft.pk])).content)

    assert f"{RECOGNISED} lệch +2" in page


def test_whoever_builds_on_a_row_that_was_changed_meanwhile_is_told(
    shown: Scene, draft: Report, as_user: Sign
) -> None:
    client = as_user(shown.who.association)
    address = reverse("return_enter", args=[draft.pk, "members"])
    old = sent(client, draft, "members", "k1", **{"members..0.value": "1.500"})
    client.post(address, sent(client, draft, "members", "k2", **{"members..0.value": "1.400"}))

    answer = client.post(address, old)

    assert answer.status_code == 400
    assert "trước bạn" in text(answer.content)
    assert standing(draft) == [("members", "1.400", "exact", "")]


def test_a_return_goes_up_comes_back_with_a_reason_and_is_approved(
    shown: Scene, draft: Report, as_user: Sign
) -> None:
    commune, province = as_user(shown.who.association), as_user(shown.who.province)
    submit, decide = (reverse(name, args=[draft.pk]) for name in ("return_submit", "return_decide"))
    page = reverse("return", args=[draft.pk])

    commune.post(submit, {"key": "s1", "revision": draft.revision})
    draft.refresh_from_db()
    unsaid = province.post(decide, {"key": "d1", "revision": draft.revision, "way": "back", "reason": ""})
    province.post(
        decide, {"key": "d2", "revision": draft.revision, "way": "back", "reason": "Thiếu số chi hội"}
    )
    came_back = text(commune.get(page).content)
    draft.refresh_from_db()
    commune.post(submit, {"key": "s2", "revision": draft.revision})
    draft.refresh_from_db()
    province.post(decide, {"key": "d3", "revision": draft.revision, "way": "approve"})
    draft.refresh_from_db()

    assert unsaid.status_code == 400
    assert "Thiếu số chi hội" in came_back
    assert draft.state == "approved"
    assert "đã duyệt" in text(commune.get(page).content)


def test_nobody_approves_what_they_entered_themselves(shown: Scene, draft: Report, as_user: Sign) -> None:
    figures.submit_report(draft.pk, revision=draft.revision, by=shown.who.province, at=NOON)
    draft.refresh_from_db()

    answer = as_user(shown.who.province).post(
        reverse("return_decide", args=[draft.pk]),
        {"key": "d1", "revision": draft.revision, "way": "approve"},
    )
    draft.refresh_from_db()

    assert answer.status_code == 400
    assert "Không ai được duyệt số liệu do chính mình nhập hoặc nộp" in text(answer.content)
    assert draft.state == "submitted"


def test_the_commune_itself_approves_nothing(shown: Scene, waiting: Report, as_user: Sign) -> None:
    answer = as_user(shown.who.association).post(
        reverse("return_decide", args=[waiting.pk]),
        {"key": "d1", "revision": waiting.revision, "way": "approve"},
    )

    assert answer.status_code == 404


def test_the_place_above_sees_who_reported_who_did_not_and_how_late(
    shown: Scene, waiting: Report, as_user: Sign
) -> None:
    client = as_user(shown.who.province)
    address = reverse("deadlines", args=[shown.land.province.pk])
    until = today() - timedelta(days=9)
    typed = {"which": "period", "period": "2023", "due": f"{until:%d/%m/%Y}", "only": "", "note": ""}
    set_page = text(client.post(address, typed | {"key": "d1"}, follow=True).content)
    alone = figures.NewDeadline(
        shown.land.district.pk, period="2023", due=today(), only=shown.land.other_commune.pk
    )

    page = text(
        client.get(reverse("returns_below", args=[shown.land.district.pk]), {"period": "2023"}).content
    )
    home = text(client.get(reverse("home")).content)
    figures.set_deadline(alone, by=shown.who.province, at=NOON)
    extended = text(
        client.get(reverse("returns_below", args=[shown.land.district.pk]), {"period": "2023"}).content
    )

    assert "quá hạn 9 ngày" in set_page
    assert "Chờ duyệt: 1" in page
    assert "Chưa báo cáo: 1 trong 2 nơi" in page
    assert "quá hạn 9 ngày" in page
    assert "kỳ 2023 còn các nơi sau chưa nộp báo cáo số liệu" in page
    assert f"Hạn nộp là ngày {until:%d/%m/%Y}, đã quá 9 ngày." in page
    assert "Nơi chưa báo cáo kỳ 2023" in home
    assert "hôm nay là hạn cuối" in extended


def test_a_deadline_from_above_stands_on_the_page_of_whoever_has_to_report_until_they_did(
    shown: Scene, draft: Report, as_user: Sign
) -> None:
    client = as_user(shown.who.association)
    new = figures.NewDeadline(shown.land.province.pk, period="2023", due=today() + timedelta(days=3))
    figures.set_deadline(new, by=shown.who.province, at=NOON)
    pages = [
        reverse("home"),
        reverse("returns_of", args=[shown.land.commune.pk]),
        reverse("return", args=[draft.pk]),
        reverse("deadlines", args=[shown.land.commune.pk]),
    ]

    before = ["còn 3 ngày" in text(client.get(page).content) for page in pages]
    figures.submit_report(draft.pk, revision=draft.revision, by=shown.who.association, at=NOON)
    after = ["còn 3 ngày" in text(client.get(page).content) for page in pages]

    assert before == [True] * 4
    assert after == [False, False, False, True]


def test_a_deadline_is_taken_back_and_what_it_replaced_holds_again(shown: Scene, as_user: Sign) -> None:
    client = as_user(shown.who.province)
    new = figures.NewDeadline(shown.land.province.pk, kind=PeriodKind.YEAR, days_after=15)
    first = figures.set_deadline(new, by=shown.who.province, at=NOON)
    address = reverse("deadlines", args=[shown.land.province.pk])
    typed = {"which": "kind", "kind": "year", "days_after": "-16", "note": "", "key": "d1"}

    page = client.post(address, typed, follow=True).content.decode()
    (undo,) = re.findall(r'action="([^"]+)" class="undo', page)
    client.post(undo, {"key": "u1"})
    standing = Deadline.objects.get(superseded_at__isnull=True)
    foreign = as_user(shown.who.association).post(undo, {"key": "u2"})
    client.post(reverse("deadline_end", args=[shown.land.province.pk, standing.pk]), {"key": "e1"})

    assert "chậm nhất 16 ngày trước khi hết kỳ" in text(page.encode())
    assert (standing.days_after, standing.pk == first.pk) == (15, False)
    assert foreign.status_code == 404
    assert not Deadline.objects.filter(superseded_at__isnull=True).exists()


@pytest.mark.parametrize("name", ["return", "return_submit", "return_workbook", "return_upload"])
def test_a_return_of_another_place_is_not_there(
    name: str, shown: Scene, draft: Report, as_user: Sign
) -> None:
    outsider = as_user(scene.stranger(shown.land.other_commune))

    foreign = outsider.get(reverse(name, args=[draft.pk]))
    unknown = outsider.get(reverse(name, args=[999_999]))

    assert foreign.status_code == unknown.status_code == 404
    assert "1.200" not in foreign.content.decode()


@pytest.mark.parametrize("name", ["returns_of", "returns_below", "period_lock"])
def test_the_returns_of_another_place_are_not_there(name: str, shown: Scene, as_user: Sign) -> None:
    outsider = as_user(scene.stranger(shown.land.other_commune))

    assert outsider.get(reverse(name, args=[shown.land.commune.pk])).status_code == 404


def test_a_workbook_goes_out_and_what_was_written_in_it_comes_in(
    shown: Scene, draft: Report, as_user: Sign
) -> None:
    client = as_user(shown.who.association)
    out = client.get(reverse("return_workbook", args=[draft.pk])).content
    figures.take_figure_away(Reported.objects.get(report=draft).pk, by=shown.who.association, at=NOON)
    file = SimpleUploadedFile("bao-cao.xlsx", out)

    looked = client.post(reverse("return_upload", args=[draft.pk]), {"file": file}).content.decode()
    token = re.findall(r'name="token" value="(\w+)"', looked)[0]
    none_yet = standing(draft)
    client.post(
        reverse("return_take_in", args=[draft.pk]), {"key": "w1", "token": token, "name": "bao-cao.xlsx"}
    )

    assert none_yet == []
    assert standing(draft) == [("members", "hơn 1.200", "more than", "")]


def test_a_period_is_looked_over_and_closed_and_later_changes_are_listed(
    shown: Scene, waiting: Report, as_user: Sign
) -> None:
    client = as_user(shown.who.province)
    address = reverse("period_lock", args=[shown.land.province.pk])

    looked = client.post(address, {"key": "l1", "period": "2023", "note": ""})
    before = Lock.objects.count()
    client.post(address, {"key": "l1", "period": "2023", "note": "", "confirmed": "yes"})
    lock = Lock.objects.get(place=shown.land.province)
    figures.approve_report(
        waiting.pk, revision=waiting.revision, reason="Nộp muộn", by=shown.who.province, at=NOON
    )
    listed = client.get(reverse("period_corrections", args=[shown.land.province.pk, lock.pk]))

    assert "Xem lại trước khi khóa" in text(looked.content)
    assert before == 0
    assert "Nộp muộn" in text(listed.content)
    assert "hơn 1.200" in text(listed.content)


def test_bases_of_two_sources_stand_beside_each_other(shown: Scene, as_user: Sign) -> None:
    client = as_user(shown.who.association)
    address = reverse("bases", args=[shown.land.commune.pk, 2023])
    told = {"kind": "population", "text": "gần 9.360", "source": "Niên giám mẫu", "note": "", "reason": ""}

    looked = client.post(address, told | {"key": "b1"})
    before = Base.objects.filter(provenance="typed").count()
    client.post(address, told | {"key": "b1", "confirmed": "yes"})
    other = told | {"text": "8.000", "source": "Báo cáo mẫu", "key": "b2", "confirmed": "yes"}
    client.post(address, other)
    page = text(client.get(address).content)

    assert "Xem lại trước khi ghi" in text(looked.content)
    assert before == 0
    assert "các nguồn nói khác nhau" in page
    assert "gần 9.360" in page
    assert "Niên giám mẫu" in page


def test_a_base_typed_wrongly_goes_back_to_the_earlier_number_or_away_and_all_of_it_stays_listed(
    shown: Scene, as_user: Sign
) -> None:
    client = as_user(shown.who.association)
    first = scene.told_base(shown)
    address = reverse("bases", args=[shown.land.commune.pk, 2023])
    told = {"kind": "population", "text": "9", "source": first.source, "key": "b1", "confirmed": "yes"}
    page = client.post(address, told, follow=True).content.decode()
    (undo,) = re.findall(r'action="([^"]+)" class="undo', page)
    (to,) = re.findall(r'name="to" value="(\d+)"', page)

    client.post(undo, {"key": "u1", "to": to})
    back = [one.text for one in Base.objects.filter(source=first.source, superseded_at__isnull=True)]
    standing = Base.objects.get(source=first.source, superseded_at__isnull=True)
    client.post(
        reverse("base_back", args=[shown.land.commune.pk, 2023, standing.pk]), {"key": "u2", "to": "0"}
    )
    listed = text(client.get(address).content)

    assert to == str(first.pk)
    assert back == ["gần 9.360"]
    assert not Base.objects.filter(source=first.source, superseded_at__isnull=True).exists()
    assert "đã bỏ" in listed
    assert listed.count("gần 9.360") == 2


def test_a_base_of_a_closed_year_goes_away_with_a_reason_only(shown: Scene, as_user: Sign) -> None:
    client = as_user(shown.who.association)
    base = scene.told_base(shown)
    figures.lock_period(shown.land.commune.pk, "2023", by=shown.who.association, at=NOON)
    address = reverse("base_back", args=[shown.land.commune.pk, 2023, base.pk])

    refused = client.post(address, {"key": "k1", "to": "0"})
    client.post(address, {"key": "k2", "to": "0", "reason": "Ghi nhầm năm"})
    base.refresh_from_db()

    assert refused.status_code == 400
    assert "đã khóa" in text(refused.content)
    assert base.superseded_at is not None


def test_a_figure_that_counts_is_corrected_with_a_reason_and_the_earlier_one_stays_to_be_seen(
    shown: Scene, as_user: Sign
) -> None:
    client = as_user(shown.who.association)
    figure = scene.published_figure(shown)
    lock = figures.lock_period(shown.land.commune.pk, "2022", by=shown.who.association, at=NOON)
    address = reverse("figure_correct", args=[figure.pk])
    typed = {"value": "1.200", "reason": "Đếm lại sổ mẫu"}

    unsaid = client.post(address, {"key": "c1", "value": "1.200"})
    looked = text(client.post(address, {"key": "c2"} | typed).content)
    waits = Reported.objects.filter(superseded_at__isnull=True, indicator=figure.indicator).get()
    for _ in range(2):
        client.post(address, {"key": "c2", "confirmed": "yes"} | typed)
    now = Reported.objects.get(superseded_at__isnull=True, indicator=figure.indicator)
    late = client.get(address)
    listed = client.get(reverse("period_corrections", args=[shown.land.commune.pk, lock.pk]))

    assert unsaid.status_code == 400
    assert "Hãy ghi lý do đính chính" in text(unsaid.content)
    assert "lệch −50" in looked
    assert waits == figure
    assert (now.value_text, now.reason, now.replaces_id) == ("1.200", "Đếm lại sổ mẫu", figure.pk)
    assert late.headers["Location"] == reverse("figure_correct", args=[now.pk])
    assert all(part in text(listed.content) for part in ("gần 1.250", "1.200", "Đếm lại sổ mẫu"))


def test_what_was_approved_is_corrected_by_the_place_above_alone_and_shown_in_the_return(
    shown: Scene, waiting: Report, as_user: Sign
) -> None:
    figures.approve_report(waiting.pk, revision=waiting.revision, by=shown.who.province, at=NOON)
    (figure,) = Reported.objects.filter(report=waiting)
    address = reverse("figure_correct", args=[figure.pk])
    page = reverse("return", args=[waiting.pk])
    commune, province = as_user(shown.who.association), as_user(shown.who.province)
    typed = {"key": "c1", "confirmed": "yes", "value": "1.190", "reason": "Đếm lại"}

    assert address not in commune.get(page).content.decode()
    assert address in province.get(page).content.decode()
    assert commune.post(address, typed).status_code == 404
    province.post(address, typed)
    assert "đính chính, trước là hơn 1.200: Đếm lại" in text(commune.get(page).content)


def test_whoever_only_sees_tells_no_base(shown: Scene, as_user: Sign) -> None:
    client = as_user(shown.who.committee)
    address = reverse("bases", args=[shown.land.commune.pk, 2023])
    told = {"key": "b1", "kind": "population", "text": "9", "source": "Mẫu", "confirmed": "yes"}

    assert "Ghi một mẫu số" not in text(client.get(address).content)
    assert client.post(address, told).status_code == 404
    assert not Base.objects.filter(provenance="typed").exists()


def test_the_door_to_the_returns_is_there_for_those_who_set_figures_alone(
    shown: Scene, as_user: Sign
) -> None:
    place, who = shown.land.commune.pk, shown.who
    door = reverse("returns_of", args=[place])

    seen = [
        door in as_user(user).get(reverse("association_at", args=[place])).content.decode()
        for user in (who.association, who.committee)
    ]

    assert seen == [True, False]


def test_returns_that_wait_stand_on_the_page_of_whose_turn_it_is(
    shown: Scene, draft: Report, as_user: Sign
) -> None:
    commune, province, centre = shown.who.association, shown.who.province, shown.who.centre
    begun = text(as_user(commune).get(reverse("home")).content)
    handed_in = figures.submit_report(draft.pk, revision=0, by=commune, at=NOON)
    figures.return_report(draft.pk, reason="Mẫu", revision=handed_in.revision, by=province, at=NOON)
    came_back = text(as_user(commune).get(reverse("home")).content)
    other = figures.open_report(shown.land.district.pk, "2023", by=centre, at=NOON)
    told = NewFigure(shown.land.district.pk, "2023", "members", "", value="9.000")
    figures.report_figures([told], report=other.pk, by=centre, at=NOON)
    figures.submit_report(other.pk, revision=0, by=centre, at=NOON)
    above = text(as_user(province).get(reverse("home")).content)

    assert "Nhập tiếp báo cáo số liệu" in begun
    assert "Sửa báo cáo số liệu bị trả lại" in came_back
    assert "Duyệt báo cáo số liệu của cấp dưới" in above


def test_deciding_on_a_return_asks_the_database_little(
    shown: Scene,
    waiting: Report,
    as_user: Sign,
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    client = as_user(shown.who.province)

    with django_assert_max_num_queries(30):
        page = client.get(reverse("return_decide", args=[waiting.pk]))

    assert "Duyệt báo cáo này" in text(page.content)
