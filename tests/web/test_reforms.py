"""Plans of the centre on pages, and what a split leaves to the commune."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.jobs.models import Job
from khuyenhoc.apps.places import queries as places
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


def test_only_the_centre_reforms_places(land: make.Country, who: make.People, as_user: SignIn) -> None:
    province = as_user(who.province)
    send(as_user(who.centre), RENAME)

    answers = [
        province.get(reverse("reforms")).status_code,
        province.post(
            reverse("reforms"), {"file": SimpleUploadedFile("p.toml", RENAME.encode())}
        ).status_code,
        carry_out(province, PAPER).status_code,
    ]

    assert answers == [404, 404, 404]
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
