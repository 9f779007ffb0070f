"""A local set as a form: inputs where a local change keeps it comparable, nothing where it would not."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from khuyenhoc.domain.criteria import Criterion, Exclusion, Indicator, Kind, Logic, Words
from khuyenhoc.domain.criteria.model import Option, Prerequisite
from khuyenhoc.domain.criteria.reading import clean_lines
from khuyenhoc.domain.criteria.shaping import SPLIT_KINDS, UNSCORED_KINDS, Shape, Share
from khuyenhoc.web.criteria.rows import Group, NumberField, Part, Row, named, shown
from khuyenhoc.web.days import DayField
from khuyenhoc.web.posting import DeedForm

LONGEST_TEXT = 2000
PARTS_AT_ONCE = 3  # rows offered where an indicator is first split; a split one gets one more row at a time
FLOOR = "d:indicators"

Told = dict[str, Any]

HOW = {Kind.POINTS: _("Cho điểm"), Kind.YES_NO: _("Có hay không"), Kind.SHARE: _("Bao nhiêu trên tổng số")}


class ShapeForm(DeedForm):
    """base: the text to which the form's changes are made; nothing changed leaves it to the letter."""

    base = forms.CharField(strip=False, widget=forms.Textarea(attrs={"hidden": True, "aria-hidden": "true"}))
    name_vi = forms.CharField(label=_("Tên bộ"), max_length=300)
    name_en = forms.CharField(label=_("Tên bộ bằng tiếng Anh"), max_length=300, required=False)
    since = DayField(label=_("Có hiệu lực từ ngày"))
    documents = forms.CharField(
        label=_("Văn bản làm căn cứ, mỗi văn bản một dòng"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, shape: Shape, text: str, **kwargs: Any) -> None:
        rules = shape.rules
        kwargs["initial"] = {
            "base": text,
            "name_vi": rules.name.vi,
            "name_en": rules.name.en,
            "since": rules.in_force_from,
            "documents": "\n".join(rules.legal_basis),
        }
        super().__init__(*args, **kwargs)
        self.shape = shape
        self._taking: dict[str, str] = {}  # a part by its name → the box that takes it away
        self._checks: list[Callable[[Told], None]] = []
        self._changes: list[Callable[[Told], None]] = []
        self.heads = [self[name] for name in ("name_vi", "name_en", "since", "documents")]
        self.demands = list(self._demands())
        self.groups = [self._group(criterion) for criterion in rules.criteria]
        self.exclusions = [self._exclusion(one) for one in rules.exclusions]
        self.prerequisites = [self._prerequisite(one) for one in rules.prerequisites]
        self.adding = self._add("nx", gettext("Điều loại trừ thêm"))
        self._changes.append(self._new_exclusion)

    def clean(self) -> dict[str, Any]:
        told: Told = super().clean() or {}
        for check in self._checks:
            check(told)
        return told

    def written(self) -> str:
        """The text with all that was changed on the form; asked once, of a valid form."""
        told, shape = self.cleaned_data, self.shape
        names = Words(told["name_vi"], told["name_en"])
        if names != Words(shape.rules.name.vi, shape.rules.name.en):
            shape.name(names)
        if told["since"] != shape.rules.in_force_from:
            shape.hold_from(told["since"])
        documents = tuple(line.strip() for line in told["documents"].splitlines() if line.strip())
        if documents != shape.rules.legal_basis:
            shape.base_on(documents)
        for change in self._changes:
            change(told)
        return shape.text()

    def _add(self, name: str, label: str, one: forms.Field | None = None) -> BoundField:
        """One more input of the form; a text of several lines unless told otherwise."""
        area = forms.Textarea(attrs={"rows": 2})
        self.fields[name] = one or forms.CharField(required=False, max_length=LONGEST_TEXT, widget=area)
        self.fields[name].label = label
        return self[name]

    def _words(
        self, part: Part, key: str, name: str, before: Words, labels: tuple[str, str]
    ) -> list[BoundField]:
        """A text in both languages, and the change that rewords it."""
        inputs = [self._add(f"{name}:vi", labels[0]), self._add(f"{name}:en", labels[1])]
        self.fields[f"{name}:vi"].required = key == "text" and bool(before.vi)
        self.initial.update({f"{name}:vi": before.vi, f"{name}:en": before.en})

        def reword(told: Told) -> None:
            now = Words(clean_lines(told[f"{name}:vi"]), clean_lines(told[f"{name}:en"]))
            if now != Words(before.vi, before.en) and not self._is_taken(part, told):
                self.shape.reword(part, key, now)

        self._changes.append(reword)
        return inputs

    def _said(self, part: Part) -> list[BoundField]:
        """The words of a part and those that explain it."""
        name = named(part)
        text = (gettext("Lời"), gettext("Lời bằng tiếng Anh"))
        explained = (gettext("Giải thích"), gettext("Giải thích bằng tiếng Anh"))
        return [
            *self._words(part, "text", f"{name}:text", part.text, text),
            *self._words(part, "help", f"{name}:help", part.help, explained),
        ]

    def _is_taken(self, part: Part, told: Told) -> bool:
        """Whether the part goes: taken away, or made whole again with its siblings."""
        return bool(told.get(self._taking.get(named(part), "")))

    def _demand(self, name: str, label: str, *, now: int | None, frame: int | None, most: int) -> BoundField:
        found = self._add(name, label, NumberField(least=frame or 0, most=most, required=frame is not None))
        self.initial[name] = now
        return found

    def _demands(self) -> Iterable[BoundField]:
        """What must be reached: never less than the frame's, and more where the place wants more."""
        shape, rule, frame = self.shape, self.shape.rules.pass_rule, self.shape.frame.pass_rule
        if shape.rules.logic is Logic.LEVELS:
            return
        floors, framed = dict(rule.min_criterion_percent), dict(frame.min_criterion_percent)
        wanted: list[tuple[str, str, int | None, int | None, Callable[[int], None]]] = [
            (
                "d:total",
                gettext("Tổng điểm phải đạt (phần trăm)"),
                rule.min_total_percent,
                frame.min_total_percent,
                shape.demand_total,
            )
        ]
        for one in shape.rules.criteria:
            told = gettext("Tiêu chí %(code)s phải đạt (phần trăm)") % {"code": one.code}
            raised = partial(shape.demand_of_criterion, one.code)
            wanted.append((f"d:c:{one.code}", told, floors.get(one.code), framed.get(one.code), raised))
        framed_ratings = {one.code: one.min_total_percent for one in shape.frame.ratings}
        for rating in shape.rules.ratings:
            told = gettext("Xếp loại %(name)s từ (phần trăm)") % {
                "name": rating.name.say(get_language() or "vi")
            }
            raised = partial(shape.demand_of_rating, rating.code)
            floor = framed_ratings.get(rating.code)
            wanted.append((f"d:r:{rating.code}", told, rating.min_total_percent, floor, raised))
        for name, label, now, least, change in wanted:
            yield self._demand(name, label, now=now, frame=least, most=10_000)
            self._raise_later(name, now, change)
        scored = [one.max_points for one in shape.rules.indicators if one.max_points]
        if scored:
            told, now = gettext("Điểm ít nhất của mỗi chỉ tiêu"), rule.min_indicator_points
            yield self._demand(FLOOR, told, now=now, frame=frame.min_indicator_points, most=min(scored))
            self._raise_later(FLOOR, now, shape.demand_of_indicators)

    def _raise_later(self, name: str, now: int | None, change: Callable[[int], None]) -> None:
        def do(told: Told) -> None:
            if told[name] != now:
                change(told[name] or 0)

        self._changes.append(do)

    def _group(self, criterion: Criterion) -> Group:
        framed = next((one for one in self.shape.frame.criteria if one.code == criterion.code), None)
        rows = [row for one in framed.indicators for row in self._indicator(one)] if framed else []
        rows += [self._own(one) for one in self.shape.own_of(criterion)]
        adding = self._new_indicator(criterion) if criterion.indicators else []
        return Group(Row(criterion, framed, self._said(criterion)), rows, adding)

    def _indicator(self, frame: Indicator) -> Iterable[Row]:
        """The row of a whole indicator, or those of the parts that it is split into."""
        parts = self.shape.parts_of(frame)
        name = named(frame)
        if frame in parts or (parts and parts[0].code == frame.code):
            splitting = []
            if self.shape.may_split(frame):
                splitting = [self._split_row(frame, at) for at in range(PARTS_AT_ONCE)]
                self._later_split(frame)
            yield Row(parts[0], frame, [*self._said(parts[0]), *self._options(parts[0])], splitting)
            return
        taking = self._add(f"{name}:whole", gettext("Gộp lại như khung"), forms.BooleanField(required=False))
        for part in parts:
            self._taking[named(part)] = f"{name}:whole"
        for part in parts:
            inputs = [*self._said(part), *self._options(part)]
            if part.kind in SPLIT_KINDS:
                inputs.append(self._weight(part, frame))
            is_last = part is parts[-1]
            splitting = (
                [self._split_row(frame, 0, len(parts))] if is_last and self.shape.may_split(frame) else []
            )
            yield Row(part, frame, inputs, splitting, taking if part is parts[0] else None)
        self._later_part(frame, parts)

    def _options(self, indicator: Indicator) -> list[BoundField]:
        found = []
        for option in indicator.options:
            name = f"{named(indicator)}:o:{option.code}"
            label = gettext("Lời của lựa chọn %(code)s") % {"code": option.code}
            found += [
                self._add(f"{name}:vi", label),
                self._add(f"{name}:en", f"{label} ({gettext('tiếng Anh')})"),
            ]
            self.fields[f"{name}:vi"].required = bool(option.text.vi)
            self.initial.update({f"{name}:vi": option.text.vi, f"{name}:en": option.text.en})
            self._changes.append(partial(self._reword_option, indicator, option, name))
        return found

    def _reword_option(self, indicator: Indicator, option: Option, name: str, told: Told) -> None:
        now = Words(clean_lines(told[f"{name}:vi"]), clean_lines(told[f"{name}:en"]))
        if now != Words(option.text.vi, option.text.en) and not self._is_taken(indicator, told):
            self.shape.reword_option(indicator, option.code, now)

    def _weight(self, part: Indicator, frame: Indicator) -> BoundField:
        name = f"{named(part)}:max"
        found = self._add(name, gettext("Điểm tối đa"), NumberField(most=frame.max_points))
        self.initial[name] = part.max_points

        def weigh(told: Told) -> None:
            if told[name] != part.max_points and not self._is_taken(part, told):
                self.shape.weigh(part, told[name])

        self._changes.append(weigh)
        return found

    def _split_row(self, frame: Indicator, at: int, before: int = 0) -> list[BoundField]:
        """The inputs of one more part. before: how many parts there are already."""
        name = f"{named(frame)}:s{at}"
        found = [self._add(f"{name}:vi", gettext("Lời của phần %(number)s") % {"number": before + at + 1})]
        if frame.kind is not Kind.LEVEL:
            kinds = forms.ChoiceField(required=False, choices=[(one.value, HOW[one]) for one in SPLIT_KINDS])
            found.append(self._add(f"{name}:kind", gettext("Cách trả lời"), kinds))
            points = NumberField(most=frame.max_points, required=False)
            found.append(self._add(f"{name}:max", gettext("Điểm tối đa"), points))
        return found

    def _shares(self, frame: Indicator, told: Told, rows: int) -> list[tuple[str, Share]]:
        """The parts written on the form with the names of their rows; empty rows are none."""
        found = []
        for at in range(rows):
            name = f"{named(frame)}:s{at}"
            words, points = clean_lines(told.get(f"{name}:vi") or ""), told.get(f"{name}:max")
            if words or points:
                kind = Kind(told.get(f"{name}:kind") or SPLIT_KINDS[0])
                found.append((name, Share(Words(words), kind, points or 0)))
        return found

    def _later_split(self, frame: Indicator) -> None:
        def check(told: Told) -> None:
            shares = self._shares(frame, told, PARTS_AT_ONCE)
            if len(shares) == 1:
                self.add_error(f"{shares[0][0]}:vi", gettext("Tách thì phải có ít nhất hai phần."))
            elif shares:
                self._check_parts(frame, told, shares, [], "")

        def change(told: Told) -> None:
            shares = self._shares(frame, told, PARTS_AT_ONCE)
            if shares:
                self.shape.split(frame, [share for _name, share in shares])

        self._checks.append(check)
        self._changes.append(change)

    def _later_part(self, frame: Indicator, parts: Sequence[Indicator]) -> None:
        """One more part, and the sum of those there are with it."""

        def check(told: Told) -> None:
            if not self._is_taken(parts[0], told):
                boxes = [f"{named(part)}:max" for part in parts if part.kind in SPLIT_KINDS]
                weights = [told.get(f"{named(part)}:max", part.max_points) for part in parts]
                shares = self._shares(frame, told, 1)
                self._check_parts(frame, told, shares, weights, boxes[-1] if boxes else "")

        def change(told: Told) -> None:
            shares = self._shares(frame, told, 1)
            if shares and not self._is_taken(parts[0], told):
                self.shape.add_part(frame, shares[0][1])
            if self._is_taken(parts[0], told):
                self.shape.make_whole(frame)

        self._checks.append(check)
        self._changes.append(change)

    def _check_parts(
        self,
        frame: Indicator,
        told: Told,
        shares: list[tuple[str, Share]],
        weights: list[int | None],
        at: str,
    ) -> None:
        """Words for every part, and points that add up to the frame's. at: the input of the last part there is."""
        for name, share in shares:
            if not share.words.vi:
                self.add_error(f"{name}:vi", gettext("Phần này chưa có lời."))
        if frame.kind is Kind.LEVEL or None in weights:
            return
        found = sum(share.points for _name, share in shares) + sum(one or 0 for one in weights)
        at = f"{shares[-1][0]}:max" if shares else at
        if found != frame.max_points and at not in self.errors:
            both = {"wanted": shown(frame.max_points), "found": shown(found)}
            told_so = gettext("Các phần cộng lại phải bằng %(wanted)s điểm như khung; đang là %(found)s.")
            self.add_error(at or None, told_so % both)
            return
        floor = told.get(FLOOR) or 0
        for name, share in shares:
            if share.points < floor:
                told_so = gettext(
                    "Mỗi chỉ tiêu phải đạt ít nhất %(least)s điểm, nên phần này không được thấp hơn thế."
                )
                self.add_error(f"{name}:max", told_so % {"least": shown(floor)})

    def _own(self, indicator: Indicator) -> Row:
        return Row(
            indicator, None, [*self._said(indicator), *self._options(indicator)], taking=self._take(indicator)
        )

    def _take(self, own: Indicator | Exclusion) -> BoundField:
        name = f"{named(own)}:take"
        self._taking[named(own)] = name

        def change(told: Told) -> None:
            if told[name]:
                self.shape.drop(own)

        self._changes.append(change)
        return self._add(name, gettext("Bỏ mục này"), forms.BooleanField(required=False))

    def _new_indicator(self, criterion: Criterion) -> list[BoundField]:
        name = f"n:{criterion.code}"
        found = [self._add(f"{name}:vi", gettext("Lời của chỉ tiêu thêm"))]
        if self.shape.rules.logic is Logic.POINTS:
            kinds = forms.ChoiceField(
                required=False, choices=[(one.value, HOW[one]) for one in UNSCORED_KINDS]
            )
            found.append(self._add(f"{name}:kind", gettext("Cách trả lời"), kinds))

        def change(told: Told) -> None:
            words = clean_lines(told[f"{name}:vi"])
            if words:
                kind = Kind(told.get(f"{name}:kind") or UNSCORED_KINDS[0])
                self.shape.add_indicator(criterion, Words(words), kind)

        self._changes.append(change)
        return found

    def _exclusion(self, exclusion: Exclusion) -> Row:
        is_own = exclusion in self.shape.own_exclusions
        taking = self._take(exclusion) if is_own else None
        return Row(exclusion, None if is_own else exclusion, self._said(exclusion), taking=taking)

    def _new_exclusion(self, told: Told) -> None:
        words = clean_lines(told["nx"])
        if words:
            self.shape.add_exclusion(Words(words))

    def _prerequisite(self, one: Prerequisite) -> Row:
        framed = next((other for other in self.shape.frame.prerequisites if other.code == one.code), None)
        name = f"{named(one)}:percent"
        least = framed.min_percent if framed else None
        label = gettext("Ít nhất (phần trăm)")
        inputs = [*self._said(one), self._demand(name, label, now=one.min_percent, frame=least, most=10_000)]
        self._raise_later(name, one.min_percent, partial(self.shape.demand_held, one))
        return Row(one, framed, inputs)
