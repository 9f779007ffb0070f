"""Pages of gatherings, documents and plan tasks: what they show and to whom, what a press does, once and no more."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.directives.models import InstrumentFile, PlanTask, Reliance
from khuyenhoc.apps.gatherings import actions as gatherings
from khuyenhoc.apps.gatherings.actions import NewGathering, NewGuest
from khuyenhoc.apps.gatherings.models import Attendance, Gathering
from khuyenhoc.domain.gatherings import GatheringKind
from khuyenhoc.domain.roles import Role
from khuyenhoc.web.request import today
from tests import held, make, scene
from tests.web.books_pressed import a_list_of_guests, a_list_of_tasks
from tests.web.preparing import a_document

SignIn = Callable[[User], Client]


@pytest.fixture
def shown(land: make.Country, who: make.People) -> scene.Scene:
    """Without a round's cases, which none of these pages needs."""
    return scene.Scene(land, who, [], [], None)  # type: ignore[arg-type]  # no case was sent back


def page(client: Client, name: str, args: list[Any], **query: str) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_meeting_is_written_down_once_however_often_the_button_is_pressed(
    shown: scene.Scene, as_user: SignIn
) -> None:
    client, place = as_user(shown.who.association), shown.land.commune.pk
    address = reverse("gathering_add", args=[place, "meeting"])
    typed = {
        "key": "k",
        "title": "Hội nghị mẫu",
        "body": "Ban Chấp hành",
        "number": "5",
        "term": "2021-2026",
        "held_on": "5/10/2023",
        "from_hour": "7h30",
        "to_hour": "11 giờ",
        "partners": "Trường mẫu\nĐoàn xã",
    }
    refused = client.post(address, typed | {"term": ""})
    first = client.post(address, typed)
    again = client.post(address, typed)

    assert refused.status_code == 400
    assert "ghi thêm nhiệm kỳ" in refused.content.decode()
    made = Gathering.objects.get()
    assert (
        first.headers["Location"] == again.headers["Location"] == reverse("gathering", args=[place, made.pk])
    )
    told = page(client, "gathering", [place, made.pk])
    assert "từ 7:30 đến 11:00" in told
    assert "lần thứ" in told
    assert "Ban Chấp hành, lần thứ 5, nhiệm kỳ 2021–2026" in client.get(address).content.decode()
    assert "2021–2026" in told
    assert page(client, "gatherings", [place], q="hoi nghi", year="2023").count("Hội nghị mẫu") == 1


def test_who_came_is_ticked_and_who_was_listed_by_mistake_is_struck(
    shown: scene.Scene, as_user: SignIn
) -> None:
    course = held.gathering(shown)
    client, args = as_user(shown.who.association), held.at(shown)
    cadre, other = Attendance.objects.order_by("pk")
    address = reverse("gathering_people", args=args)

    client.post(address, {"key": "a", "came": [cadre.pk], "row": [cadre.pk, other.pk]})
    course.refresh_from_db()
    came = (course.present_counted, course.cadres_counted)
    nobody = client.get(address, {"strike": "1"}).content.decode()
    client.post(address, {"key": "b", "came": [other.pk], "row": [cadre.pk, other.pk], "strike": "1"})

    assert came == (1, 1)
    assert "checked" not in nobody  # who came is not who was listed by mistake
    assert list(Attendance.objects.all()) == [cadre]
    assert "Branch" in page(client, "gathering_people", args)
    assert client.get(reverse("gathering_paper", args=args)).content.startswith(b"%PDF")


def test_a_workbook_with_a_fault_takes_nothing_in_and_a_sound_one_once(
    shown: scene.Scene, as_user: SignIn
) -> None:
    held.gathering(shown)
    client, args = as_user(shown.who.association), held.at(shown)
    address = reverse("gathering_import", args=args)
    faulty = a_list_of_guests(("Mẫu Thị Khách", "", "", "x", "x"), ("Mẫu Văn Lạc", "", "Bản lạ", "", "x"))
    sound = ("Mẫu Thị Khách", "Bí thư", "thôn Bản Một", "x", "x")

    refused = client.post(address, {"file": faulty}).content.decode()
    nothing = Attendance.objects.count()
    for _ in range(2):
        client.post(address, {"file": a_list_of_guests(sound)})

    assert "C3" in refused
    assert "Bản lạ" in refused
    assert (nothing, Attendance.objects.count()) == (2, 3)
    assert Attendance.objects.get(name="Mẫu Thị Khách").place == shown.land.hamlet


