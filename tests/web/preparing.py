"""What stories of presses need: where they happen, what is typed, and what has to be there before."""

import io
from collections.abc import Callable
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from khuyenhoc.apps.accounts import actions as accounts
from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.assessments.models import Assessment, Proposal
from khuyenhoc.apps.association import actions as association
from khuyenhoc.apps.association.models import Branch
from khuyenhoc.apps.figures import queries as figures
from khuyenhoc.apps.places.models import Place, PlaceVersion
from khuyenhoc.apps.recognition.models import Recognition
from khuyenhoc.apps.reform import actions as reforming
from khuyenhoc.apps.rounds.models import Round
from khuyenhoc.apps.subjects import actions as subjects
from khuyenhoc.apps.subjects.actions import NewSubject
from khuyenhoc.domain.reform import plan as plans
from khuyenhoc.domain.titles import Title
from khuyenhoc.domain.workflow import State
from khuyenhoc.web.request import today
from tests import make
from tests.scene import Scene, figures_return
from tests.web.forms_of_pages import Body
from tests.web.press import Args, Typed
from tests.workbooks import books

PAPER = "Nghị quyết mẫu (chưa đối chiếu văn bản gốc)"


def told(**typed: str) -> Callable[[Scene, Body], Typed]:
    return lambda _shown, _body: typed


def waiting_in(state: State) -> Args:
    """The latest case of the hamlet that stands there."""
    return lambda shown: [_case(shown, state).registration_id]


def _case(shown: Scene, state: State) -> Assessment:
    rows = Assessment.objects.filter(registration__place=shown.land.hamlet, state=state)
    return rows.order_by("-pk")[0]


def at_commune(shown: Scene) -> list[int | str]:
    return [shown.recognised[0].round_id, shown.land.commune.pk]


def at_hamlet_now(shown: Scene) -> list[int | str]:
    return [*running(shown), shown.land.hamlet.pk]


def another_reviewed(shown: Scene) -> None:
    """One that nobody drew and nobody visited yet."""
    who, hamlet = shown.who, shown.land.hamlet
    home = make.subject(Title.HOUSEHOLD, hamlet, by=who.branch, name="Hộ mẫu họp rồi")
    opened = Round.objects.get(pk=shown.recognised[0].round_id)
    cases = make.assessed(make.registered(opened, [home], by=who.branch), by=who.branch)
    make.reviewed(cases, hamlet, by=who.branch)


def at_place(shown: Scene) -> str:
    return f"?place={shown.land.commune.pk}"


def answers(shown: Scene, body: Body) -> Typed:
    """A number for every question that wants one, and why where a reason is asked."""
    return {name: "1" for name in body if name.startswith("a:") and body[name] == [""]}


def visited(_shown: Scene, body: Body) -> Typed:
    return {name: "Đã xem lại" for name in body if name.startswith("note-")}


def _title_of(shown: Scene) -> str:
    return str(Recognition.objects.filter(subject=shown.recognised[0].subject_id).order_by("pk")[0].pk)


def settled(shown: Scene, _body: Body) -> Typed:
    return {"key": "k", "title": [_title_of(shown)], "deed": "revoke", "reason": "Thu hồi (mẫu)"}


def latest_list(shown: Scene) -> list[int | str]:
    return [Proposal.objects.filter(place=shown.land.commune).order_by("-pk")[0].pk]


def citizens_now(shown: Scene) -> Round:
    held = Round.objects.filter(place=shown.land.province, title=Title.CITIZEN, year=today().year)
    return held[0]


def a_citizen_now(shown: Scene) -> None:
    opened = Round.objects.filter(place=shown.land.province, title=Title.CITIZEN, year=today().year).first()
    by = shown.who.province
    opened = opened or make.a_round(Title.CITIZEN, shown.land.province, by=by, year=today().year)
    new = NewSubject(Title.CITIZEN, "Mẫu Thị Thẻ", shown.land.hamlet.pk, make.BORN)
    branch = shown.who.branch
    made = subjects.enter([new], by=branch, at=timezone.now(), is_sample=True)
    make.registered(opened, made, by=branch)


def a_list(shown: Scene, *more: list[object]) -> SimpleUploadedFile:
    with TemporaryDirectory() as folder:
        row = [1, "Mẫu Thị Mới", 1980, _name(shown.land.hamlet), "", ""]
        file = books.made(Path(folder), Người=[books.PEOPLE, row, *more])
        return SimpleUploadedFile("list.xlsx", file.read_bytes())


