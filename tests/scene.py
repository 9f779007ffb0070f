"""A small country in the middle of a year, for pages to show: every state a case can be seen in."""

import io
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from PIL import Image

from khuyenhoc.apps.access import actions as access
from khuyenhoc.apps.access.models import Grant, Invitation, PassphraseReset
from khuyenhoc.apps.accounts.models import Token, User
from khuyenhoc.apps.assessments import actions as assessments
from khuyenhoc.apps.assessments.models import Proposal, ReviewMeeting, Trial
from khuyenhoc.apps.centres import actions as centres
from khuyenhoc.apps.centres.models import Centre, Class
from khuyenhoc.apps.criteria import actions as criteria
from khuyenhoc.apps.criteria.models import Comment
from khuyenhoc.apps.figures import actions as figures
from khuyenhoc.apps.figures.actions import NewBase, NewDeadline, NewFigure, NewTarget
from khuyenhoc.apps.figures.models import Base, Deadline, Lock, Report, Reported, Target
from khuyenhoc.apps.funds import actions as funds
from khuyenhoc.apps.funds.models import Fund, Voucher
from khuyenhoc.apps.jobs import actions as jobs
from khuyenhoc.apps.jobs.models import Job
from khuyenhoc.apps.photos.models import Photo
from khuyenhoc.apps.places.models import Place, PlaceVersion
from khuyenhoc.apps.recognition.models import Decision
from khuyenhoc.apps.reform import actions as reforms
from khuyenhoc.apps.reform.models import Reform
from khuyenhoc.apps.rounds import actions as rounds
from khuyenhoc.apps.rounds.models import Registration, Round
from khuyenhoc.apps.scholarships import actions as scholarships
from khuyenhoc.apps.scholarships.actions import NewNominee
from khuyenhoc.apps.scholarships.models import AwardRound, Nomination
from khuyenhoc.apps.stories import actions as stories
from khuyenhoc.apps.stories.models import Story, StoryPhoto
from khuyenhoc.apps.subjects.models import Affiliation, Subject
from khuyenhoc.domain.cascade import Belonging
from khuyenhoc.domain.centres import Field, HeadCount
from khuyenhoc.domain.figures import PeriodKind
from khuyenhoc.domain.jobs import JobKind
from khuyenhoc.domain.ledger import Account
from khuyenhoc.domain.reform import plan as plans
from khuyenhoc.domain.roles import Permission, Role
from khuyenhoc.domain.stories import StoryKind
from khuyenhoc.domain.titles import BaseKind, Level, Title
from khuyenhoc.storing import pictures
from tests import make
from tests.working import work

PASSPHRASE = "mau-mat-khau-dai"
LATER = make.NOON + timedelta(hours=6)
RECOGNISED, REGISTERED_ONLY, NEVER_REGISTERED = 60, 5, 7


@dataclass
class Scene:
    land: make.Country
    who: make.People
    recognised: list[Registration]
    waiting: list[Registration]
    returned: Registration


def build() -> Scene:
    """65 households of one hamlet registered, 60 recognised; one citizen's case was sent back; one clan."""
    land = make.country()
    make.published_sets()
    who = make.people(land)
    for account in (who.centre, who.province, who.branch, who.association, who.committee):
        account.set_password(PASSPHRASE)
        account.save()
    opened = make.a_round(Title.HOUSEHOLD, land.province, by=who.province)
    homes = make.households(RECOGNISED + REGISTERED_ONLY + NEVER_REGISTERED, land.hamlet, by=who.branch)
    make.recognised(opened, homes[:RECOGNISED], land.hamlet, who, commune=land.commune)
    recognised = list(Registration.objects.filter(round=opened).order_by("pk"))
    waiting = make.registered(opened, homes[RECOGNISED : RECOGNISED + REGISTERED_ONLY], by=who.branch)
    citizens = make.a_round(Title.CITIZEN, land.province, by=who.province)
    person = make.subject(Title.CITIZEN, land.hamlet, by=who.branch, name="Mẫu Thị Sáng")
    back = make.registered(citizens, [person], by=who.branch)
    cases = make.assessed(back, by=who.branch)
    make.reviewed(cases, land.hamlet, by=who.branch)
    assessments.send_back(
        [cases[0].pk], reason="Thiếu minh chứng cho chỉ tiêu 1.1", by=who.association, at=LATER
    )
    clans = make.a_round(Title.CLAN, land.province, by=who.province)
    clan = make.subject(Title.CLAN, land.other_hamlet, by=who.branch, name="Dòng họ Mẫu")
    make.registered(clans, [clan], by=who.branch)
    hamlets = make.a_round(Title.COMMUNITY, land.province, by=who.province, level=Level.HAMLET)
    hamlet = make.subject(
        Title.COMMUNITY, land.hamlet, by=who.branch, name="Thôn Bản Một", level=Level.HAMLET
    )
    leaving = make.registered(hamlets, [hamlet], by=who.branch)
    rounds.withdraw([leaving[0].pk], reason="Sáp nhập thôn", by=who.branch, at=make.NOON)
    figures.count_bases(land.commune.pk, 2023, source="Sổ theo dõi", by=who.association, at=make.NOON)
    figures.set_targets(
        [
            NewTarget(
                land.province.pk,
                2025,
                Title.HOUSEHOLD,
                Level.NONE,
                BaseKind.HOUSEHOLDS,
                7_000,
                "Kế hoạch mẫu",
            )
        ],
        by=who.province,
        at=make.NOON,
    )
    return Scene(land, who, recognised, waiting, back[0])


