"""The association's own life in a scene: a base branch that leads a hamlet's, with members, a chair, fees."""

import io
from datetime import date

from PIL import Image

from khuyenhoc.apps.association import actions
from khuyenhoc.apps.association.actions import NewBranch, Whom
from khuyenhoc.apps.association.models import Branch, ClanFile, ClanPaper, ClanSheet, Fee, Officer, Term
from khuyenhoc.apps.subjects.models import Subject
from khuyenhoc.domain.branches import Post
from khuyenhoc.domain.titles import Title
from khuyenhoc.storing import documents, pictures
from khuyenhoc.web.request import today
from tests import held, make
from tests.scene import LATER, Scene

NAMES = ("Mẫu Thị An", "Mẫu Văn Bình", "Mẫu Thị Cúc")
JOINED = date(2021, 5, 1)


def base(shown: Scene) -> Branch:
    """The commune's own."""
    return _open(shown, NewBranch(shown.land.commune.pk, "Hội Khuyến học cơ sở mẫu", "base", make.BORN))


def branch(shown: Scene) -> Branch:
    """The hamlet's, with three members; the first of them is its chair."""
    new = NewBranch(shown.land.hamlet.pk, "Chi hội Bản Một", "chi_hoi", make.BORN, base(shown).pk)
    found = _open(shown, new)
    if not found.memberships.exists():
        by = shown.who.branch
        people = [make.subject(Title.CITIZEN, shown.land.hamlet, by=by, name=name).pk for name in NAMES]
        actions.join(found, people, joined=JOINED, by=by, at=make.NOON)
        actions.appoint(found, Post.CHAIR, Whom(people[0]), since=JOINED, by=by, at=make.NOON)
    return found


def members(shown: Scene) -> list[int]:
    """Their subject ids, in the order of NAMES."""
    rows = branch(shown).memberships.filter(left__isnull=True)
    return list(rows.order_by("pk").values_list("person", flat=True))


def chair(shown: Scene) -> Officer:
    return branch(shown).officers.filter(post=Post.CHAIR.value).latest("pk")


def term(shown: Scene) -> Term:
    found = branch(shown)
    known = found.terms.first()
    return known or actions.record_term(
        found, number=4, held_on=JOINED, until=date(2026, 5, 1), by=shown.who.branch, at=LATER
    )


def fee(shown: Scene) -> Fee:
    """This year's of the first member, paid."""
    found, year = branch(shown), today().year
    known = found.fees.filter(cancelled_at__isnull=True).first()
    if known is None:
        by = shown.who.branch
        actions.set_rate(found, year, 30_000, by=by, at=LATER)
        (known,) = actions.pay(found, members(shown)[:1], year=year, on=today(), by=by, at=LATER)
    return known


def clan(shown: Scene) -> Subject:
    """The one of the other hamlet."""
    return Subject.objects.filter(kind=Title.CLAN, place=shown.land.other_hamlet).order_by("pk")[0]


def paper(shown: Scene) -> ClanPaper:
    found = clan(shown)
    known = ClanPaper.objects.filter(clan=found).first()
    return known or actions.keep_paper(
        found,
        kind="convention",
        title="Quy ước mẫu",
        dated=JOINED,
        text="Điều 1. Con cháu được khuyến khích học.",
        by=shown.who.branch,
        at=LATER,
    )


def sheet(shown: Scene) -> ClanSheet:
    held = paper(shown)
    content = io.BytesIO()
    Image.new("RGB", (32, 24), "green").save(content, "PNG")
    content.seek(0)
    made = pictures.read(content, len(content.getvalue()))
    return held.sheets.first() or actions.add_sheet(held, made, by=shown.who.branch, at=LATER)


def _open(shown: Scene, new: NewBranch) -> Branch:
    known = Branch.objects.filter(place=new.place, name=new.name).first()
    return known or actions.open_branch(new, by=shown.who.association, at=make.NOON)


def clan_file(shown: Scene) -> ClanFile:
    kept = paper(shown)
    made = documents.Document(held.empty_page(), 1)
    return kept.files.first() or actions.add_file(kept, made, by=shown.who.branch, at=LATER)
