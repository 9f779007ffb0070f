from datetime import date

import pytest

from khuyenhoc import data
from khuyenhoc.domain import criteria
from khuyenhoc.domain.criteria import CriteriaSet, CriteriaSetUnsound
from khuyenhoc.sentences import sentence

TEXT = """code = "mau"
version = "1"
semantics = 1
title = "organisation"
level = "district|province"
name = { vi = "Mẫu", en = "Sample" }
issuer = "Nơi ban hành"
legal_basis = ["Văn bản mẫu"]
status = "sample"
checked_against_original = false
in_force = { from = 2020-09-21, to = 2024-01-25 }
scope = { place = "", organisation_kind = "" }
derives_from = ""
logic = "points"
validity_months = 12
upgrade_after_months = 0
[pass]
min_total_percent = "50.00"
min_criterion_percent = { "1" = "40.00" }
min_indicator_points = "2.00"
[[rating]]
code = "tot"
name = { vi = "Tốt" }
min_total_percent = "85.00"
[[rating]]
code = "kha"
min_total_percent = "70.00"
[[exclusion]]
code = "X1"
text = { vi = "Loại" }
[[prerequisite]]
code = "P1"
counts = "members"
holding = "citizen"
min_percent = "90.00"
[[criterion]]
code = "1"
text = { vi = "Một", en = "One" }
source = "Điều 5"
  [[criterion.indicator]]
  code = "1.1"
  text = { vi = "Hỏi", group.farmer.vi = "Hỏi nông dân" }
  help = { vi = "Giúp" }
  evidence = ["Giấy"]
  kind = "points"
  max = "10.00"
  step = "0.50"
  not_applicable = "forbid"
  [[criterion.indicator]]
  code = "1.2"
  kind = "choice"
  options = [{ code = "a", text = "Nhiều", points = "5.00" }, { code = "b", text = { vi = "Ít" }, points = "0" }]
  [[criterion.indicator]]
  code = "1.3"
  kind = "derived"
  counts = "members"
  holding = "citizen"
  bands = [
    { min_percent = "90.00", points = "10.00" },
    { min_percent = "50.00", points = "5.00" },
  ]
"""
LEVELS = """code = "muc"
version = "1"
semantics = 1
title = "community"
name = { vi = "Mức" }
status = "sample"
logic = "levels"
[[rating]]
code = "tot"
level = "2"
[[criterion]]
code = "1"
  [[criterion.indicator]]
  code = "1.1"
  kind = "level"
  levels = ["1", "2"]
"""


def found_in(text: str) -> list[tuple[str, int, str]]:
    with pytest.raises(CriteriaSetUnsound) as caught:
        criteria.load(text, file="t.toml")
    return [(type(f).__name__, f.facts["line"], f.facts["where"]) for f in caught.value.faults]


def load(text: str = TEXT) -> CriteriaSet:
    return criteria.load(text)


def test_a_sound_file_becomes_whole_hundredths() -> None:
    s = load()

    assert (s.key, s.max_points, s.subject_levels) == ("mau@1", 2500, ("district", "province"))
    assert (s.in_force_from, s.in_force_to) == (date(2020, 9, 21), date(2024, 1, 25))
    assert (s.pass_rule.min_total_percent, s.pass_rule.min_indicator_points) == (5000, 200)
    assert [i.max_points for i in s.indicators] == [1000, 500, 1000]
    assert s.indicators[0].step == 50
    assert s.indicators[0].text.say("vi", "farmer") == "Hỏi nông dân"
    assert s.indicators[0].text.say("en", "worker") == "Hỏi"
    assert s.indicators[1].options[0].text.vi == "Nhiều"
    assert s.columns_order == ("X1", "P1", "1.1", "1.2", "1.3")


