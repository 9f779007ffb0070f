"""The deciding body's pages: what lies before it, marks, the signing, and what was signed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.assessments.models import Assessment
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.recognition.models import Certificate, Decision, Recognition
from khuyenhoc.apps.rounds.models import Round
from khuyenhoc.domain.roles import Permission, Role
from khuyenhoc.domain.titles import Title
from khuyenhoc.domain.workflow import State
from khuyenhoc.papers import decision as paper
from tests import make, scene

DECIDE = Permission.DECIDE
SignIn = Callable[[User], Client]


class Proposed:
    """Five households proposed by the commune's association, and the committee signed in."""

    def __init__(self, as_user: SignIn) -> None:
        self.land = make.country()
        make.published_sets()
        self.who = make.people(self.land)
        self.round: Round = make.a_round(Title.HOUSEHOLD, self.land.province, by=self.who.province)
        homes = make.households(5, self.land.hamlet, by=self.who.branch)
        cases = make.assessed(make.registered(self.round, homes, by=self.who.branch), by=self.who.branch)
        make.reviewed(cases, self.land.hamlet, by=self.who.branch)
        self.ids = [case.pk for case in cases]
        assessments.verify(self.ids, by=self.who.association, at=make.NOON + timedelta(hours=3))
        recognition.propose(
            self.ids, place=self.land.commune.pk, by=self.who.association, at=make.NOON + timedelta(hours=4)
        )
        self.committee = as_user(self.who.committee)
        self.decide = reverse("decide", args=[self.round.pk, self.land.commune.pk])
        self.sign = reverse("decide_sign", args=[self.round.pk, self.land.commune.pk])

    def mark(self, what: str, ids: list[int], reason: str = "") -> None:
        answer = self.committee.post(self.decide, {"case": ids, "mark": what, "reason": reason})
        assert answer.status_code == 302

    def look(self, asked: dict[str, str] | None = None) -> dict[str, str]:
        """What the page of the signing asks the signer to send back."""
        page = self.committee.get(self.sign, asked or {"signer": "Chủ tịch", "effective_on": "12/10/2023"})
        form = page.context["form"]
        return {name: str(form.initial.get(name, "")) for name in form.fields} | {"key": "k1"}


@pytest.fixture
def proposed(db: None, as_user: SignIn) -> Proposed:
    return Proposed(as_user)


def test_the_committee_sees_the_list_with_sums_votes_and_what_would_be_decided(proposed: Proposed) -> None:
    page = proposed.committee.get(proposed.decide).content.decode()

    assert "còn 5 hồ sơ chờ quyết định" in page
    assert "Hộ mẫu 3" in page
    assert "đồng ý 24, không đồng ý 0, không có ý kiến 0" in page
    assert "<strong>5</strong> <span>hồ sơ sẽ được công nhận</span>" in page


def test_what_makes_one_look_twice_is_told_beside_the_name(proposed: Proposed) -> None:
    page = proposed.committee.get(proposed.decide).content.decode()

    assert "câu nào cũng ở mức cao nhất" in page


def test_marking_signs_nothing(proposed: Proposed) -> None:
    proposed.mark("refuse", proposed.ids[:1], "Thiếu minh chứng")
    proposed.mark("aside", proposed.ids[1:2])

    page = proposed.committee.get(proposed.decide).content.decode()
    assert "Thiếu minh chứng" in page
    assert "<strong>3</strong> <span>hồ sơ sẽ được công nhận</span>" in page
    assert not Decision.objects.exists()


def test_a_mark_is_taken_off_again(proposed: Proposed) -> None:
    proposed.mark("refuse", proposed.ids[:2], "Nhầm")
    proposed.mark("recognise", proposed.ids[:2])

    page = proposed.committee.get(proposed.decide).content.decode()
    assert "<strong>5</strong> <span>hồ sơ sẽ được công nhận</span>" in page


def test_refusing_without_a_reason_says_so_and_keeps_the_ticks(proposed: Proposed) -> None:
    answer = proposed.committee.post(proposed.decide, {"case": proposed.ids[:1], "mark": "refuse"})

    assert answer.status_code == 400
    assert "Hãy ghi lý do" in answer.content.decode()
    assert f'value="{proposed.ids[0]}" checked' in answer.content.decode()


