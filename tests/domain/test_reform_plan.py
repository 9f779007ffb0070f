"""Reading a reform's plan: what it says, and where it is wrong."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.reform import plan as plans
from khuyenhoc.domain.reform import writing
from khuyenhoc.domain.reform.plan import Opening
from khuyenhoc.domain.text import clean

HEAD = 'title = "Mẫu"\non = 2026-07-01\nlegal_reference = "Nghị quyết mẫu"\n'
MERGE = '[[deed]]\nkind = "merge"\nplaces = ["xã A", "xã B"]\ninto = { name = "xã C", key = "c" }\n'


def test_a_plan_is_read_with_places_as_they_are_written() -> None:
    read = plans.read(
        HEAD
        + "renew_grants = true\n"
        + MERGE
        + '[[deed]]\nkind = "split"\non = "2026-08-01"\nplace = "#12"\nlegal_reference = "Khác"\n'
        + '[[deed.part]]\ninto = "@c"\nshare = "62,50"\nhamlets = ["Thôn 1"]\ndefault = true\n'
        + '[[deed.part]]\ninto = { unit = "Phường", name = "D", code = "00001", parent = "tỉnh E" }\nshare = 37.5\n'
        + '[[deed]]\nkind = "close"\nplace = "thôn X"\ncustodian = "xã A"\n'
    )

    merge, split, close = read.deeds
    assert (read.title, read.renew_grants) == ("Mẫu", True)
    assert (merge.entry, merge.line, merge.on, merge.places) == (1, 5, date(2026, 7, 1), ("xã A", "xã B"))
    assert (merge.into, merge.legal_reference) == (Opening("c", "xã", "C", "", None), "Nghị quyết mẫu")
    assert (split.on, split.places, split.legal_reference) == (date(2026, 8, 1), ("#12",), "Khác")
    assert [(part.into, part.share, part.below, part.is_default) for part in split.parts] == [
        ("@c", 6250, ("Thôn 1",), True),
        (Opening("", "phường", "D", "00001", "tỉnh E"), 3750, (), False),
    ]
    assert (close.places, close.to, read.line_of(3)) == (("thôn X",), "xã A", close.line)


def test_comments_and_the_order_of_keys_do_not_make_another_plan() -> None:
    again = '# chép lại\non = 2026-07-01\n\ntitle = "Mẫu"\nlegal_reference = "Nghị quyết mẫu"\n' + MERGE

    assert plans.read(again).digest == plans.read(HEAD + MERGE).digest
    assert plans.read(HEAD.replace("-07-", "-08-") + MERGE).digest != plans.read(HEAD + MERGE).digest


@pytest.mark.parametrize(
    ("text", "error", "line", "where"),
    [
        ("title = \n", plans.PlanUnreadable, 1, None),
        (HEAD, plans.ListExpected, 1, "deed"),
        (HEAD + 'tên = "x"\n' + MERGE, plans.PlanUnreadable, 4, None),
        (HEAD + 'name = "x"\n' + MERGE, plans.KeyUnknown, 4, "name"),
        (HEAD.replace("2026-07-01", '"1/7/2026"') + MERGE, plans.DateExpected, 2, "on"),
        (HEAD.replace("2026-07-01", "2026-07-01T00:00:00") + MERGE, plans.DateExpected, 2, "on"),
        (HEAD.replace("on = 2026-07-01\n", "") + MERGE, plans.KeyMissing, 3, "deed[1].on"),
        (HEAD + "renew_grants = 1\n" + MERGE, plans.TrueOrFalseExpected, 4, "renew_grants"),
        (HEAD + '[[deed]]\nkind = "open"\n', plans.KindUnknown, 5, "deed[1].kind"),
        (HEAD + "[[deed]]\nplace = 1\n", plans.KeyMissing, 4, "deed[1].kind"),
        (HEAD + '[[deed]]\nkind = "recode"\nplace = "A"\ncode = 12\n', plans.TextExpected, 7, "deed[1].code"),
        (HEAD + '[[deed]]\nkind = "rename"\nplace = "A"\nname = ""\n', plans.TextExpected, 7, "deed[1].name"),
        (HEAD + '[[deed]]\nkind = "move"\nplace = "A"\n', plans.KeyMissing, 4, "deed[1].to"),
        (HEAD + '[[deed]]\nkind = "merge"\nplaces = "A"\n', plans.KeyMissing, 4, "deed[1].into"),
        (HEAD + MERGE.replace('["xã A", "xã B"]', "[]"), plans.ListExpected, 6, "deed[1].places"),
        (HEAD + MERGE.replace("xã C", "Cao"), plans.KeyMissing, 7, "deed[1].into.unit"),
        (HEAD + MERGE.replace("key", "khoa"), plans.KeyUnknown, 7, "deed[1].into.khoa"),
        (HEAD + MERGE + MERGE, plans.KeyRepeated, 8, "deed[2]"),
        (
            HEAD + '[[deed]]\nkind = "split"\nplace = "A"\n[[deed.part]]\ninto = "B"\nshare = "60.001"\n',
            plans.ShareExpected,
            9,
            "deed[1].part[1].share",
        ),
        (HEAD + '[[deed]]\nkind = "split"\nplace = "A"\n', plans.ListExpected, 4, "deed[1].part"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    text: str, error: type[RuleBroken], line: int, where: str | None
) -> None:
    with pytest.raises(error) as refused:
        plans.read(text)

    assert refused.value.facts["line"] == line
    assert refused.value.facts.get("where") == where


def test_a_paper_left_out_is_no_fault_of_the_file_but_of_the_deed() -> None:
    read = plans.read(HEAD.replace('legal_reference = "Nghị quyết mẫu"\n', "") + MERGE)

    assert read.deeds[0].legal_reference == ""


@settings(max_examples=30)
@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(["", "00001"]))
def test_a_written_plan_is_read_as_it_was_meant_whatever_names_hold(name: str, label: str, code: str) -> None:
    told = clean(f"A{name}")
    day = date(2026, 7, 1)
    top = writing.head(title=f"T {name}", on=day, legal_reference=f"N {name}", renew_grants=True)

    merge = plans.read(top + writing.merge([(1, label), (2, "b")], unit="xã", name=f"A{name}", code=code))
    rename = plans.read(top + writing.rename((7, label), unit="phường", name=f"A{name}"))

    assert (merge.title, merge.renew_grants) == (clean(f"T {name}"), True)
    assert [(one.on, one.legal_reference, one.places, one.into) for one in merge.deeds] == [
        (day, clean(f"N {name}"), ("#1", "#2"), Opening("", "xã", told, code, None))
    ]
    assert [(one.places, one.unit, one.name) for one in rename.deeds] == [(("#7",), "phường", told)]