def test_the_page_of_training_names_who_has_not_been_trained(shown: scene.Scene, as_user: SignIn) -> None:
    held.gathering(shown)
    client = as_user(shown.who.association)

    told = page(client, "training", [shown.land.commune.pk], year="2023", kind="course")

    missing = re.findall(r"chưa:</strong>\s*([^<]+?)\s*<", told)
    assert missing == ["Association", "Branch"]
    assert "Mẫu Văn Dự" not in told  # no cadre
    assert client.get(reverse("training_file", args=[shown.land.commune.pk, "csv"])).status_code == 200


def test_a_feed_tells_its_owner_what_lies_ahead_without_a_session_and_names_nobody(
    shown: scene.Scene, as_user: SignIn
) -> None:
    by, place = shown.who.association, shown.land.commune.pk
    new = NewGathering(GatheringKind.EVENT, "Tuần lễ mẫu", today() + timedelta(days=3))
    gatherings.plan(place, new, by=by, at=timezone.now())
    held.gathering(shown)
    held.task(shown)

    def address(user: User) -> str:
        told = as_user(user).post(reverse("calendar"), {"key": "k"}, follow=True).content.decode()
        found = re.search(r"http://testserver(/lich/\S+?\.ics)", told)
        assert found is not None
        return found[1]

    mine = address(by)
    stranger = address(make.user("stranger", Role.COMMUNE_ASSOCIATION, shown.land.other_commune))
    seen, foreign = Client().get(mine), Client().get(stranger)
    renewed = as_user(by).post(reverse("calendar"), {"key": "again"}, follow=True).content.decode()

    told = seen.content.decode().replace("\r\n ", "")
    assert seen.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "SUMMARY:Tuần lễ mẫu" in told
    assert f"SUMMARY:Hạn nhiệm vụ: {held.TASK}" in told
    assert "Mẫu Văn Dự" not in told
    assert "VEVENT" not in foreign.content.decode()
    assert mine not in renewed
    assert Client().get(mine).status_code == 404
    assert "/lich/" not in page(as_user(by), "calendar", [])


def test_a_document_is_attached_taken_by_who_may_read_it_and_taken_off_again(
    shown: scene.Scene, as_user: SignIn
) -> None:
    client, args = as_user(shown.who.association), held.document_at(shown)
    no_pdf = SimpleUploadedFile("van-ban.pdf", b"PK of something else", "application/pdf")

    refused = client.post(reverse("directive_attach", args=args), {"key": "n", "file": no_pdf})
    client.post(reverse("directive_attach", args=args), {"key": "k", "file": a_document(shown)})
    (file,) = InstrumentFile.objects.all()
    address = reverse("directive_file", args=[*args, file.name])
    taken = as_user(shown.who.branch).get(address)
    off = reverse("directive_file_change", args=[*args, "off"])
    client.post(off, {"key": "o", "file": file.pk})

    assert (refused.status_code, "không phải PDF" in refused.content.decode()) == (400, True)
    assert taken["Content-Disposition"].startswith("attachment")
    assert (b"JavaScript" in taken.content, file.pages, file.size) == (False, 1, len(taken.content))
    assert client.get(address).status_code == 404
    again = reverse("directive_file_change", args=[*args, "back"])
    client.post(again, {"key": "b", "file": file.pk})
    assert client.get(address).status_code == 200