def stranger(where: Place) -> User:
    """Someone who works in another commune."""
    return make.user("stranger", Role.COMMUNE_ASSOCIATION, where)


def citizens(shown: Scene) -> Round:
    """The round of citizens that runs there."""
    return shown.returned.round


def grant_of(user: User) -> Grant:
    return Grant.objects.get(user=user)


def meeting(shown: Scene) -> ReviewMeeting:
    """The first of the hamlet."""
    return ReviewMeeting.objects.filter(place=shown.land.hamlet).order_by("pk")[0]


def proposal(shown: Scene) -> Proposal:
    """The first of the commune."""
    return Proposal.objects.filter(place=shown.land.commune).order_by("pk")[0]


def decision(shown: Scene) -> Decision:
    """The first of the commune."""
    return Decision.objects.filter(place=shown.land.commune).order_by("pk")[0]


def centre(shown: Scene) -> Centre:
    """The commune's learning centre."""
    where, by = shown.land.commune.pk, shown.who.association
    known = Centre.objects.filter(place=where, until__isnull=True).first()
    return known or centres.open_centre(where, "Trung tâm mẫu", since=make.BORN, by=by, at=make.NOON)


def learning_class(shown: Scene) -> Class:
    """The first of the centre, held in the commune, with one session of a few people nobody named."""
    held, by = centre(shown), shown.who.association
    known = Class.objects.filter(centre=held, place=shown.land.commune).order_by("pk").first()
    if known is not None:
        return known
    new = centres.NewClass("Trồng chè (mẫu)", Field.TRADE, shown.land.commune.pk, make.NOON.date())
    made = centres.open_class(held, new, by=by, at=make.NOON)
    centres.hold_session(made, make.NOON.date(), [], others=HeadCount(12, text="12"), by=by, at=make.NOON)
    return made


def story(shown: Scene) -> Story:
    """A draft of the hamlet's branch with a picture."""
    known = Story.objects.filter(place=shown.land.hamlet, photos__isnull=False).order_by("pk").first()
    if known is not None:
        return known
    new = stories.NewStory(
        StoryKind.PERSON, "Học chữ ở tuổi 60 (mẫu)", "Đêm nào cũng đến lớp.", "Mẫu Thị Học"
    )
    by = shown.who.branch
    made = stories.write(shown.land.hamlet.pk, new, by=by, at=make.NOON, is_sample=True)
    stories.put_photo(made, a_picture(), "Lớp học", by=by, at=make.NOON)
    return made


def story_photo(shown: Scene) -> StoryPhoto:
    return StoryPhoto.objects.filter(story=story(shown)).order_by("pk")[0]


def target(shown: Scene) -> Target:
    """What the province wants its households to reach."""
    return Target.objects.get(place=shown.land.province)


def figures_return(shown: Scene) -> Report:
    """The commune's return for 2023, begun with one figure."""
    opened = figures.open_report(shown.land.commune.pk, "2023", by=shown.who.association, at=make.NOON)
    if opened.state == "draft":
        told = NewFigure(shown.land.commune.pk, "2023", "members", "", value="hơn 1.200")
        figures.report_figures([told], report=opened.pk, by=shown.who.association, at=make.NOON)
    return opened


def empty_return(shown: Scene) -> Report:
    """The commune's return for 2021, begun and nothing in it."""
    return figures.open_report(shown.land.commune.pk, "2021", by=shown.who.association, at=make.NOON)