def a_figures_form(_shown: Scene, value: str = "1.450") -> SimpleUploadedFile:
    with TemporaryDirectory() as folder:
        sheets: dict[str, Any] = {"Số liệu": [["Mã chỉ số", "Số liệu"], ["members", value]]}
        file = books.made(Path(folder), **sheets)
        return SimpleUploadedFile("figures.xlsx", file.read_bytes())


def entered(shown: Scene, _body: Body) -> Typed:
    """The figure that stands in the commune's return, as just entered."""
    (figure,) = figures.in_report(figures_return(shown).pk)
    return {"key": "k", "made": [str(figure.pk)]}


def just_opened(shown: Scene, _body: Body) -> Typed:
    """A branch of the hamlet that nobody joined yet."""
    held = [(shown.land.hamlet.pk, "Chi hội mẫu")]
    (made,) = association.open_branches(
        held, kind="chi_hoi", since=make.BORN, by=shown.who.association, at=make.NOON
    )
    return {"key": "k", "branch": [str(made.pk)]}


def a_faulty_figures_form(shown: Scene) -> SimpleUploadedFile:
    return a_figures_form(shown, "nhiều lắm")


def a_picture(shown: Scene) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(out, "JPEG")
    return SimpleUploadedFile("anh.jpg", out.getvalue(), "image/jpeg")


def a_document(shown: Scene) -> SimpleUploadedFile:
    """The smallest PDF there is, with a script that would start by itself."""
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    ]
    told, starts = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        starts.append(len(told))
        told += b"%d 0 obj %s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    told += b"xref\n0 4\n0000000000 65535 f \n" + table
    told += b"trailer << /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % told.index(b"xref")
    return SimpleUploadedFile("van-ban.pdf", told, "application/pdf")


def a_faulty_list(shown: Scene) -> SimpleUploadedFile:
    return a_list(shown, [2, "Mẫu Thị Lạc", 1980, "Bản không có", "", ""])


def _name(where: Place) -> str:
    return PlaceVersion.objects.filter(place=where).latest("valid_from").name


def renaming(shown: Scene) -> str:
    name = _name(shown.land.other_hamlet)
    return (
        f'title = "Sắp xếp mẫu"\non = {today()}\nlegal_reference = "{PAPER}"\nrenew_grants = true\n'
        f'[[deed]]\nkind = "rename"\nplace = "{name}"\nname = "{name} Mới"\n'
    )


def a_plan(shown: Scene) -> SimpleUploadedFile:
    return SimpleUploadedFile("plan.toml", renaming(shown).encode())


def split(shown: Scene) -> None:
    name = _name(shown.land.hamlet)
    text = (
        f'title = "Chia mẫu"\non = {today()}\nlegal_reference = "{PAPER}"\nrenew_grants = true\n'
        f'[[deed]]\nkind = "split"\nplace = "thôn {name}"\n'
        f'[[deed.part]]\ninto = {{ name = "thôn {name} Trên" }}\nshare = 60\n'
        f'[[deed.part]]\ninto = {{ name = "thôn {name} Dưới" }}\nshare = 40\n'
    )
    reforming.reform(plans.read(text), by=shown.who.centre, at=timezone.now())


def branch_of_closed(shown: Scene) -> None:
    """A hamlet was split after it had opened a branch, which goes on there."""
    held = [(shown.land.hamlet.pk, "Hội mẫu")]
    association.open_branches(held, kind="hoi", since=make.BORN, by=shown.who.association, at=make.NOON)
    split(shown)


def gone_over(shown: Scene, _body: Body) -> Typed:
    held = Branch.objects.filter(place=shown.land.hamlet).latest("pk")
    named = {"name": "Hội Hợp Nhất", "since": "01/01/2024", "on": f"{today():%d/%m/%Y}"}
    return {"branch": str(held.pk), "into": "new", "do": "1", **named}


def newer_set(shown: Scene) -> None:
    make.version_of("household-mau@2023", "2024")


def running(shown: Scene) -> list[int | str]:
    rows = Round.objects.filter(place=shown.land.province, title=Title.HOUSEHOLD)
    return [rows.order_by("-year")[0].pk]


def no_samples(shown: Scene) -> None:
    """Whoever shares an account of the demonstration may not, whoever they are; nobody here does."""
    User.objects.update(is_sample=False)


def second_step(shown: Scene) -> None:
    no_samples(shown)
    user = User.objects.get(pk=shown.who.branch.pk)
    numbers = count(user.pk * 1000)
    accounts.print_codes(user, draw=lambda _: next(numbers), at=timezone.now())


def opening(shown: Scene) -> str:
    return f"?place={shown.land.commune.pk}&of=clan.&year={today().year}"