def test_a_document_says_what_rests_on_it_and_lets_it_go(shown: scene.Scene, as_user: SignIn) -> None:
    client, args = as_user(shown.who.association), held.document_at(shown)
    held.task(shown)
    rest = reverse("directive_rest", args=args)
    thing = f"criteria_set:{make.sets.get('household-2022@2022').pk}"

    client.post(rest, {"key": "k", "thing": thing})
    told = page(client, "directive", args)
    link = Reliance.objects.get()
    back = page(client, "criteria_set", ["household-2022@2022"])
    client.post(reverse("directive_let_go", args=[*args, link.pk]), {"key": "l"})

    assert "household-2022@2022" in told
    assert held.TASK in told
    assert held.NUMBER in back
    assert not Reliance.objects.exists()
    assert held.NUMBER in page(client, "directives", [args[0]], q="ke hoach mau")
    assert held.NUMBER not in page(client, "directives", [args[0]], q="không có")


def test_a_task_soon_due_is_told_at_home_until_it_is_done(shown: scene.Scene, as_user: SignIn) -> None:
    client, args = as_user(shown.who.association), held.task_at(shown)

    before = page(client, "home", [])
    typed = {"key": "k", "outcome": "done", "on": today().strftime("%d/%m/%Y"), "note": "Xong (mẫu)"}
    client.post(reverse("plan_task", args=args), typed)
    after = page(client, "home", [])

    assert held.TASK in before
    assert held.TASK not in after
    assert "Tổng kết" in page(client, "plan_task", args)
    assert PlanTask.objects.get().reviews.get().note == "Xong (mẫu)"


def test_tasks_come_from_a_workbook_once_whole_or_not_at_all(shown: scene.Scene, as_user: SignIn) -> None:
    client, place = as_user(shown.who.association), shown.land.commune.pk
    held.document(shown)
    address, year = reverse("book_import", args=[place, "tasks"]), today().year
    sound = ("Củng cố chi hội (mẫu)", f"30/6/{year}", "Ban Thường vụ", held.NUMBER.lower())
    faulty = [
        ("", f"1/7/{year}", "", ""),
        ("Mở lớp (mẫu)", "giữa năm", "", ""),
        ("Họp (mẫu)", f"1/8/{year}", "", "99/X"),
    ]

    refused = client.post(address, {"file": a_list_of_tasks(sound, *faulty)}).content.decode()
    looked = client.post(address, {"file": a_list_of_tasks(sound)})
    before = PlanTask.objects.count()
    sent = {"key": "k", **looked.context["taking"].initial}
    for _ in range(2):
        client.post(reverse("book_take_in", args=[place, "tasks"]), sent)
    again = client.post(address, {"file": a_list_of_tasks(sound)}).content.decode()

    said = ("Còn trống “Nhiệm vụ”", "Không hiểu “giữa năm”", "chưa có số “99/X”")
    assert [part for part in said if part not in refused] == []
    made = PlanTask.objects.get()
    assert (before, made.year, made.lead, made.instrument) == (0, year, "Ban Thường vụ", held.document(shown))
    assert "không có gì mới" in again


def test_whoever_is_asked_to_come_meets_no_door_that_is_shut(shown: scene.Scene, as_user: SignIn) -> None:
    guest = make.user("guest", Role.BRANCH, shown.land.hamlet)
    one, by = held.gathering(shown), shown.who.association
    gatherings.list_guests(one.pk, [NewGuest(user=guest.pk)], by=by, at=timezone.now())
    client = as_user(guest)

    told = page(client, "gathering", [one.place_id, one.pk])

    inside = re.search(r"<main.*</main>", told, re.DOTALL)
    links = set(re.findall(r'href="(/[^"]+)"', inside[0] if inside else ""))
    assert links
    assert [link for link in links if client.get(link).status_code != 200] == []


def test_lists_ask_as_much_for_many_rows_as_for_few(
    shown: scene.Scene, as_user: SignIn, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        new = NewGathering(GatheringKind.COURSE, f"Lớp {number}", make.NOON.date())
        gatherings.plan(shown.land.hamlet.pk, new, by=shown.who.branch, at=make.NOON)
    client = as_user(shown.who.association)
    page(client, "gatherings", [shown.land.commune.pk])

    with django_assert_max_num_queries(30):
        page(client, "gatherings", [shown.land.commune.pk])