BANDS = TEXT[TEXT.index("  bands") :]
# what is changed, what it becomes, the faults that must be found
FAULTS = [
    ('code = "mau"\n', "", [("KeyMissing", 1, "code")]),
    ('title = "organisation"', 'title = "family"', [("ValueUnknown", 4, "title")]),
    ('level = "district|province"', 'level = "district|moon"', [("ValueUnknown", 5, "level")]),
    ("semantics = 1", "semantics = 7", [("SemanticsUnknown", 3, "semantics")]),
    ("semantics = 1", "semantics = 1\ncolour = 1", [("KeyUnknown", 4, "colour")]),
    ("to = 2024-01-25", "to = 2019-01-25", [("DatesOutOfOrder", 11, "in_force.to")]),
    ("from = 2020-09-21", 'from = "2020"', [("DateExpected", 11, "in_force.from")]),
    ("checked_against_original = false", 'checked_against_original = "no"',
     [("TrueOrFalseExpected", 10, "checked_against_original")]),
    ("validity_months = 12", 'validity_months = "12"', [("WholeNumberExpected", 15, "validity_months")]),
    ('"1" = "40.00"', '"9" = "40.00"', [("CriterionUnknown", 19, "pass.min_criterion_percent.9")]),
    ('min_indicator_points = "2.00"', 'min_indicator_points = "5.01"',
     [("FloorAboveMaximum", 20, "pass.min_indicator_points")]),
    ('min_total_percent = "50.00"', 'min_total_percent = "100.01"',
     [("NumberTooLarge", 18, "pass.min_total_percent")]),
    ('code = "kha"\nmin_total_percent = "70.00"', 'code = "kha"\nmin_total_percent = "85.00"',
     [("OutOfOrder", 27, "rating[2].min_total_percent")]),
    ('code = "kha"', 'code = "tot"', [("CodeRepeated", 26, "rating[2].code")]),
    ('min_total_percent = "70.00"', 'level = "1"',
     [("NotForLogic", 27, "rating[2].level"), ("KeyMissing", 25, "rating[2].min_total_percent")]),
    ('code = "P1"', 'code = "x1"', [("CodeRepeated", 32, "prerequisite[1].code")]),
    ('counts = "members"\nholding', 'counts = "people"\nholding', [("ValueUnknown", 33, "prerequisite[1].counts")]),
    ('max = "10.00"', 'max = "10.005"', [("DecimalTooFine", 46, "criterion[1].indicator[1].max")]),
    ('max = "10.00"', 'max = "10,00"', [("DecimalExpected", 46, "criterion[1].indicator[1].max")]),
    ('max = "10.00"', 'max = "-1"', [("DecimalExpected", 46, "criterion[1].indicator[1].max")]),
    ('max = "10.00"', "max = true", [("DecimalExpected", 46, "criterion[1].indicator[1].max")]),
    ('max = "10.00"', "max = 1e1", [("DecimalExpected", 46, "criterion[1].indicator[1].max")]),
    ('max = "10.00"', 'max = ""', [("UnknownOnlyInDraft", 46, "criterion[1].indicator[1].max")]),
    ('  max = "10.00"\n', "", [("KeyMissing", 40, "criterion[1].indicator[1].max")]),
    ('step = "0.50"', 'step = "0"', [("StepUnusable", 47, "criterion[1].indicator[1].step")]),
    ('step = "0.50"', 'bands = []', [("NotForKind", 47, "criterion[1].indicator[1].bands")]),
    ('kind = "points"', 'kind = "pints"', [("ValueUnknown", 45, "criterion[1].indicator[1].kind")]),
    ('kind = "points"', 'kind = "level"',
     [("NotForLogic", 45, ".kind"), ("NotForKind", 46, ".max"), ("NotForKind", 47, ".step"),
      ("KeyMissing", 40, ".levels")]),
    ('not_applicable = "forbid"', 'not_applicable = "maybe"',
     [("ValueUnknown", 48, "criterion[1].indicator[1].not_applicable")]),
    ('code = "1.2"', 'code = "1.1"', [("CodeRepeated", 50, "criterion[1].indicator[2].code")]),
    ('code = "1.2"', 'code = "a b"', [("CodeUnusable", 50, "criterion[1].indicator[2].code")]),
    ('code = "1.2"', 'code = "1.2.part"', [("CodeUnusable", 50, "criterion[1].indicator[2].code")]),
    ('{ code = "b", text', '{ code = "a", text', [("CodeRepeated", 52, "indicator[2].options[2].code")]),
    ('{ code = "b", text', '{ code = "na", text', [("CodeUnusable", 52, "indicator[2].options[2].code")]),
    ('points = "0" }]', 'points = "0", x = 1 }]', [("KeyUnknown", 52, "criterion[1].indicator[2].options[2].x")]),
    ('min_percent = "50.00"', 'min_percent = "95.00"', [("OutOfOrder", 60, "indicator[3].bands[2]")]),
    ('points = "5.00" },\n  ]', 'points = "15.00" },\n  ]', [("OutOfOrder", 60, "indicator[3].bands[2]")]),
    (BANDS, "",
     [("KeyMissing", 53, "criterion[1].indicator[3].bands")]),
    ('text = { vi = "Một", en = "One" }', "text = 5", [("WordsExpected", 38, "criterion[1].text")]),
    ('text = { vi = "Một", en = "One" }', 'text = { vi = 5, fr = "Un" }',
     [("TextExpected", 38, "criterion[1].text.vi"), ("KeyUnknown", 38, "criterion[1].text.fr")]),
    ('legal_basis = ["Văn bản mẫu"]', 'legal_basis = "Văn bản mẫu"', [("ListExpected", 8, "legal_basis")]),
    ('scope = { place = "", organisation_kind = "" }', "scope = 1", [("TableExpected", 12, "scope")]),
    ('scope = { place = "", organisation_kind = "" }', 'scope = { organisation = "Trường A" }',
     [("KeyMissing", 12, "scope.place")]),
    ('derives_from = ""', 'derives_from = "khung"', [("ValueUnknown", 13, "derives_from")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "faults"), FAULTS, ids=[f"{old!r} -> {new!r}" for old, new, _ in FAULTS]
)
def test_a_fault_is_told_with_its_line(old: str, new: str, faults: list[tuple[str, int, str]]) -> None:
    assert old in TEXT

    found = found_in(TEXT.replace(old, new, 1))

    assert len(found) == len(faults)
    for kind, line, where in faults:
        assert [f for f in found if f[0] == kind and f[1] == line and f[2].endswith(where)]


def test_all_faults_are_told_in_the_order_of_lines() -> None:
    text = TEXT.replace('"10.00"\n  step', '"x"\n  step').replace("semantics = 1", "semantics = 2")

    assert [line for _, line, _ in found_in(text)] == [3, 46]


def test_broken_toml_is_told_with_its_line() -> None:
    assert found_in('code = "a"\nversion = \n') == [("TomlUnreadable", 2, "")]
    assert found_in('code = "a"\nname = """open') == [("TomlUnreadable", 2, "")]


def test_every_fault_has_a_sentence_with_file_and_line() -> None:
    for old, new, _ in FAULTS:
        with pytest.raises(CriteriaSetUnsound) as caught:
            criteria.load(TEXT.replace(old, new, 1), file="t.toml")
        for fault in caught.value.faults:
            assert sentence(fault, "vi").startswith(f"t.toml, dòng {fault.facts['line']}: ")
            assert sentence(fault, "en").startswith(f"t.toml, line {fault.facts['line']}: ")


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ('level = "2"', 'level = "3"', "LevelUnknown"),
        ('level = "2"', 'min_total_percent = "50.00"', "NotForLogic"),
        ('levels = ["1", "2"]', 'levels = ["2", "1"]', "OutOfOrder"),
        ('levels = ["1", "2"]', 'levels = ["0", "2"]', "LevelUnknown"),
        ('levels = ["1", "2"]', "levels = []", "ListEmpty"),
        ('kind = "level"\n  levels = ["1", "2"]', 'kind = "points"\n  max = "1"', "NotForLogic"),
        ("[[rating]]\ncode", '[pass]\nmin_total_percent = "1"\n[[rating]]\ncode', "NotForLogic"),
    ],
)
def test_a_levels_set_has_faults_of_its_own(old: str, new: str, kind: str) -> None:
    assert kind in [name for name, _, _ in found_in(LEVELS.replace(old, new, 1))]


