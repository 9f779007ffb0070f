"""What the association of a scene's commune holds: a gathering with its list, a document, a task of its plan."""

import io

import pypdfium2

from khuyenhoc.apps.directives import actions as directives
from khuyenhoc.apps.directives.actions import NewInstrument, NewTask
from khuyenhoc.apps.directives.models import Instrument, InstrumentFile, PlanTask, Reliance
from khuyenhoc.apps.gatherings import actions as gatherings
from khuyenhoc.apps.gatherings.actions import NewGathering, NewGuest
from khuyenhoc.apps.gatherings.models import Gathering
from khuyenhoc.domain.gatherings import GatheringKind
from khuyenhoc.domain.instruments import InstrumentKind, RestsKind
from khuyenhoc.storing.documents import Document
from khuyenhoc.web.request import today
from tests import make
from tests.scene import LATER, Scene

TITLE, NUMBER, TASK = "Lớp tập huấn mẫu", "12/KH-MAU", "Nhiệm vụ mẫu"


def gathering(shown: Scene) -> Gathering:
    """A course of the commune to which two are asked; the second came."""
    place = shown.land.commune.pk
    known = Gathering.objects.filter(place=place, title=TITLE).first()
    if known is not None:
        return known
    new = NewGathering(GatheringKind.COURSE, TITLE, make.NOON.date(), where="Hội trường mẫu")
    made = gatherings.plan(place, new, by=shown.who.association, at=LATER)
    guests = [
        NewGuest(user=shown.who.branch.pk),
        NewGuest(name="Mẫu Văn Dự", role="Hiệu trưởng", is_cadre=False, is_present=True),
    ]
    gatherings.list_guests(made.pk, guests, by=shown.who.association, at=LATER)
    return made


def document(shown: Scene) -> Instrument:
    place = shown.land.commune.pk
    known = Instrument.objects.filter(place=place, number=NUMBER).first()
    new = NewInstrument(NUMBER, InstrumentKind.PLAN, "Kế hoạch mẫu", issued_on=make.NOON.date())
    return known or directives.enter_instrument(place, new, by=shown.who.association, at=LATER)


def empty_page() -> bytes:
    """A PDF that can be read, with nothing on it."""
    out = io.BytesIO()
    with pypdfium2.PdfDocument.new() as paper:
        paper.new_page(595, 842)
        paper.save(out)
    return out.getvalue()


def document_file(shown: Scene) -> InstrumentFile:
    paper = document(shown)
    made = Document(empty_page(), 1)
    return paper.files.first() or directives.attach(paper.pk, made, by=shown.who.association, at=LATER)


def reliance(shown: Scene) -> Reliance:
    """The commune's target, or whatever else: a round that a document carries."""
    paper = document(shown)
    known = Reliance.objects.filter(instrument=paper).first()
    if known is not None:
        return known
    things = [(shown.recognised[0].round_id, shown.land.commune.pk)]
    return directives.rest_on(paper.pk, RestsKind.ROUND, things, by=shown.who.association, at=LATER)[0]


def task(shown: Scene) -> PlanTask:
    place = shown.land.commune.pk
    known = PlanTask.objects.filter(place=place, title=TASK).first()
    new = NewTask(today().year, TASK, today(), instrument=document(shown).pk)
    return known or directives.set_tasks(place, [new], by=shown.who.association, at=LATER)[0]


def at(shown: Scene) -> list[int | str]:
    return [shown.land.commune.pk, gathering(shown).pk]


def document_at(shown: Scene, *, with_file: bool = False) -> list[int | str]:
    if with_file:
        document_file(shown)
    return [shown.land.commune.pk, document(shown).pk]


def task_at(shown: Scene) -> list[int | str]:
    return [shown.land.commune.pk, task(shown).pk]
