"""Pages of pilots and commendations: what is shown and done, who may, pressed twice, and the papers."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.audit.models import Event
from khuyenhoc.apps.commendations.models import Award, Commendation
from khuyenhoc.apps.pilots.models import Goal, Participant, Pilot
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import Title
from khuyenhoc.web.request import today
from tests import make, scene
from tests.web import books, matrix

SignIn = Callable[[User], Client]


def test_a_pilot_is_planned_measured_told_and_closed_from_its_pages(
    shown: scene.Scene, as_user: SignIn
) -> None:
    client, place = as_user(shown.who.association), shown.land.commune.pk
    plan = {"key": "p", "name": "Dòng họ mẫu", "first": "6/2026", "sites": [shown.land.hamlet.pk]}

    for _ in range(2):
        client.post(reverse("pilot_add", args=[place]), plan)
    pilot = Pilot.objects.get()
    goal = {"key": "g", "whom": "dòng họ", "aim": "có quỹ", "written": "10 – 12"}
    client.post(reverse("pilot_goal_add", args=[pilot.pk]), goal)
    result = reverse("pilot_result", args=[Goal.objects.get().pk])
    told = {"measured_on": f"{today():%d/%m/%Y}", "judged": ""}
    refused = client.post(result, {"key": "r", "written": "rất nhiều", **told})
    client.post(result, {"key": "s", "written": "hơn 12", **told})
    homes = [row.subject_id for row in shown.recognised[:3]]
    people = {"key": "t", "subject": homes[:2], "listed": homes, "title_met": [homes[0]]}
    for _ in range(2):
        client.post(reverse("pilot_people", args=[pilot.pk, "household"]), people)
    page = client.get(reverse("pilot", args=[pilot.pk])).content.decode()
    closed = client.post(reverse("pilot_close", args=[pilot.pk]), {"key": "c", "on": told["measured_on"]})
    paper = client.get(reverse("pilot_paper", args=[pilot.pk]))
    table = client.get(reverse("pilots_file", args=[place, "csv"])).content.decode()

    assert refused.status_code == 400
    assert "rất nhiều" in refused.content.decode()
    assert "Vượt mục tiêu" in page
    assert "hơn 12" in page
    marks = Participant.objects.order_by("pk").values_list("subject", "marks")
    assert dict(marks) == {homes[0]: ["title_met"], homes[1]: []}
    assert "Hãy ghi đánh giá chung" in closed.content.decode()
    assert paper.content.startswith(b"%PDF")
    assert '"10 – 12","hơn 12"' in table


def test_what_is_a_neighbours_is_not_there(shown: scene.Scene, as_user: SignIn) -> None:
    far = as_user(make.user("far", Role.COMMUNE_ASSOCIATION, shown.land.other_commune))
    own, told = books.pilot(shown), books.practice(shown)

    answers = [
        far.get(address).status_code
        for address in (
            reverse("pilots", args=[own.place_id]),
            reverse("pilot", args=[own.pk]),
            reverse("pilot_paper", args=[own.pk]),
            reverse("commendations", args=[own.place_id]),
            reverse("commend_right", args=[books.commended(shown).pk]),
            reverse("commend_certificates", args=[books.commending(shown).pk]),
            reverse("awards", args=[own.place_id]),
            reverse("award_back", args=[books.award(shown).pk]),
        )
    ]
    mine = shown.land.other_commune.pk
    found = far.get(reverse("practices", args=[mine]), {"q": "trong hoc"}).content.decode()
    copied = far.post(
        reverse("practice", args=[mine, told.pk]), {"key": "k", "name": "Làm theo", "first": "1/2026"}
    )

    assert set(answers) == {404}
    assert told.name in found
    assert copied.status_code == 302
    assert Goal.objects.filter(pilot__place=mine).count() == Goal.objects.filter(pilot=own).count()


def test_those_ticked_are_proposed_decided_printed_and_stand_on_the_public_roll(
    shown: scene.Scene, as_user: SignIn
) -> None:
    place, address = shown.land.commune.pk, reverse("commend_propose", args=[shown.land.commune.pk])
    asked = {"year": "2023", "title": Title.HOUSEHOLD.value, "at_least": "1"}
    ticks = [row.subject_id for row in shown.recognised[:3]]
    by = as_user(shown.who.association)

    offered = by.get(address, asked).content.decode()
    sent = {"key": "k", "subject": ticks, f"reason_{ticks[0]}": "Góc học tập tốt", "reason": "Hiếu học"}
    for _ in range(2):
        by.post(f"{address}?year=2023", sent)
    person = {"key": "w", "written": "1", "name": "Mẫu Văn Kín", "kind": "individual", "reason": "Gây quỹ"}
    by.post(f"{address}?year=2023", person)
    waiting = list(Commendation.objects.order_by("pk"))
    answers = {f"answer_{one.pk}": "grant" for one in waiting}
    answers |= {f"answer_{waiting[1].pk}": "refuse", f"why_{waiting[1].pk}": "Để năm sau"}
    decide = f"{reverse('commend_decide', args=[place])}?year=2023"
    given = {"number": "09/QĐ-MẪU", "giver": "UBND xã Mẫu Đông", "signer": "Chủ tịch"}
    given["signer_name"] = "Mẫu Văn Ký"
    signed = {"key": "d", "signed_on": "01/12/2023", **given, **answers}
    own = by.get(decide).content.decode()
    as_user(shown.who.committee).post(decide, signed)
    page = by.get(reverse("commendations", args=[place]), {"year": 2023}).content.decode()
    papers = [
        by.get(reverse("commend_certificates", args=[decision_of(waiting[0])])),
        by.get(reverse("commend_list", args=[place]), {"year": 2023}),
    ]
    public = Client().get(reverse("public_honours", args=[place, 2023])).content.decode()

    assert "Đạt danh hiệu Gia đình học tập 1 năm liền (2023 - 2023)" in offered
    assert [one.reason for one in waiting] == ["Góc học tập tốt", "Hiếu học", "Hiếu học", "Gây quỹ"]
    assert "Do chính bạn đề nghị" in own
    told = list(Commendation.objects.order_by("pk").values_list("standing", flat=True))
    assert told == ["granted", "refused", "granted", "granted"]
    assert "<strong>2</strong> gia đình" in page
    assert [paper.content[:4] for paper in papers] == [b"%PDF"] * 2
    assert "Mẫu Văn Ký" in matrix.text_of(papers[0])
    assert "Được khen trong năm" in public
    assert "Mẫu Văn Kín" not in public  # nobody asked the person behind a written name
    assert "và 1 tên không nêu" in public
    assert Event.objects.filter(deed="commendation.decided").count() == 1


def decision_of(one: Commendation) -> int:
    one.refresh_from_db()
    return one.decision_id or 0


def test_a_title_limited_grant_sees_no_other_names(shown: scene.Scene, as_user: SignIn) -> None:
    home = Subject.objects.get(pk=shown.recognised[0].subject_id)
    place = shown.land.commune
    sent = {"key": "k", "subject": [home.pk], "reason": "Hiếu học"}
    by = as_user(shown.who.association)
    by.post(reverse("commend_propose", args=[place.pk]), sent)
    limited = as_user(make.user("limited", Role.COMMUNE_ASSOCIATION, place, [Title.CITIZEN]))
    address = reverse("commendations", args=[place.pk])

    assert home.name in by.get(address).content.decode()
    assert home.name not in limited.get(address).content.decode()


def test_an_award_is_noted_once_and_taken_off_with_a_reason(shown: scene.Scene, as_user: SignIn) -> None:
    client, address = as_user(shown.who.association), reverse("awards", args=[shown.land.commune.pk])
    sent = {"key": "k", "what": "Cờ thi đua", "level": "province", "giver": "UBND tỉnh"}
    sent |= {"received_on": "01/06/2026"}

    for _ in range(2):
        client.post(address, sent)
    award = Award.objects.get()
    table = client.get(reverse("awards_file", args=[shown.land.commune.pk, "csv"])).content.decode()
    back = reverse("award_back", args=[award.pk])
    without = client.post(back, {"key": "a", "why": ""})
    client.post(back, {"key": "b", "why": "Ghi nhầm"})

    assert without.status_code == 400
    assert '"Cờ thi đua"' in table
    assert "Cờ thi đua" not in client.get(address).content.decode()
