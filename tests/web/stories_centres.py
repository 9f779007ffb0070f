"""Stories of presses in learning centres, in stories for everybody and in outreach; see `tests.web.stories`."""

from collections.abc import Callable
from datetime import date, timedelta

from khuyenhoc.apps.centres import actions as centres
from khuyenhoc.apps.centres.models import Attendance, Centre, Manager, Need
from khuyenhoc.apps.places.models import Custody, PlaceVersion
from khuyenhoc.apps.stories import actions as stories
from khuyenhoc.apps.stories.models import Outreach, StoryConsent, StoryPhoto
from khuyenhoc.apps.stories.queries import Channel
from khuyenhoc.domain.naming import Teller
from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.stories import Means
from khuyenhoc.domain.titles import Title
from khuyenhoc.web.request import today
from tests import make, scene
from tests.scene import Scene
from tests.web.forms_of_pages import Body
from tests.web.preparing import a_picture, told
from tests.web.press import Press, Story, Typed

P = Permission
HERE = "one"
DAY = f"{today():%d/%m/%Y}"
PAST = make.NOON.date() - timedelta(days=30)


def no_centre(shown: Scene) -> None:
    """The one there is has ended long ago."""
    centres.close_centre(scene.centre(shown), on=PAST, by=shown.who.association, at=make.NOON)


def a_centre_of_closed(shown: Scene) -> None:
    by = shown.who.province
    old = make.place("commune", "Mẫu Xưa", shown.land.district, "xã")
    centres.open_centre(old.pk, "Trung tâm xưa (mẫu)", since=make.BORN, by=by, at=make.NOON)
    PlaceVersion.objects.filter(place=old).update(valid_to=PAST)
    Custody.objects.create(place=old, custodian=shown.land.commune, valid_from=PAST, recorded_at=make.NOON)


def the_old_one(_shown: Scene, _body: Body) -> Typed:
    return {"centre": str(Centre.objects.latest("pk").pk)}


def somebody(shown: Scene) -> int:
    """A person of the register of the hamlet."""
    return make.subject(Title.CITIZEN, shown.land.hamlet, by=shown.who.branch).pk


def rated(shown: Scene) -> Typed:
    return {"a:1.1": "có", "a:1.2": "a", "a:2.1": "b", "a:2.2": "10", "a:3.1": "9", "a:3.2": "12"}


def the_session(shown: Scene, _body: Body) -> Typed:
    held = Attendance.objects.filter(session__of_class=scene.learning_class(shown)).latest("pk")
    return {"key": "k", "row": str(held.session_id)}


def the_manager(shown: Scene, _body: Body) -> Typed:
    held = Manager.objects.filter(centre=scene.centre(shown)).latest("pk")
    return {"key": "k", "manager": str(held.pk), "on": DAY}


def the_need(shown: Scene, _body: Body) -> Typed:
    return {"key": "k", "row": str(Need.objects.filter(centre=scene.centre(shown)).latest("pk").pk)}


def the_photo(shown: Scene, _body: Body) -> Typed:
    return {"key": "k2", "photo": str(StoryPhoto.objects.filter(story=scene.story(shown)).latest("pk").pk)}


def pressed(address: str, typed: Callable[[Scene, Body], Typed]) -> Press:
    """By the commune's officer, with a body that is no form's."""
    return Press(address, "association", P.KEEP_BOOKS, title="", page="-", typed=typed)


def agreed(shown: Scene) -> None:
    stories.agree(
        scene.story(shown),
        "Mẫu Thị Học",
        teller=Teller.PERSON,
        channel=Channel.SIGNED,
        told_on=date(2023, 1, 1),
        by=shown.who.branch,
        at=make.NOON,
    )


def the_consent(shown: Scene, _body: Body) -> Typed:
    found = StoryConsent.objects.filter(story=scene.story(shown)).latest("pk")
    return {"key": "k", "consent": str(found.pk), "on": DAY}


def outreach_told(shown: Scene) -> None:
    by = shown.who.association
    stories.tell_outreach(shown.land.commune.pk, 2023, Means.WEB, times=2, by=by, at=make.NOON)


def the_outreach(shown: Scene, _body: Body) -> Typed:
    return {"row": str(Outreach.objects.filter(place=shown.land.commune).latest("pk").pk)}


