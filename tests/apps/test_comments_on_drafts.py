"""What people say of a draft, and what the editor makes of it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from khuyenhoc.apps.access.models import Grant
from khuyenhoc.apps.access.queries import OutsideScope
from khuyenhoc.apps.audit.models import Event
from khuyenhoc.apps.criteria import actions, queries
from khuyenhoc.apps.criteria.actions import (
    MOST_SIGNS,
    CommentEmpty,
    CommentTooLong,
    IndicatorNotInSet,
    NotADraft,
)
from khuyenhoc.apps.criteria.models import Comment, CriteriaSetVersion, Reply, Verdict
from khuyenhoc.domain.roles import Role
from tests import make
from tests.make import NOON, Country, People

DRAFT = ('status = "sample"', 'status = "draft"')
LATER = NOON + timedelta(days=1)


@pytest.fixture
def draft(who: People) -> CriteriaSetVersion:
    return make.version_of("household-mau@2023", "2099", DRAFT)


@pytest.fixture
def said(draft: CriteriaSetVersion, land: Country, who: People) -> Comment:
    return actions.comment(
        draft, "Khó đo ở vùng cao", indicator="1.2", place=land.hamlet.pk, by=who.branch, at=NOON
    )


def test_a_comment_keeps_who_said_it_in_which_role_and_where(
    said: Comment, draft: CriteriaSetVersion, land: Country, who: People
) -> None:
    assert (said.author, said.role, said.place_id) == (who.branch, Role.BRANCH, land.hamlet.pk)
    assert (said.indicator, said.text, said.recorded_at) == ("1.2", "Khó đo ở vùng cao", NOON)
    event = Event.objects.latest("pk")
    assert (event.deed, event.facts) == ("criteria.commented", {"set": draft.key, "indicator": "1.2"})


def test_the_role_is_that_of_the_grant_nearest_to_the_place(draft: CriteriaSetVersion, land: Country) -> None:
    both = make.user("both", Role.PROVINCE, land.province)
    Grant.objects.create(
        user=both,
        role=Role.BRANCH,
        place=land.commune,
        titles=[],
        valid_from=make.BORN,
        granted_by="test",
        recorded_at=NOON,
    )

    below = actions.comment(draft, "Một", place=land.hamlet.pk, by=both, at=NOON)
    above = actions.comment(draft, "Hai", place=land.district.pk, by=both, at=NOON)

    assert (below.role, above.role) == (Role.BRANCH, Role.PROVINCE)


def test_nobody_speaks_for_a_place_they_do_not_work_in(
    draft: CriteriaSetVersion, land: Country, who: People
) -> None:
    with pytest.raises(OutsideScope):
        actions.comment(draft, "Một", place=land.far_hamlet.pk, by=who.branch, at=NOON)


@pytest.mark.parametrize(
    ("text", "indicator", "error"),
    [
        ("  ", "", CommentEmpty),
        ("a" * (MOST_SIGNS + 1), "", CommentTooLong),
        ("Một", "9.9", IndicatorNotInSet),
    ],
)
def test_a_comment_has_words_that_fit_on_something_that_is_there(
    draft: CriteriaSetVersion, land: Country, who: People, text: str, indicator: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        actions.comment(draft, text, indicator=indicator, place=land.hamlet.pk, by=who.branch, at=NOON)

    assert not Comment.objects.exists()


def test_a_published_set_takes_no_comments_and_keeps_those_it_had(
    said: Comment, draft: CriteriaSetVersion, land: Country, who: People
) -> None:
    published = make.version_of("household-mau@2023", "2099")

    with pytest.raises(NotADraft):
        actions.comment(published, "Muộn", place=land.hamlet.pk, by=who.branch, at=NOON)

    assert [one.comment for one in queries.opinions(published)] == [said]


def test_a_comment_says_that_the_draft_has_changed_since(said: Comment, draft: CriteriaSetVersion) -> None:
    assert [one.is_of_older for one in queries.opinions(draft)] == [False]

    changed = make.version_of("household-mau@2023", "2099", DRAFT, ('max = "5.00"', 'max = "6.00"'))

    assert changed.pk == draft.pk
    assert [one.is_of_older for one in queries.opinions(changed)] == [True]


def test_the_editor_takes_it_or_not_with_a_reason_and_the_last_answer_holds(
    said: Comment, draft: CriteriaSetVersion, who: People
) -> None:
    with pytest.raises(CommentEmpty):
        actions.reply(said, Verdict.NOT_TAKEN, " ", by=who.centre, at=LATER)
    actions.reply(said, Verdict.NOT_TAKEN, "Đã có cách đo", by=who.centre, at=LATER)
    last = actions.reply(said, Verdict.TAKEN, by=who.centre, at=LATER)

    assert [one.reply for one in queries.opinions(draft)] == [last]
    assert Reply.objects.count() == 2


def test_only_the_editors_of_the_sets_own_place_answer(said: Comment, land: Country, who: People) -> None:
    for stranger in (who.branch, who.association, who.province):  # the set holds everywhere: the centre's
        with pytest.raises(OutsideScope):
            actions.reply(said, Verdict.TAKEN, by=stranger, at=LATER)
    own = make.version_of(
        "household-mau@2023",
        "2098",
        DRAFT,
        ('place = "", organisation', 'place = "Tỉnh Mẫu Sơn", organisation'),
    )
    local = actions.comment(own, "Một", place=land.hamlet.pk, by=who.branch, at=NOON)

    assert actions.reply(local, Verdict.TAKEN, by=who.province, at=LATER).answered_by == who.province


def test_the_list_is_narrowed_and_summed_up(
    said: Comment, draft: CriteriaSetVersion, land: Country, who: People
) -> None:
    whole = actions.comment(draft, "Dài quá", place=land.commune.pk, by=who.association, at=LATER)
    actions.reply(said, Verdict.NOTED, "Cảm ơn", by=who.centre, at=LATER)

    assert [one.comment for one in queries.opinions(draft)] == [said, whole]
    assert [one.comment for one in queries.opinions(draft, indicator="")] == [whole]
    assert [one.comment for one in queries.opinions(draft, verdict="")] == [whole]
    assert [one.comment for one in queries.opinions(draft, verdict=Verdict.NOTED)] == [said]
    assert queries.summary(queries.opinions(draft)) == {"1.2": {"noted": 1}, "": {"": 1}}


def test_the_database_itself_wants_a_reason_for_not_taking_a_comment(said: Comment, who: People) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Reply.objects.create(
            comment=said, verdict=Verdict.NOT_TAKEN, answered_by=who.centre, recorded_at=NOON
        )
