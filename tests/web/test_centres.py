"""Learning centres on pages: ticking who came once, a rating that takes two, lists, files, evidence on a form."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from khuyenhoc.analytics import centre_effect
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.centres import actions as centres
from khuyenhoc.apps.centres.models import Attendance, Class, Manager, Rating, Session
from khuyenhoc.domain.cascade import Belonging
from khuyenhoc.domain.centres import Activity, HeadCount
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import Level, Title
from khuyenhoc.web.request import today
from tests import make, scene
from tests.web.stories_centres import rated

SignIn = Callable[[User], Client]
DAY = f"{today():%d/%m/%Y}"


def page(client: Client, name: str, *args: object, **query: str) -> str:
    answer = client.get(reverse(name, args=list(args)), query)
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


def test_a_volunteer_opens_a_class_and_ticks_who_came_once(shown: scene.Scene, as_user: SignIn) -> None:
    commune, hamlet = shown.land.commune.pk, shown.land.hamlet.pk
    client = as_user(shown.who.branch)
    scene.centre(shown)
    new = {"key": "a", "topic": "Nuôi ong (mẫu)", "field": "trade", "held_at": hamlet, "begins": DAY}
    address = reverse("class_open", args=[hamlet])
    refused = client.post(address, {**new, "cost": "nhiều lắm", "begins": "hôm nay"})
    assert refused.status_code == 400
    assert "Nuôi ong (mẫu)" in refused.content.decode()  # what was typed stays
    client.post(address, {**new, "cost": "1.500.000", "teachers": "Mẫu A"})
    held = Class.objects.get(topic="Nuôi ong (mẫu)")
    assert (held.place_id, held.cost) == (hamlet, 1_500_000)

    one = reverse("class", args=[hamlet, held.pk])
    person = shown.returned.subject_id
    assert f'value="{person}"' in page(client, "class", hamlet, held.pk, q="mau thi sang")
    came = {"key": "b", "held_on": DAY, "person": [person], "others": "hơn 12"}
    looking = client.post(one, {**came, "key": "s", "search": "1", "q": "không ai"}).content.decode()
    assert f'value="{person}" checked' in looking  # who is ticked stays so while another name is looked for
    assert not Session.objects.exists()
    for _ in range(2):
        assert client.post(one, came).status_code == 302
    assert "Chưa có ai" in client.post(one, {"key": "c", "held_on": DAY}).content.decode()
    assert (Session.objects.count(), Attendance.objects.count()) == (1, 1)
    text = page(client, "class", hamlet, held.pk)
    assert "hơn 13" in text
    assert "đã dự buổi trước" in text
    assert "hơn 13" in page(client, "centre_classes", commune, today().year)

    stranger = as_user(make.user("lạ", Role.COMMUNE_ASSOCIATION, shown.land.other_commune))
    for name, args in (("class", [hamlet, held.pk]), ("centres", [commune]), ("class_open", [hamlet])):
        assert stranger.get(reverse(name, args=args)).status_code == 404
    assert stranger.post(one, {**came, "key": "d"}).status_code == 404
    assert as_user(shown.who.committee).post(one, {**came, "key": "d"}).status_code == 404
    session = Session.objects.get()
    mend = reverse("class_session", args=[hamlet, held.pk, session.pk])
    shown_form = client.get(mend)
    right = {name: str(shown_form.context["form"][name].value()) for name in ("others", "seen")}
    assert right["others"] == "hơn 12"
    fixed = {"key": "f", "held_on": DAY, "topic": "Chia đàn (mẫu)", "others": "14", "seen": right["seen"]}
    for _ in range(2):
        assert client.post(mend, fixed).status_code == 302
    session.refresh_from_db()
    assert (session.topic, session.others, Attendance.objects.count()) == ("Chia đàn (mẫu)", 14, 0)
    assert "vừa sửa buổi học này" in client.post(mend, {**fixed, "key": "g"}).content.decode()
    assert stranger.post(mend, {**fixed, "key": "h"}).status_code == 404
    client.post(reverse("class_session_back", args=[hamlet, held.pk]), {"key": "e", "row": session.pk})
    assert not Session.objects.exists()


def test_a_rating_waits_for_a_second_person_and_the_page_tells_it_is_a_sample(
    shown: scene.Scene, as_user: SignIn
) -> None:
    centre, year = scene.centre(shown), today().year
    args = [shown.land.commune.pk, centre.pk, year]
    keeper, second = as_user(shown.who.association), as_user(shown.who.committee)
    assert "chưa đối chiếu văn bản gốc" in page(keeper, "centre_rating", *args)
    address, decide = reverse("centre_rating", args=args), reverse("centre_rating_decide", args=args)
    assert "3.2" in keeper.post(address, {"key": "a", **rated(shown), "a:3.2": ""}).content.decode()
    keeper.post(address, {"key": "b", **rated(shown)})
    assert keeper.post(decide, {"key": "c"}).status_code == 400
    assert "người chấm" in page(keeper, "centre_rating", *args)
    assert second.post(decide, {"key": "d", "send_back": "1", "reason": ""}).status_code == 400
    assert second.post(decide, {"key": "e"}).status_code == 302
    assert Rating.objects.get().decided_by == shown.who.committee
    told = page(second, "centres", shown.land.commune.pk)
    assert "Khá</strong> – 74" in told
    assert "chờ người thứ hai" not in told


def test_the_province_lists_its_centres_by_state_and_takes_them_and_a_sheet_out(
    shown: scene.Scene, as_user: SignIn
) -> None:
    centre, land, client = scene.centre(shown), shown.land, as_user(shown.who.association)
    args = [land.commune.pk, centre.pk]
    appoint = {"key": "a", "name": "Mẫu Giám Đốc", "post": "director", "office": "chair", "since": DAY}
    assert client.post(reverse("centre_managers", args=args), appoint).status_code == 302
    leave = {"key": "b", "manager": Manager.objects.get().pk, "on": DAY}
    assert client.post(reverse("centre_managers", args=args), leave).status_code == 400  # came only today
    need = {"key": "c", "topic": "Tin học", "field": "digital", "people": "gần 40"}
    client.post(reverse("centre_needs", args=[*args, today().year]), need)
    assert "gần 40" in page(client, "centres", land.commune.pk)

    province = as_user(shown.who.province)
    told = page(province, "centres", land.province.pk)
    assert "Mẫu Giám Đốc" in told
    assert "Mẫu Tây" in told  # has none
    assert "Mẫu Giám Đốc" not in page(province, "centres", land.province.pk, show="resting")
    client.post(reverse("centre_state", args=args), {"key": "d", "step": "rest", "on": DAY})
    assert "Mẫu Giám Đốc" in page(province, "centres", land.province.pk, show="resting")
    for name, of, start in (
        ("centres_file", [land.province.pk, today().year, "xlsx"], b"PK"),
        ("centres_file", [land.commune.pk, 2023, "csv"], b"\xef\xbb\xbf"),
        ("centre_sheet", [*args, today().year], b"%PDF"),
    ):
        assert province.get(reverse(name, args=of)).content.startswith(start)


def test_what_the_people_of_a_household_learned_stands_on_its_form_and_before_who_verifies(
    shown: scene.Scene, as_user: SignIn
) -> None:
    who, waiting = shown.who, shown.waiting[0]
    person = make.subject(Title.CITIZEN, shown.land.hamlet, by=who.branch, name="Mẫu Thị Chăm")
    make.belongs(Belonging.HOUSEHOLD_MEMBER, [person], waiting.subject, by=who.branch)
    held, by, later = scene.learning_class(shown), who.association, make.NOON + timedelta(days=9)
    for day in (12, 13):
        others = HeadCount()
        centres.hold_session(held, date(2023, 10, day), [person.pk], others=others, by=by, at=later)

    text = page(as_user(who.branch), "assess", waiting.pk)

    assert "Đã học 2 buổi ở trung tâm học tập cộng đồng năm 2023" in text
    assert "Mẫu Thị Chăm" in text
    assert "Đã học" not in page(as_user(who.branch), "assess", shown.waiting[1].pk)
    make.reviewed(make.assessed([waiting], by=who.branch), shown.land.hamlet, by=who.branch)
    looked = page(as_user(by), "verify_case", waiting.round_id, shown.land.commune.pk, waiting.pk)
    for read in (looked, page(as_user(by), "case", waiting.pk)):
        assert "Đã học 2 buổi ở trung tâm học tập cộng đồng năm 2023" in read
        assert "Mẫu Thị Chăm" in read


def test_communes_are_set_against_the_growth_of_titles_and_it_is_called_no_cause(
    shown: scene.Scene, as_user: SignIn
) -> None:
    scene.learning_class(shown)
    lines = centre_effect.communes(shown.land.province.pk, 2023, Title.HOUSEHOLD, Level.NONE, on=today())
    by_place = {one.place: one for one in lines}
    text = page(as_user(shown.who.province), "centres_effect", shown.land.province.pk, 2023)

    own = by_place[shown.land.commune.pk]
    assert (own.classes, own.activity, own.after) == (1, Activity.FEW, scene.RECOGNISED)
    assert own.change is None  # nobody registered the year before
    assert by_place[shown.land.other_commune.pk].activity is Activity.NONE
    assert [one.communes for one in centre_effect.summed(lines)] == [1, 1, 0]
    assert "chưa phải là nguyên nhân" in text
    parts = centre_effect.by_part(lines, shown.land.province.pk, on=today())
    assert sum(one.communes for one in parts) == 2
    assert sum(one.classless for one in parts) == 1
    assert {one.change for one in parts} == {None}


@pytest.mark.parametrize("name", ["centre_rating", "centre_needs"])
def test_a_centre_is_found_at_its_own_commune_alone(name: str, shown: scene.Scene, as_user: SignIn) -> None:
    centre = scene.centre(shown)
    address = reverse(name, args=[shown.land.other_commune.pk, centre.pk, 2023])

    assert as_user(shown.who.province).get(address).status_code == 404
