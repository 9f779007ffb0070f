"""A whole district in one list: every deed takes it in one piece, on every database."""

from datetime import timedelta

import pytest

from khuyenhoc.analytics import recount
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.assessments.models import Assessment
from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.audit import queries as log
from khuyenhoc.apps.recognition import actions as recognition
from khuyenhoc.apps.recognition.models import Certificate, Recognition
from khuyenhoc.apps.rounds.models import Consent
from khuyenhoc.domain.cascade import Belonging
from khuyenhoc.domain.titles import Title
from khuyenhoc.domain.workflow import State
from tests import make
from tests.faults.dose import dose
from tests.make import NOON, Country, People


def assessments_of(cases: list[int]) -> list[Assessment]:
    return list(Assessment.objects.filter(pk__in=cases).order_by("pk"))


@pytest.mark.timeout(1_200)
def test_a_whole_district_goes_the_whole_way_in_one_list_a_deed(land: Country, who: People) -> None:
    number = dose(20_000, 20_000)
    homes = make.households(number, land.hamlet, by=who.branch)
    clan = make.subject(Title.CLAN, land.hamlet, by=who.branch)
    make.belongs(Belonging.CLAN_HOUSEHOLD, homes, clan, by=who.branch)
    opened = make.a_round(Title.HOUSEHOLD, land.province, by=who.province)

    cases = [one.pk for one in make.assessed(make.registered(opened, homes, by=who.branch), by=who.branch)]
    assessments.send_back(cases, reason="Thiếu", by=who.association, at=NOON)
    recognition.assess(
        [
            assessments.Entry(one.registration_id, make.best(make.sets.rules(opened.criteria_set)))
            for one in assessments_of(cases)
        ],
        consent=Consent.SPOKEN,
        by=who.branch,
        at=NOON,
        reason="Bổ sung",
    )
    make.reviewed(assessments_of(cases), land.hamlet, by=who.branch)
    assessments.verify(cases, by=who.association, at=NOON)
    recognition.propose(cases, place=land.commune.pk, by=who.association, at=NOON)
    recognition.decide(cases, {}, place=land.commune.pk, signer="Chủ tịch", by=who.committee, at=NOON)
    titles = list(Recognition.objects.values_list("pk", flat=True))
    recognition.revoke(titles[: number // 2], reason="Khai sai", by=who.committee, at=NOON)
    year = timedelta(days=400)
    recognition.expire(on=(NOON + year).date(), by=who.committee, at=NOON + year)

    assert Certificate.objects.count() == number
    assert Recognition.objects.filter(state=State.EXPIRED).count() == number - number // 2
    assert recount.compare() == []
    assert audit.seal(at=NOON) > 0
    assert list(log.breaks()) == []
