"""Criteria sets on pages: side by side, a local draft, comments and answers, trials, rehearsals."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments.models import Assessment, Trial, TrialForm
from khuyenhoc.apps.criteria.models import Comment, CriteriaSetVersion, Reply
from khuyenhoc.domain.roles import Role
from tests import make, scene

SignIn = Callable[[User], Client]
FRAME = "household-mau@2023"
DRAFT = ('status = "sample"', 'status = "draft"')


@pytest.fixture
def land(db: None) -> make.Country:
    land = make.country()
    make.published_sets()
    return land


@pytest.fixture
def who(land: make.Country) -> make.People:
    return make.people(land)


def beginning(client: Client) -> str:
    """What the box holds when the page of a local draft is opened."""
    page = client.get(reverse("criteria_derive", args=[FRAME])).content.decode()
    found = re.search(r'<textarea name="text"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL)
    assert found is not None
    return found[1].replace("&quot;", '"').replace("&#x27;", "'").replace("&lt;", "<").replace("&amp;", "&")


def sent(page: Any) -> dict[str, str]:
    """What the form of a local draft on a page sends when nothing is typed."""
    form = page.context["shaped"]
    found = {name: form[name].value() for name in form.fields}
    return {name: str(value) for name, value in found.items() if value not in (None, False)}


def test_the_list_can_be_narrowed(land: make.Country, who: make.People, as_user: SignIn) -> None:
    client = as_user(who.branch)

    drafts = client.get(reverse("criteria"), {"title": "household", "status": "draft"}).content.decode()
    holding = client.get(reverse("criteria"), {"now": "on", "title": "household"}).content.decode()

    assert "household-448@2015" in drafts
    assert FRAME not in drafts
    assert "clan-2022@2022" not in drafts
    assert FRAME in holding
    assert "household-448@2015" not in holding


def test_two_versions_stand_side_by_side(land: make.Country, who: make.People, as_user: SignIn) -> None:
    make.version_of(
        FRAME,
        "2024",
        ("Kết quả học tập và rèn luyện của trẻ", "Trẻ học và rèn luyện ra sao"),
        ('min_total_percent = "70.00"', 'min_total_percent = "75.00"'),
    )
    client = as_user(who.branch)

    page = client.get(reverse("criteria_compare", args=[FRAME, "household-mau@2024"])).content.decode()
    same = client.get(reverse("criteria_compare", args=[FRAME, FRAME])).content.decode()

    assert "Trẻ học và rèn luyện ra sao" in page
    assert "Kết quả học tập và rèn luyện của trẻ" in page
    assert "đổi lời: 1" in page
    assert "70,00%" in page
    assert "75,00%" in page
    assert "Hai bộ hỏi và chấm giống hệt nhau." in same


def test_a_province_keeps_a_local_draft_that_stays_comparable(
    land: make.Country, who: make.People, as_user: SignIn
) -> None:
    client, address = as_user(who.province), reverse("criteria_derive", args=[FRAME])
    text = beginning(client).replace('min_total_percent = "70.00"', 'min_total_percent = "72.00"', 1)

    checked = client.post(address, {"key": "k", "text": text, "check": "1"}).content.decode()
    kept_by_checking = CriteriaSetVersion.objects.filter(code="household-mau-mau-son").count()
    client.post(address, {"key": "k", "text": text, "keep": "1"})

    assert "còn so được với khung household-mau@2023" in checked
    assert kept_by_checking == 0
    kept = CriteriaSetVersion.objects.get(code="household-mau-mau-son")
    assert (kept.status, kept.place_id) == ("draft", land.province.pk)


def test_a_change_that_breaks_the_comparison_is_named_with_its_place_and_nothing_is_kept(
    land: make.Country, who: make.People, as_user: SignIn
) -> None:
    client, before = as_user(who.province), CriteriaSetVersion.objects.count()
    text = beginning(client).replace('max = "10.00"\n  step = "0.50"', 'max = "12.00"\n  step = "0.50"', 1)

    page = client.post(
        reverse("criteria_derive", args=[FRAME]), {"key": "k", "text": text, "keep": "1"}
    ).content.decode()

    assert "đổi cách chấm một chỉ tiêu: <strong>1.2</strong>" in page
    assert CriteriaSetVersion.objects.count() == before


def test_the_form_of_a_local_draft_and_its_text_lead_to_the_same_words(
    land: make.Country, who: make.People, as_user: SignIn
) -> None:
    client, address = as_user(who.province), reverse("criteria_derive", args=[FRAME])
    begun = beginning(client)
    by_hand = begun.replace('min_total_percent = "70.00"', 'min_total_percent = "72.50"', 1)
    parts = {
        "i:1.2:s0:vi": "Học đều",
        "i:1.2:s0:kind": "points",
        "i:1.2:s0:max": "6,5",
        "i:1.2:s1:vi": "Có giấy khen",
        "i:1.2:s1:kind": "yes_no",
        "i:1.2:s1:max": "3,5",
        "n:2:vi": "Có người học tiếng dân tộc",
    }

    opened = sent(client.get(address))

    raised = client.post(address, opened | {"d:total": "72,5", "look": "1"})
    looked = client.post(address, opened | parts | {"look": "1"})
    early = client.post(address, opened | parts | {"keep": "1"})
    stood = CriteriaSetVersion.objects.filter(code="household-mau-mau-son").count()
    client.post(address, sent(looked) | {"keep": "1"})
    reopened = client.get(address)
    back = sent(reopened) | {"i:1.2:whole": "on", "i:2.R1:take": "on", "look": "1"}
    undone = client.post(address, back)

    assert sent(raised)["base"] == by_hand
    page = looked.content.decode()
    assert "còn so được với khung household-mau@2023" in page
    assert "Học đều" in page.split('id="shaped"')[0]
    assert (early.status_code, stood) == (200, 0)
    assert CriteriaSetVersion.objects.get(code="household-mau-mau-son").text == sent(looked)["base"]
    assert "Đang sửa tiếp dự thảo household-mau-mau-son@" in reopened.content.decode()
    assert sent(undone)["base"] == begun


def test_the_form_of_a_local_draft_says_beside_the_box_what_cannot_be(
    land: make.Country, who: make.People, as_user: SignIn
) -> None:
    client, address = as_user(who.province), reverse("criteria_derive", args=[FRAME])
    wrong = {
        "d:total": "65",
        "i:1.2:s0:vi": "Học đều",
        "i:1.2:s0:max": "6",
        "i:1.2:s1:vi": "Có giấy khen",
        "i:1.2:s1:max": "3",
        "i:1.3:s0:vi": "Chỉ một phần",
        "i:1.3:s0:max": "5",
    }

    answer = client.post(address, sent(client.get(address)) | wrong | {"look": "1"})
    foreign = client.post(address, {"key": "k", "base": "x = 1", "look": "1"})

    told = {name: list(errors) for name, errors in answer.context["shaped"].errors.items()}
    assert answer.status_code == 400
    assert told == {
        "d:total": ["Không được thấp hơn khung: 70,00."],
        "i:1.2:s1:max": ["Các phần cộng lại phải bằng 10,00 điểm như khung; đang là 9,00."],
        "i:1.3:s0:vi": ["Tách thì phải có ít nhất hai phần."],
    }
    assert "i:1.1:max" not in answer.context["shaped"].fields
    assert foreign.status_code == 400


def test_faults_of_a_file_are_told_with_their_lines_and_the_text_stays(
    land: make.Country, who: make.People, as_user: SignIn
) -> None:
    client = as_user(who.province)
    text = beginning(client).replace('kind = "yes_no"', 'kind = "maybe"', 1)

    answer = client.post(reverse("criteria_derive", args=[FRAME]), {"key": "k", "text": text, "check": "1"})

    assert answer.status_code == 400
    assert "Chưa đọc được như một bộ tiêu chí" in answer.content.decode()
    assert "maybe" in answer.content.decode()


def test_a_province_keeps_no_draft_for_the_whole_country_or_another_place(
    land: make.Country, who: make.People, as_user: SignIn
) -> None:
    far = make.user("far", Role.PROVINCE, make.place("province", "Mẫu Xa", land.root, "tỉnh"))
    text = beginning(as_user(who.province))
    everywhere = re.sub(r"scope = .*", 'scope = { place = "" }', text, count=1)
    address = reverse("criteria_derive", args=[FRAME])

    statuses = [
        as_user(who.province).post(address, {"key": "a", "text": everywhere, "keep": "1"}).status_code,
        as_user(far).post(address, {"key": "b", "text": text, "keep": "1"}).status_code,
    ]

    assert statuses == [404, 404]
    assert not CriteriaSetVersion.objects.filter(code="household-mau-mau-son").exists()


def test_a_published_set_is_never_replaced_by_a_draft_of_its_name(
    land: make.Country, who: make.People, as_user: SignIn
) -> None:
    text = make.sets.get(FRAME).text.replace(*DRAFT)

    page = as_user(who.centre).post(
        reverse("criteria_derive", args=[FRAME]), {"key": "k", "text": text, "keep": "1"}
    )

    assert "đã ban hành nên không được sửa cách chấm" in page.content.decode()
    assert make.sets.get(FRAME).status == "sample"


def test_a_draft_is_commented_on_and_its_editor_answers(
    land: make.Country, who: make.People, as_user: SignIn
) -> None:
    draft = make.version_of(FRAME, "2099", DRAFT)
    address = reverse("criteria_comments", args=[draft.key])

    as_user(who.branch).post(address, {"key": "c", "indicator": "1.2", "text": "Câu này khó chấm <mẫu>"})
    said = Comment.objects.get()
    answer = reverse("criteria_answer", args=[draft.key, said.pk])
    unreasoned = as_user(who.centre).post(answer, {"key": "r", "verdict": "not_taken", "reason": ""})
    as_user(who.centre).post(answer, {"key": "r2", "verdict": "taken", "reason": "Sẽ sửa"})
    page = as_user(who.branch).get(address, {"indicator": "1.2", "verdict": "taken"}).content.decode()
    waiting = as_user(who.branch).get(address, {"verdict": "open"}).content.decode()

    assert (said.indicator, said.place_id) == ("1.2", land.commune.pk)
    assert unreasoned.status_code == 400
    assert Reply.objects.count() == 1
    assert "Câu này khó chấm &lt;mẫu&gt;" in page
    assert "Sẽ sửa" in page
    assert "Câu này khó chấm" not in waiting


def test_only_the_editors_of_the_sets_place_answer_and_published_sets_take_no_comments(
    land: make.Country, who: make.People, as_user: SignIn
) -> None:
    draft = make.version_of(FRAME, "2099", DRAFT)
    as_user(who.branch).post(
        reverse("criteria_comments", args=[draft.key]), {"key": "c", "indicator": "", "text": "Được"}
    )
    answer = reverse("criteria_answer", args=[draft.key, Comment.objects.get().pk])

    published = as_user(who.branch).post(
        reverse("criteria_comments", args=[FRAME]), {"key": "d", "indicator": "", "text": "Được"}
    )

    assert as_user(who.province).get(answer).status_code == 404
    assert as_user(who.branch).get(answer).status_code == 404
    assert published.status_code == 400
    assert Comment.objects.count() == 1


def test_a_set_is_tried_on_a_form_that_counts_nowhere(
    land: make.Country, who: make.People, as_user: SignIn
) -> None:
    draft = make.version_of(FRAME, "2099", DRAFT)
    home = make.households(1, land.hamlet, by=who.branch)[0]
    client = as_user(who.association)
    client.post(reverse("trials", args=[draft.key]), {"key": "t", "name": "Thử ở xã"})
    trial = Trial.objects.get()
    best = make.best(make.sets.rules(draft))

    client.post(
        reverse("trial_form", args=[trial.pk, home.pk]),
        {"key": "f", **{f"a:{code}": text for code, text in best.items()}},
    )
    page = client.get(reverse("trial", args=[trial.pk])).content.decode()
    again = client.get(reverse("trial_form", args=[trial.pk, home.pk])).content.decode()

    assert TrialForm.objects.get().subject_id == home.pk
    assert Assessment.objects.count() == 0
    assert "1 phiếu thử" in page
    assert "100,00%" in page
    assert "checked" in again


def test_a_trial_that_ended_takes_no_form_and_another_commune_does_not_find_it(
    land: make.Country, who: make.People, as_user: SignIn
) -> None:
    home = make.households(1, land.hamlet, by=who.branch)[0]
    client = as_user(who.association)
    client.post(reverse("trials", args=[FRAME]), {"key": "t", "name": "Thử ở xã"})
    trial = Trial.objects.get()
    client.post(reverse("trial", args=[trial.pk]), {"key": "e", "summary": "Câu 2 khó"})
    elsewhere = make.user("elsewhere", Role.COMMUNE_ASSOCIATION, land.other_commune)

    page = client.get(reverse("trial", args=[trial.pk])).content.decode()

    assert "Câu 2 khó" in page
    assert client.get(reverse("trial_form", args=[trial.pk, home.pk])).status_code == 404
    assert as_user(elsewhere).get(reverse("trial", args=[trial.pk])).status_code == 404
    assert "Thử ở xã" not in as_user(elsewhere).get(reverse("trials", args=[FRAME])).content.decode()


def test_a_rehearsal_says_who_gains_and_who_loses_and_writes_nothing(
    shown: scene.Scene, as_user: SignIn
) -> None:
    stricter = make.version_of(
        FRAME, "2099", DRAFT, ('max = "10.00"\n  step = "0.50"', 'max = "40.00"\n  step = "0.50"')
    )
    before = list(Assessment.objects.values_list("pk", "rating", "state"))
    address = reverse("criteria_rehearse", args=[stricter.key])
    asked = {"place": str(shown.land.commune.pk), "year": "2023", "show": "unanswered"}

    page = as_user(shown.who.association).get(address, asked).content.decode()
    same = as_user(shown.who.association).get(reverse("criteria_rehearse", args=[FRAME]), asked)

    assert "60 hồ sơ" in page
    assert "Câu hỏi mới hoặc hỏi khác trước: 1.2." in page
    assert "Hộ mẫu 1" in page
    assert "Đang đạt 60, theo bộ này đạt 60." in same.content.decode()
    assert list(Assessment.objects.values_list("pk", "rating", "state")) == before


def test_a_rehearsal_of_another_commune_is_not_found(shown: scene.Scene, as_user: SignIn) -> None:
    elsewhere = scene.stranger(shown.land.other_commune)

    answer = as_user(elsewhere).get(
        reverse("criteria_rehearse", args=[FRAME]), {"place": shown.land.commune.pk, "year": 2023}
    )

    assert answer.status_code == 404


def test_a_comment_shows_its_office_to_everybody_and_its_author_to_who_administers_there(
    land: make.Country, who: make.People, as_user: SignIn
) -> None:
    draft = make.version_of(FRAME, "2099", DRAFT)
    address = reverse("criteria_comments", args=[draft.key])
    author = make.user("ngườigópý", Role.BRANCH, land.hamlet)
    as_user(author).post(address, {"key": "c", "indicator": "1.2", "text": "Câu này khó chấm"})
    stranger = make.user("stranger", Role.COMMUNE_ASSOCIATION, land.other_commune)

    pages = {
        one.username: as_user(one).get(address).content.decode()
        for one in (author, who.association, who.centre, who.branch, stranger)
    }

    assert all("Câu này khó chấm" in page and "Bản Một" in page for page in pages.values())
    named = {name for name, page in pages.items() if page.count("Ngườigópý") > (name == author.username)}
    assert named == {"ngườigópý", "association", "centre"}