def test_a_draft_may_leave_numbers_open_and_says_which() -> None:
    s = load(TEXT.replace('"sample"', '"draft"').replace('max = "10.00"', 'max = ""'))

    assert s.unknown == ("criterion[1].indicator[1].max",)
    assert not s.is_complete


def test_a_set_needs_a_criterion_and_points() -> None:
    start = TEXT.partition("[[rating]]")[0].replace('min_criterion_percent = { "1" = "40.00" }\n', "")

    assert [kind for kind, _, _ in found_in(start)] == ["KeyMissing"]
    assert [kind for kind, _, _ in found_in("criterion = []\n" + start)] == ["ListEmpty"]


def test_texts_do_not_move_the_rules_digest_and_rules_do_not_move_the_texts_digest() -> None:
    base = load()
    other_text = load(TEXT.replace("Giúp", "Giúp thêm"))
    other_rule = load(TEXT.replace('max = "10.00"', 'max = "10.50"'))

    assert other_text.rules_digest == base.rules_digest != other_rule.rules_digest
    assert other_rule.texts_digest == base.texts_digest != other_text.texts_digest


def test_how_a_file_is_laid_out_moves_no_digest() -> None:
    spaced = "# lời dẫn\n" + TEXT.replace(" = ", "   =  ").replace('"10.00"', '"10"').replace("\n", "\r\n")

    assert load(spaced) == load()


def test_packaged_files_are_sound_and_named_by_their_key() -> None:
    for key, text in data.criteria_files():
        assert criteria.load(text, file=key).key == key


def test_published_sets_keep_the_digests_they_were_published_with() -> None:
    lines = [line.split() for line in data.criteria_lock().splitlines() if not line.startswith("#")]
    sets = [criteria.load(text, file=key) for key, text in data.criteria_files()]

    assert lines == [[s.key, s.rules_digest, s.texts_digest] for s in sets if s.is_published]


def test_a_set_for_one_organisation_is_another_set_of_rules_than_one_for_its_place() -> None:
    place = 'scope = { place = "Xã A", organisation_kind = "" }'
    for_place = criteria.load(TEXT.replace('scope = { place = "", organisation_kind = "" }', place))
    alone = criteria.load(
        TEXT.replace(
            'scope = { place = "", organisation_kind = "" }',
            'scope = { place = "Xã A", organisation = "Trường A" }',
        )
    )

    assert (alone.scope_place, alone.scope_organisation) == ("Xã A", "Trường A")
    assert alone.rules_digest != for_place.rules_digest