def published_figure(shown: Scene) -> Reported:
    """What a report told of the commune's 2022."""
    place = shown.land.commune.pk
    known = Reported.objects.filter(place=place, source="Báo cáo mẫu", superseded_at__isnull=True).first()
    if known is not None:
        return known
    told = NewFigure(place, "2022", "recognised_household", "Báo cáo mẫu", value="gần 1.250", unit="hộ")
    return figures.report_figures([told], by=shown.who.association, at=make.NOON).figures[0]


def told_base(shown: Scene) -> Base:
    """What a yearbook tells of the commune's population in 2023."""
    known = Base.objects.filter(place=shown.land.commune, source="Niên giám mẫu").first()
    if known is not None:
        return known
    told = NewBase(shown.land.commune.pk, 2023, "population", "gần 9.360", "Niên giám mẫu")
    return figures.set_bases([told], by=shown.who.association, at=make.NOON)[0]


def deadline(shown: Scene) -> Deadline:
    """The commune wants every yearly return 15 days after the year."""
    place = shown.land.commune.pk
    known = Deadline.objects.filter(place=place, superseded_at__isnull=True).first()
    return known or figures.set_deadline(
        NewDeadline(place, kind=PeriodKind.YEAR, days_after=15), by=shown.who.association, at=make.NOON
    )


def job(shown: Scene) -> Job:
    """A paper that the commune's association had the server make."""
    known = Job.objects.filter(asked_by=shown.who.association, kind=JobKind.DECISION).first()
    if known is not None:
        return known
    asked = jobs.ask(
        JobKind.DECISION,
        {"decision": decision(shown).pk},
        place=shown.land.commune.pk,
        permission=Permission.SEE,
        language="vi",
        by=shown.who.association,
        at=timezone.now(),
    )
    work()
    asked.refresh_from_db()
    return asked


def closed_period(shown: Scene) -> Lock:
    """2021 is closed for the commune."""
    made = Lock.objects.filter(place=shown.land.commune, period_written="2021").first()
    return made or figures.lock_period(shown.land.commune.pk, "2021", by=shown.who.association, at=make.NOON)


def fund(shown: Scene) -> Fund:
    """The commune's, with a receipt, its first year closed and published, and money that was sent to it."""
    place, by = shown.land.commune, shown.who.association
    known = Fund.objects.filter(place=place, name="Quỹ khuyến học mẫu").first()
    if known is not None:
        return known
    made = make.fund(place, by=by, cash=5_000_000)
    make.income(made, 200_000, by=by)
    funds.close_years(made.pk, 2022, by=by, at=make.NOON)
    funds.publish(made.pk, 2022, by=by, at=make.NOON)
    above = make.fund(
        shown.land.province, by=shown.who.province, name=f"Quỹ tỉnh mẫu {made.pk}", cash=900_000
    )
    for _ in range(2):
        funds.send(
            above.pk,
            made.pk,
            out_of=Account.CASH,
            amount=100_000,
            day=make.NOON.date(),
            about="Hỗ trợ mẫu",
            by=shown.who.province,
            at=make.NOON,
        )
    told = {"first": 2016, "last": 2021, "source": "Báo cáo mẫu"}
    funds.tell_past_total(made.pk, "raised", "hơn 1 tỷ đồng", **told, by=by, at=make.NOON)  # type: ignore[arg-type]  # years and a text
    return made


def receipt(shown: Scene) -> Voucher:
    """Of the commune's fund."""
    return Voucher.objects.get(fund=fund(shown), kind="receipt", year=make.NOON.year, number=1)


def sent(shown: Scene) -> Voucher:
    """Money that is on its way to the commune's fund."""
    return Voucher.objects.filter(partner=fund(shown), kind="sent", answered_by__isnull=True).order_by("pk")[
        0
    ]


def award(shown: Scene) -> AwardRound:
    """The commune's round that takes nominations: one of them reviewed, one not."""
    own = fund(shown)
    known = AwardRound.objects.filter(fund=own, name="Học bổng mẫu").first()
    if known is not None:
        return known
    made = make.award_round(own, by=shown.who.association)
    new = [
        NewNominee(name, 2012, school="THCS Mẫu", guardian_agrees=True, child_agrees=True)
        for name in ("Mẫu Thị Hoa", "Mẫu Văn Nam", "Mẫu Văn Hai")
    ]
    ids = [
        one.pk for one in scholarships.nominate(made.pk, own.place_id, new, by=shown.who.branch, at=make.NOON)
    ]
    scholarships.review(made.pk, ids[:1], by=shown.who.association, at=make.NOON)
    return made


def nomination(shown: Scene) -> Nomination:
    """The last one that nobody has looked over."""
    return Nomination.objects.filter(round=award(shown)).order_by("-pk")[0]


