"""Plans of the centre on pages, and what a split leaves to the commune."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.jobs.models import Job
from khuyenhoc.apps.places import queries as places
from khuyenhoc.apps.places.models import PlaceVersion
from khuyenhoc.apps.reform import actions
from khuyenhoc.apps.reform.models import Reform
from khuyenhoc.apps.subjects.models import Relocation, Subject
from khuyenhoc.domain.jobs import JobKind
from khuyenhoc.domain.reform import plan as plans
from khuyenhoc.domain.roles import Role
from khuyenhoc.domain.titles import Title
from khuyenhoc.web.request import today
from tests import make
from tests.working import work

SignIn = Callable[[User], Client]
PAPER = "Nghị quyết mẫu (chưa đối chiếu văn bản gốc)"
HEAD = f'title = "Sắp xếp mẫu"\non = 2023-11-01\nlegal_reference = "{PAPER}"\nrenew_grants = true\n'
RENAME = HEAD + '[[deed]]\nkind = "rename"\nplace = "Bản Xa"\nname = "Bản Gần"\n'
SPLIT = (
    HEAD
    + """[[deed]]
kind = "split"
place = "thôn Bản Một"
[[deed.part]]
into = { name = "thôn Bản Trên" }
share = 60
[[deed.part]]
into = { name = "thôn Bản Dưới" }
share = 40
"""
)


@pytest.fixture
def land(db: None) -> make.Country:
    return make.country()


@pytest.fixture
def who(land: make.Country) -> make.People:
    return make.people(land)


@pytest.fixture
def centre(who: make.People, as_user: SignIn) -> Client:
    return as_user(who.centre)


def send(client: Client, text: str | bytes) -> str:
    """What the person reads once the plan was tried."""
    content = text if isinstance(text, bytes) else text.encode()
    answer = client.post(reverse("reforms"), {"file": SimpleUploadedFile("plan.toml", content)})
    work()
    return (client.get(answer.headers["Location"]) if answer.status_code == 302 else answer).content.decode()


def carry_out(client: Client, reference: str) -> HttpResponse:
    """Pressed below the report of the plan that was tried last."""
    tried = Job.objects.filter(kind=JobKind.REFORM_TRY).latest("pk")
    answer = client.post(reverse("reform_carry_out", args=[tried.name]), {"key": "r", "reference": reference})
    work()
    return answer  # type: ignore[return-value]  # a test's


def test_sending_a_plan_only_tries_it(land: make.Country, centre: Client) -> None:
    page = send(centre, RENAME)

    assert "Chưa ghi gì" in page
    assert "bản Gần" in page
    assert PAPER in page
    assert Reform.objects.count() == 0
    assert places.version(land.far_hamlet.pk, today()).name == "Bản Xa"


def test_a_plan_is_carried_out_when_its_paper_is_typed_again(land: make.Country, centre: Client) -> None:
    send(centre, RENAME.replace("\n", "\r\n"))

    first, again = carry_out(centre, PAPER.upper()), carry_out(centre, PAPER.upper())
    done = centre.get(first.headers["Location"]).content.decode()

    assert first.headers["Location"] == again.headers["Location"]
    assert "Đã thực hiện kế hoạch." in done
    assert "Bản Xa" in done
    assert Reform.objects.count() == 1
    assert str(places.version(land.far_hamlet.pk, today())) == "bản Gần"


def test_another_paper_carries_out_nothing_and_the_report_stays(land: make.Country, centre: Client) -> None:
    send(centre, RENAME)

    response = carry_out(centre, "Nghị quyết khác")

    assert response.status_code == 400
    assert "Không giống căn cứ pháp lý" in response.content.decode()
    assert "bản Gần" in response.content.decode()
    assert Reform.objects.count() == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD + '[[deed]]\nkind = "rename"\nplace = "Bản Không Có"\nname = "X"\n', "Dòng 5 của kế hoạch"),
        ("không phải kế hoạch", "Chưa ghi được."),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"", "trống"),
    ],
)
def test_a_plan_that_cannot_be_done_is_told_with_its_line(
    text: str | bytes, said: str, land: make.Country, centre: Client
) -> None:
    assert said in send(centre, text)


BOXES = {
    "unit": "phường",
    "name": "Mẫu  Mới",
    "paper": "Nghị quyết số 1/NQ-MAU",
    "paper_on": "5/10/2023",
    "on": "1/11/2023",
    "renew_grants": "on",
}


def test_places_found_and_ticked_become_one_by_the_text_that_the_form_wrote(
    land: make.Country, centre: Client
) -> None:
    both = [land.commune.pk, land.other_commune.pk]
    sought = centre.post(
        reverse("reform_merge"), BOXES | {"places": both[:1], "q": "mau tay"}
    ).content.decode()
    looked = centre.post(reverse("reform_merge"), BOXES | {"places": both, "look": "1"})
    text = looked.context["form"].initial["plan"]
    taken = centre.post(reverse("reforms"), {"plan": text.replace("\n", "\r\n"), "save": "1"})
    tried = centre.post(reverse("reforms"), {"plan": text})
    work()
    report = centre.get(tried.headers["Location"]).content.decode()
    written = Reform.objects.count()
    carry_out(centre, "Nghị quyết số 1/NQ-MAU ngày 05/10/2023")

    assert f'value="{both[0]}" checked' in sought
    assert f'value="{both[1]}">' in sought
    assert 'value="Mẫu  Mới"' in sought
    assert "checked" in sought.partition("renew_grants")[2].partition(">")[0]
    assert "# xã Mẫu Đông, huyện Mẫu Hà, tỉnh Mẫu Sơn" in text
    assert taken.content.decode() == text
    assert "Chưa ghi gì" in report
    assert "phường Mẫu Mới" in report
    assert "NQ-MAU" in report.partition("<textarea")[2]
    assert written == 0
    assert [str(one.label).partition(",")[0] for one in places.history(both[1]).successors] == [
        "phường Mẫu Mới"
    ]


def test_what_a_written_deed_cannot_do_is_said_beside_its_box(
    land: make.Country, who: make.People, centre: Client
) -> None:
    actions.reform(plans.read(RENAME), by=who.centre, at=make.NOON + timedelta(days=40))
    apart = make.place("commune", "Mẫu Nam", land.province, "xã")
    ended = make.place("commune", "Mẫu Cũ", land.district, "xã")
    PlaceVersion.objects.filter(place=ended).update(valid_to=make.NOON.date())
    mine, other, hamlet, far = (
        one.pk for one in (land.commune, land.other_commune, land.hamlet, land.far_hamlet)
    )
    sent: list[tuple[str, dict[str, Any], str, str]] = [
        ("reform_merge", {"places": [mine]}, "places", "ít nhất hai nơi"),
        ("reform_merge", {"places": [mine, ended.pk]}, "places", "xã Mẫu Cũ không còn"),
        ("reform_merge", {"places": [mine, apart.pk]}, "places", "không cùng một đơn vị cấp trên"),
        ("reform_merge", {"places": [mine, hamlet], "unit": "xã"}, "places", "không cùng cấp"),
        ("reform_merge", {"places": [mine, other], "on": "1/6/2023"}, "on", "Bản Xa có thay đổi"),
        ("reform_merge", {"places": [mine, other], "name": " "}, "name", "Chưa ghi tên."),
        ("reform_merge", {"places": [mine, other], "unit": "thôn"}, "unit", "hợp với cấp"),
        ("reform_rename", {"places": [other], "unit": "xã", "name": "MẪU ĐÔNG"}, "name", "đã có xã Mẫu Đông"),
        ("reform_rename", {"places": [other], "unit": "xã", "name": "xã Mẫu Tây"}, "name", "đang là"),
        ("reform_rename", {"places": [far], "unit": "bản", "on": "1/11/2023"}, "on", "có thay đổi"),
    ]
    told = {}
    for number, (page, typed, box, _words) in enumerate(sent):
        answer = centre.post(reverse(page), BOXES | {"on": "1/12/2023"} | typed | {"look": "1"})
        told[number] = (answer.status_code, " ".join(answer.context["form"].errors.get(box, [])))
    begun = centre.post(reverse("reform_rename"), {"places": [other]}).content.decode()
    gone = centre.post(reverse("reforms"), {"plan": "title = "})

    assert [number for number, one in enumerate(sent) if one[3] not in told[number][1]] == [], told
    assert {status for status, _ in told.values()} == {400}
    assert 'value="Mẫu Tây"' in begun
    assert "title = </textarea>" in gone.content.decode()


def test_only_the_centre_reforms_places(land: make.Country, who: make.People, as_user: SignIn) -> None:
    province = as_user(who.province)
    send(as_user(who.centre), RENAME)

    answers = [
        province.get(reverse("reforms")).status_code,
        province.post(
            reverse("reforms"), {"file": SimpleUploadedFile("p.toml", RENAME.encode())}
        ).status_code,
        carry_out(province, PAPER).status_code,
        province.post(reverse("reform_rename"), BOXES | {"places": [land.commune.pk]}).status_code,
    ]

    assert answers == [404, 404, 404, 404]
    assert Reform.objects.count() == 0


@pytest.fixture
def person(land: make.Country, who: make.People) -> Subject:
    """Of a hamlet that was split; nobody said to which part the people belong."""
    found = make.subject(Title.CITIZEN, land.hamlet, by=who.branch)
    actions.reform(plans.read(SPLIT), by=who.centre, at=make.NOON + timedelta(days=40))
    found.refresh_from_db()
    return found


def test_who_was_assumed_is_ticked_and_said_to_belong_to_a_part(
    person: Subject, land: make.Country, who: make.People, as_user: SignIn
) -> None:
    client = as_user(who.association)
    page = client.get(reverse("parts")).content.decode()
    other = next(one.id for one in places.history(land.hamlet.pk).successors if one.id != person.place_id)

    told = client.post(
        reverse("parts"), {"key": "p", "subject": [person.pk], "part": other}, follow=True
    ).content.decode()

    person.refresh_from_db()
    assert person.name in page
    assert "tạm xếp" in page
    assert "Đã xếp 1 tên." in told
    assert "Không có ai phải xếp lại." in told
    assert (person.place_id, Relocation.objects.get().is_assumed) == (other, False)


def test_nobody_ticked_is_said(person: Subject, who: make.People, as_user: SignIn) -> None:
    response = as_user(who.association).post(reverse("parts"), {"key": "p", "part": person.place_id})

    assert response.status_code == 400
    assert "Chưa đánh dấu ai." in response.content.decode()


def test_another_commune_sees_nobody_of_a_split(person: Subject, land: make.Country, as_user: SignIn) -> None:
    stranger = as_user(make.user("stranger", Role.COMMUNE_ASSOCIATION, land.other_commune))

    own = stranger.get(reverse("parts"))
    foreign = stranger.get(reverse("parts"), {"place": land.commune.pk})
    sent = stranger.post(reverse("parts"), {"key": "p", "subject": [person.pk], "part": person.place_id})

    assert person.name not in own.content.decode()
    assert foreign.status_code == 404
    assert sent.status_code == 400
    assert Relocation.objects.get().is_assumed