def test_marking_nothing_says_so(proposed: Proposed) -> None:
    answer = proposed.committee.post(proposed.decide, {"mark": "aside"})

    assert answer.status_code == 400
    assert "Chưa đánh dấu hồ sơ nào" in answer.content.decode()


def test_the_page_of_the_signing_says_exactly_what_is_signed(proposed: Proposed) -> None:
    proposed.mark("refuse", proposed.ids[:1], "Thiếu minh chứng")

    page = proposed.committee.get(proposed.sign, {"signer": "Chủ tịch", "effective_on": "12/10/2023"})

    told = page.content.decode()
    assert "01/2023/QĐ-UBND" in told
    assert "12/10/2023" in told
    assert "Hộ mẫu 1" in told
    assert "Thiếu minh chứng" in told
    assert [row.name for row, _ in page.context["recognised"]] == [f"Hộ mẫu {n}" for n in (2, 3, 4, 5)]


def test_the_register_of_papers_gives_the_number_and_the_paper_the_name_of_who_signs(
    proposed: Proposed,
) -> None:
    asked = {"signer": "Chủ tịch", "signer_name": "Mẫu Văn Ký", "effective_on": "12/10/2023", "first": "215"}

    proposed.mark("aside", proposed.ids[:3])
    proposed.committee.post(proposed.sign, proposed.look(asked))
    proposed.mark("recognise", proposed.ids[:1])
    again = proposed.committee.post(proposed.sign, proposed.look(asked) | {"key": "k2"})
    proposed.committee.post(proposed.sign, proposed.look() | {"key": "k3"})

    assert list(Decision.objects.order_by("pk").values_list("number", "signer_name")) == [
        ("215/2023/QĐ-UBND", "Mẫu Văn Ký"),
        ("216/2023/QĐ-UBND", ""),
    ]
    assert "Số 215/2023/QĐ-UBND vừa được dùng" in again.content.decode()
    assert paper.of(Decision.objects.order_by("pk")[0].pk).signer_name == "Mẫu Văn Ký"


def test_signing_recognises_refuses_numbers_and_issues_certificates(proposed: Proposed) -> None:
    proposed.mark("refuse", proposed.ids[:1], "Thiếu minh chứng")
    proposed.mark("aside", proposed.ids[1:2])

    answer = proposed.committee.post(proposed.sign, proposed.look())

    signed = Decision.objects.get()
    assert answer.headers["Location"] == reverse("decision", args=[signed.pk])
    assert (signed.number, signed.signer, signed.place_id) == (
        "01/2023/QĐ-UBND",
        "Chủ tịch",
        proposed.land.commune.pk,
    )
    states = dict(Assessment.objects.order_by("pk").values_list("pk", "state"))
    assert [states[pk] for pk in proposed.ids] == [
        State.NOT_RECOGNISED,
        State.PROPOSED,
        State.RECOGNISED,
        State.RECOGNISED,
        State.RECOGNISED,
    ]
    assert Certificate.objects.count() == 3


def test_cases_of_two_rounds_are_signed_at_once_as_a_decision_each(proposed: Proposed) -> None:
    older = make.copy_of(proposed.round, place_id=proposed.land.district.pk)
    Assessment.objects.filter(pk__in=proposed.ids[:2]).update(round=older)

    sent = proposed.look()
    proposed.committee.post(proposed.sign, sent)

    assert sent["numbers"] == "01/2023/QĐ-UBND 02/2023/QĐ-UBND"
    signed = list(Decision.objects.order_by("serial"))
    assert [one.number for one in signed] == sent["numbers"].split()
    assert [one.recognitions.count() for one in signed] == [3, 2]


def test_pressing_sign_twice_signs_once(proposed: Proposed) -> None:
    sent = proposed.look()

    first = proposed.committee.post(proposed.sign, sent)
    second = proposed.committee.post(proposed.sign, sent)

    assert first.headers["Location"] == second.headers["Location"]
    assert Decision.objects.count() == 1