def decided_award(shown: Scene) -> AwardRound:
    """Another round of the commune, decided and not paid."""
    own = fund(shown)
    known = AwardRound.objects.filter(fund=own, name="Giúp học sinh mẫu").first()
    if known is not None:
        return known
    made = make.award_round(own, by=shown.who.association, name="Giúp học sinh mẫu")
    new = [NewNominee("Mẫu Thị Lan", 2012, guardian_agrees=True, child_agrees=True)]
    ids = [
        one.pk for one in scholarships.nominate(made.pk, own.place_id, new, by=shown.who.branch, at=make.NOON)
    ]
    scholarships.review(made.pk, ids, by=shown.who.association, at=make.NOON)
    scholarships.decide(
        made.pk,
        ids,
        decision_number="1/QĐ-HKH",
        decision_day=make.NOON.date(),
        signer="Mẫu Văn Ký",
        why_not="",
        by=shown.who.committee,
        at=make.NOON,
    )
    return made


def reform(shown: Scene) -> Reform:
    """A plan that renamed a hamlet in which nothing happens."""
    name = PlaceVersion.objects.filter(place=shown.land.far_hamlet).order_by("valid_from")[0].name
    text = (
        f'title = "Sắp xếp mẫu"\non = {LATER.date()}\nlegal_reference = "Nghị quyết mẫu"\nrenew_grants = true\n'
        f'[[deed]]\nkind = "rename"\nplace = "{name}"\nname = "{name} Gần"\n'
    )
    plan = plans.read(text)
    reforms.reform(plan, by=shown.who.centre, at=LATER)
    return Reform.objects.get(digest=plan.digest)


def in_a_clan(shown: Scene) -> Affiliation:
    """The first recognised household belongs to the clan."""
    home = Subject.objects.get(pk=shown.recognised[0].subject_id)
    if not home.affiliations.exists():
        clan = Subject.objects.get(kind=Title.CLAN, place=shown.land.other_hamlet)
        make.belongs(Belonging.CLAN_HOUSEHOLD, [home], clan, by=shown.who.branch)
    return home.affiliations.get()


def invitation(shown: Scene) -> Invitation:
    """One that the commune's association made and nobody took up yet."""
    known = Invitation.objects.filter(made_by=shown.who.association).first()
    if known is not None:
        return known
    return access.invite(
        "Mẫu Thị Sáng",
        Role.BRANCH,
        shown.land.hamlet.pk,
        valid_from=LATER.date(),
        draw=lambda _: 1,
        by=shown.who.association,
        at=timezone.now(),
    ).invitation


def comment(shown: Scene) -> Comment:
    """One that the commune's association made on a draft."""
    known = Comment.objects.filter(author=shown.who.association).first()
    if known is not None:
        return known
    return criteria.comment(
        make.sets.get("household-2022@2022"),
        "Nên nói rõ hơn (góp ý mẫu)",
        place=shown.land.commune.pk,
        by=shown.who.association,
        at=LATER,
    )


def photo(shown: Scene) -> Photo:
    """One that stands on the form of the first who only registered."""
    row = shown.waiting[0]
    known = Photo.objects.filter(registration=row).first()
    if known is not None:
        return known
    return assessments.show_photo(row.pk, "1.1", a_picture(), by=shown.who.branch, at=LATER)


def a_picture() -> pictures.Picture:
    content = io.BytesIO()
    Image.new("RGB", (32, 24), "green").save(content, "PNG")
    content.seek(0)
    return pictures.read(content, len(content.getvalue()))


def trial(shown: Scene) -> Trial:
    """A set tried out in the commune."""
    known = Trial.objects.filter(opened_by=shown.who.association).first()
    if known is not None:
        return known
    return assessments.open_trial(
        make.sets.get("household-mau@2023"),
        shown.land.commune.pk,
        "Thử ở xã mẫu",
        by=shown.who.association,
        at=LATER,
    )


def passphrase_reset(shown: Scene) -> PassphraseReset:
    """One that the commune's association offered the hamlet's branch, and nobody used yet."""
    made, _ = PassphraseReset.objects.get_or_create(
        user=shown.who.branch,
        defaults={
            "grant": grant_of(shown.who.branch),
            "digest": f"{shown.who.branch.pk:064d}",
            "expires_at": timezone.now() + timedelta(hours=1),
            "made_by": shown.who.association,
            "recorded_at": timezone.now(),
        },
    )
    return made


def token(shown: Scene) -> Token:
    """One that the commune's association made."""
    return make.token(shown.who.association).token
