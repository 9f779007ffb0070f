"""Random criteria sets and random answers to them, sound and unsound; hypothesis draws them small."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from khuyenhoc.domain import criteria
from khuyenhoc.domain.answers import NOT_APPLICABLE, Answer, Share, Unreadable
from khuyenhoc.domain.criteria import CriteriaSet, Indicator, Kind
from khuyenhoc.domain.numbers import plain

POINTS_KINDS = ("points", "choice", "yes_no", "share", "derived")
percents = st.integers(0, 10000)


@st.composite
def sets(draw: st.DrawFn, *, logic: str = "") -> CriteriaSet:
    """A sound set of one to three criteria; points or levels."""
    logic = logic or draw(st.sampled_from(["points", "levels"]))
    shape = draw(st.lists(st.integers(1, 4), min_size=1, max_size=3))
    lines = [
        'code = "s"\nversion = "1"\nsemantics = 1\ntitle = "household"\nname = { vi = "Mẫu" }',
        f'status = "sample"\nlogic = "{logic}"',
    ]
    body = []
    for number, size in enumerate(shape, start=1):
        body.append(f'[[criterion]]\ncode = "{number}"\ntext = {{ vi = "Tiêu chí" }}')
        body += [draw(_indicator(f"{number}.{below}", logic)) for below in range(1, size + 1)]
    text_body = "\n".join(body)
    if logic == "points":
        lines.append(draw(_pass(len(shape))))
        floors = sorted(draw(st.sets(percents, max_size=3)), reverse=True)
        lines += [
            f'[[rating]]\ncode = "r{n}"\nmin_total_percent = "{plain(f)}"' for n, f in enumerate(floors)
        ]
    else:
        known = sorted({int(level) for level in "123" if f'"{level}"' in text_body.partition("levels")[2]})
        asked = [level for level in known if draw(st.booleans())]
        asked = [level for level in asked if _asks(text_body, level)]
        lines += [f'[[rating]]\ncode = "r{level}"\nlevel = "{level}"' for level in reversed(asked)]
    against = [
        f'[[exclusion]]\ncode = "X{n}"\ntext = {{ vi = "Loại" }}' for n in range(draw(st.integers(0, 2)))
    ]
    against += [
        f'[[prerequisite]]\ncode = "P{n}"\ncounts = "members"\nholding = "citizen"\n'
        f'min_percent = "{plain(draw(percents))}"'
        for n in range(draw(st.integers(0, 2)))
    ]
    parts = [text_body, *against] if draw(st.booleans()) else [*against, text_body]
    return criteria.load("\n".join([*lines, *parts]))


def _asks(body: str, level: int) -> bool:
    return any(f'"{level}"' in line for line in body.splitlines() if line.startswith("levels"))


@st.composite
def _pass(draw: st.DrawFn, criteria_count: int) -> str:
    lines = ["[pass]"]
    if draw(st.booleans()):
        lines.append(f'min_total_percent = "{plain(draw(percents))}"')
    if draw(st.booleans()):
        floors = {n: draw(percents) for n in range(1, criteria_count + 1) if draw(st.booleans())}
        lines.append(
            "min_criterion_percent = {" + ", ".join(f'"{n}" = "{plain(f)}"' for n, f in floors.items()) + "}"
        )
    if draw(st.booleans()):
        lines.append(f'min_indicator_points = "{plain(draw(st.integers(0, 100)))}"')
    return "\n".join(lines)


@st.composite
def _indicator(draw: st.DrawFn, code: str, logic: str) -> str:
    kind = "level" if logic == "levels" else draw(st.sampled_from(POINTS_KINDS))
    rule = draw(st.sampled_from(["full", "rescale", "forbid"]))
    most = draw(st.integers(100, 3000))
    lines = [f'[[criterion.indicator]]\ncode = "{code}"\nkind = "{kind}"\nnot_applicable = "{rule}"']
    if kind == "points":
        step = draw(st.sampled_from([1, 25, 50, 100]))
        lines.append(f'max = "{plain(most)}"\nstep = "{plain(step)}"')
    elif kind == "yes_no":
        lines.append(f'max = "{plain(most)}"')
    elif kind == "choice":
        points = [most, *draw(st.lists(st.integers(0, most), max_size=3))]
        options = ", ".join(f'{{ code = "o{n}", points = "{plain(p)}" }}' for n, p in enumerate(points))
        lines.append(f"options = [{options}]")
    elif kind == "level":
        levels = sorted(draw(st.sets(st.integers(1, 3), min_size=1)))
        lines.append("levels = [" + ", ".join(f'"{level}"' for level in levels) + "]")
    else:
        floors = sorted(draw(st.sets(percents, min_size=1, max_size=3)), reverse=True)
        earned = sorted([most, *(draw(st.integers(0, most)) for _ in floors[1:])], reverse=True)
        bands = ", ".join(
            f'{{ min_percent = "{plain(f)}", points = "{plain(p)}" }}'
            for f, p in zip(floors, earned, strict=True)
        )
        lines.append(f"bands = [{bands}]")
        if kind == "derived":
            lines.append('counts = "households"\nholding = "household"')
    return "\n".join(lines)


def answers_to(criteria_set: CriteriaSet, *, wild: bool = True) -> st.SearchStrategy[Mapping[str, Answer]]:
    """Answers to some or all of the set's questions; `wild` also gives wrong ones."""
    optional: dict[str, st.SearchStrategy[Any]] = {i.code: _answer(i, wild) for i in criteria_set.indicators}
    for exclusion in criteria_set.exclusions:
        optional[exclusion.code] = st.booleans() | st.just(False) | (_odd if wild else st.nothing())
    for prerequisite in criteria_set.prerequisites:
        optional[prerequisite.code] = _shares | (_odd if wild else st.nothing())
    full = st.fixed_dictionaries(optional)
    return full | st.fixed_dictionaries({}, optional=optional) if wild else full


_odd: st.SearchStrategy[Answer] = st.sampled_from(
    [Unreadable("?"), NOT_APPLICABLE, 10**13, -1, "zz", Share(3, 2), Share(0, 0)]
)
_shares = st.integers(1, 400).flatmap(lambda whole: st.builds(Share, st.integers(0, whole), st.just(whole)))


def _answer(indicator: Indicator, wild: bool) -> st.SearchStrategy[Answer]:
    sound: st.SearchStrategy[Answer]
    if indicator.kind is Kind.POINTS:
        steps = indicator.max_points // indicator.step
        sound = st.integers(0, steps).map(lambda n: n * indicator.step)
    elif indicator.kind is Kind.YES_NO:
        sound = st.booleans()
    elif indicator.kind is Kind.CHOICE:
        sound = st.sampled_from([option.code for option in indicator.options])
    elif indicator.kind is Kind.LEVEL:
        sound = st.integers(0, indicator.levels[-1])
    else:
        sound = _shares
    if indicator.not_applicable != "forbid":
        sound = st.one_of(sound, sound, st.just(NOT_APPLICABLE))
    rare = st.integers(0, 3000) | _odd
    return st.integers(0, 19).flatmap(lambda roll: rare if wild and roll == 0 else sound)