def test_a_list_that_changed_since_it_was_looked_at_is_not_signed(proposed: Proposed) -> None:
    sent = proposed.look()
    assessments.send_back(
        proposed.ids[:1], reason="Sai tên", by=proposed.who.committee, at=scene.LATER, permission=DECIDE
    )

    answer = proposed.committee.post(proposed.sign, sent)

    assert answer.status_code == 400
    assert "Danh sách đã thay đổi từ lúc bạn xem" in answer.content.decode()
    assert not Decision.objects.exists()


def test_a_number_that_went_to_another_decision_is_not_used(proposed: Proposed) -> None:
    sent = proposed.look() | {"numbers": "07/2023/QĐ-UBND"}

    answer = proposed.committee.post(proposed.sign, sent)

    assert answer.status_code == 400
    assert "Số 07/2023/QĐ-UBND vừa được dùng cho một quyết định khác" in answer.content.decode()
    assert not Decision.objects.exists()


def test_a_day_before_the_proposal_is_refused_in_a_sentence(proposed: Proposed) -> None:
    sent = proposed.look() | {"effective_on": "2023-10-01"}

    answer = proposed.committee.post(proposed.sign, sent)

    assert answer.status_code == 400
    assert "trước ngày đề nghị" in answer.content.decode()


def test_a_day_that_has_not_come_is_refused_in_a_sentence(proposed: Proposed) -> None:
    ahead = (timezone.localdate() + timedelta(days=2)).isoformat()
    number = f"01/{ahead[:4]}/QĐ-UBND"

    answer = proposed.committee.post(
        proposed.sign, proposed.look() | {"effective_on": ahead, "numbers": number}
    )

    assert answer.status_code == 400
    assert "vì ngày ấy chưa đến" in answer.content.decode()


def test_the_signing_is_dated_by_typing_a_day_as_vietnam_writes_it(proposed: Proposed) -> None:
    page = proposed.committee.get(proposed.sign, {"signer": "Chủ tịch", "effective_on": "ngày mai"})

    assert page.status_code == 400
    assert "Ghi ngày như 5/11/2026" in page.content.decode()


def test_whoever_verified_a_case_finds_it_grey_and_cannot_decide_it(
    proposed: Proposed, as_user: SignIn
) -> None:
    Assessment.objects.filter(pk=proposed.ids[0]).update(verified_by=proposed.who.committee)

    page = proposed.committee.get(proposed.decide).content.decode()
    sent = proposed.look()
    proposed.committee.post(proposed.sign, sent)

    assert "do bạn nhập hoặc xác minh" in page
    assert f'name="case" value="{proposed.ids[0]}"' not in page
    assert not Recognition.objects.filter(assessment=proposed.ids[0]).exists()
    assert Recognition.objects.count() == 4


def test_cases_are_sent_back_after_asking_once_more(proposed: Proposed) -> None:
    asked = proposed.committee.post(
        proposed.decide, {"case": proposed.ids[:1], "mark": "back", "reason": "Sai tên chủ hộ"}
    )
    before = Assessment.objects.get(pk=proposed.ids[0]).state
    done = proposed.committee.post(
        reverse("decide_back", args=[proposed.round.pk, proposed.land.commune.pk]),
        {"case": proposed.ids[:1], "reason": "Sai tên chủ hộ", "key": "b1"},
    )

    assert "không hoàn tác được" in asked.content.decode()
    assert before == State.PROPOSED
    assert done.status_code == 302
    assert Assessment.objects.get(pk=proposed.ids[0]).state == State.RETURNED


def test_numbers_run_at_the_deciding_body_whatever_hamlet_was_asked_for(proposed: Proposed) -> None:
    below = reverse("decide", args=[proposed.round.pk, proposed.land.hamlet.pk])

    assert proposed.committee.get(below).headers["Location"] == proposed.decide


def test_the_association_sees_its_list_and_cannot_sign_it(proposed: Proposed, as_user: SignIn) -> None:
    association = as_user(proposed.who.association)

    page = association.get(proposed.decide).content.decode()
    signed = association.post(proposed.sign, proposed.look())

    assert "Bạn chỉ xem được danh sách này" in page
    assert "Xem lại và ký" not in page
    assert signed.status_code == 404
    assert not Decision.objects.exists()