def kept(address: str, /, **typed: str) -> Press:
    return Press(address, "association", P.KEEP_BOOKS, title="", typed=told(**typed))


STORIES: tuple[Story, ...] = (
    (
        Press(
            "centre_open",
            "association",
            P.KEEP_BOOKS,
            title="",
            prepare=no_centre,
            typed=told(since=f"{PAST:%d/%m/%Y}"),
        ),
    ),
    (
        Press(
            "centres_merge",
            "association",
            P.KEEP_BOOKS,
            title="",
            prepare=a_centre_of_closed,
            typed=the_old_one,
            names=("centre",),
        ),
    ),
    (
        kept("centre_managers", name="Mẫu A", post="director", office="chair", since=f"{PAST:%d/%m/%Y}"),
        pressed("centre_managers", the_manager),
        kept("centre_state", step="rest", on=f"{PAST:%d/%m/%Y}", reason="Sửa nhà (mẫu)"),
        kept("centre_state", step="work", on=DAY),
        kept("centre_needs", topic="Nuôi ong", field="trade", people="hơn 20"),
        pressed("centre_needs", the_need),
        kept("class_open", topic="Tin học (mẫu)", field="digital", begins=DAY),
        kept("class_change", topic="Trồng chè sạch (mẫu)"),
        Press("class", "association", P.KEEP_BOOKS, title="", ticks=("person",), names=("person",)),
        Press("class_session", "association", P.KEEP_BOOKS, title="", typed=told(topic="Sâu bệnh (mẫu)")),
        Press("class_session_back", "association", P.KEEP_BOOKS, title="", page="-", typed=the_session),
        kept("centre_state", step="close", on=DAY),
    ),
    (
        Press(
            "centre_rating",
            "association",
            P.KEEP_BOOKS,
            title="",
            typed=lambda shown, _body: rated(shown),
        ),
        Press(
            "centre_rating_decide",
            "committee",
            P.APPROVE_BOOKS,
            title="",
            page="-",
            typed=told(key="k"),
        ),
    ),
    (
        Press(
            "story_people",
            "branch",
            P.KEEP_BOOKS,
            title=Title.CITIZEN,
            spot=HERE,
            page="-",
            typed=lambda shown, _body: {"key": "k", "subject": str(somebody(shown))},
        ),
    ),
    (
        Press(
            "story_write",
            "branch",
            P.KEEP_BOOKS,
            title="",
            spot=HERE,
            typed=told(kind="announcement", title="Mời họp (mẫu)", text="Mời bà con."),
        ),
        Press(
            "story_change", "branch", P.KEEP_BOOKS, title="", spot=HERE, typed=told(title="Tên khác (mẫu)")
        ),
        Press(
            "story_photos",
            "branch",
            P.KEEP_BOOKS,
            title="",
            spot=HERE,
            page="-",
            typed=told(key="k", alt="Lớp học (mẫu)"),
            file=a_picture,
            file_as="taken",
        ),
        Press("story_photos", "branch", P.KEEP_BOOKS, title="", spot=HERE, page="-", typed=the_photo),
    ),
    (
        Press(
            "story_consent",
            "branch",
            P.KEEP_BOOKS,
            title="",
            spot=HERE,
            page="story",
            typed=told(who="Mẫu Thị Học", teller="person", channel="signed", told_on=DAY),
        ),
        Press("story_consent", "branch", P.KEEP_BOOKS, title="", spot=HERE, page="-", typed=the_consent),
    ),
    (
        Press(
            "story_decide",
            "branch",
            P.KEEP_BOOKS,
            title="",
            spot=HERE,
            prepare=agreed,
            page="-",
            typed=told(key="k", step="hand_in"),
        ),
        Press(
            "story_decide",
            "committee",
            P.APPROVE_BOOKS,
            title="",
            page="-",
            typed=told(key="k", step="publish"),
        ),
        Press(
            "story_decide",
            "committee",
            P.APPROVE_BOOKS,
            title="",
            page="-",
            typed=told(key="k2", step="take_down", reason="Xin gỡ (mẫu)"),
        ),
    ),
    (
        kept("outreach", means="loudspeaker", times="12", branch="", note="Tuần lễ học tập (mẫu)"),
        Press(
            "outreach",
            "association",
            P.KEEP_BOOKS,
            title="",
            prepare=outreach_told,
            typed=the_outreach,
            names=("row",),
        ),
    ),
)