@pytest.mark.parametrize("name", ["decide", "decide_sign", "reconsider"])
def test_an_outsider_is_told_that_there_is_nothing(name: str, proposed: Proposed, as_user: SignIn) -> None:
    outsider = as_user(scene.stranger(proposed.land.other_commune))

    answer = outsider.get(reverse(name, args=[proposed.round.pk, proposed.land.commune.pk]))

    assert answer.status_code == 404
    assert "Hộ mẫu" not in answer.content.decode()


def test_a_foreign_decision_answers_as_one_that_is_not_there(shown: scene.Scene, as_user: SignIn) -> None:
    outsider = as_user(scene.stranger(shown.land.other_commune))

    answer = outsider.get(reverse("decision", args=[Decision.objects.get().pk]))

    assert answer.status_code == 404
    assert "Hộ mẫu" not in answer.content.decode()


def test_a_decision_lists_whom_it_recognised_with_their_certificates(
    shown: scene.Scene, as_user: SignIn
) -> None:
    page = as_user(shown.who.committee).get(reverse("decision", args=[Decision.objects.get().pk]))

    told = page.content.decode()
    first = Certificate.objects.order_by("pk").first()
    assert first is not None
    assert "<strong>60</strong> hộ" in told
    assert first.number in told
    assert first.code in told


@pytest.mark.parametrize("name", ["decision_paper", "decision_certificates"])
def test_the_papers_of_a_decision_are_printed_for_whoever_sees_all_of_it(
    name: str, shown: scene.Scene, as_user: SignIn
) -> None:
    address = reverse(name, args=[Decision.objects.get().pk])
    Recognition.objects.update(valid_to=make.NOON.date().replace(year=2099))
    branch = make.user("one-hamlet", Role.BRANCH, shown.land.other_hamlet)
    Recognition.objects.filter(pk=Recognition.objects.order_by("pk").values("pk")[:1]).update(
        place=shown.land.other_hamlet
    )

    whole = as_user(shown.who.committee).get(address)
    part = as_user(branch).get(address)

    assert whole.headers["Content-Type"] == "application/pdf"
    assert whole.content.startswith(b"%PDF")
    assert part.status_code == 404


def test_certificates_past_the_last_are_not_there(shown: scene.Scene, as_user: SignIn) -> None:
    address = reverse("decision_certificates", args=[Decision.objects.get().pk])

    assert as_user(shown.who.committee).get(f"{address}?start=60").status_code == 404


def test_a_branch_sees_only_its_own_names_on_a_decision(shown: scene.Scene, as_user: SignIn) -> None:
    first = Recognition.objects.order_by("pk").first()
    assert first is not None
    Recognition.objects.filter(pk=first.pk).update(place=shown.land.other_hamlet)
    branch = make.user("one-hamlet", Role.BRANCH, shown.land.other_hamlet)

    page = as_user(branch).get(reverse("decision", args=[first.decision_id]))

    assert [one.name for one, _, _ in page.context["rows"]] == [first.subject.name]
    assert "<strong>1</strong> hộ" in page.content.decode()


def test_decisions_are_found_by_part_of_their_number(shown: scene.Scene, as_user: SignIn) -> None:
    committee = as_user(shown.who.committee)
    number = Decision.objects.get().number

    found = committee.get(f"{reverse('decisions')}?q={number[:7].lower()}")
    other = committee.get(f"{reverse('decisions')}?q=99/1999")

    assert number in found.content.decode()
    assert number not in other.content.decode()


def test_decisions_of_a_foreign_place_are_not_found(shown: scene.Scene, as_user: SignIn) -> None:
    outsider = as_user(scene.stranger(shown.land.other_commune))

    assert outsider.get(reverse("decisions"), {"place": shown.land.commune.pk}).status_code == 404


def test_the_list_before_the_committee_asks_a_fixed_number_of_questions(
    proposed: Proposed, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    with django_assert_max_num_queries(60):  # type: ignore[attr-defined]  # a context manager
        proposed.committee.get(proposed.decide)
