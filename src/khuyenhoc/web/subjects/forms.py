"""What may be asked of the register, and what is written into it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from khuyenhoc.apps.subjects.actions import KeptNumber, Why, kept_number
from khuyenhoc.apps.subjects.queries import ORDERS
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.intake import cells
from khuyenhoc.domain.titles import Level, Title
from khuyenhoc.sentences import sentence
from khuyenhoc.web.choices import Choices, any_or, spoken
from khuyenhoc.web.days import DayField
from khuyenhoc.web.posting import DeedForm, SecretField
from khuyenhoc.web.request import today
from khuyenhoc.web.walking.forms import Ids, UndoneIds

PEOPLE = 10  # lines for people beside a new household; the first five are open
NAME_MISSING = {"required": _("Chưa ghi tên.")}
NOBODY = {"autocomplete": "off", "autocapitalize": "words"}


class RegisterForm(forms.Form):
    """Everything has a default, so that the bare address shows something.

    base: a base kind, whose rows alone are shown.
    """

    q = forms.CharField(label=_("Tìm theo tên"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Loại"), required=False, choices=spoken("subject", Title))
    level = forms.ChoiceField(
        label=_("Cấp"), required=False, choices=any_or("level", [level for level in Level if level])
    )
    sort = forms.ChoiceField(label=_("Xếp theo"), required=False, choices=spoken("register_order", ORDERS))
    year = forms.IntegerField(label=_("Năm"), required=False, min_value=1900, max_value=2099)
    place = forms.IntegerField(required=False, min_value=1, max_value=10**18, widget=forms.HiddenInput)
    base = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    after = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)


class BirthField(forms.CharField):
    """A year, or a whole day of which only the year is kept; empty where it is not known."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Năm sinh"))
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 20})
        )
        super().__init__(required=False, max_length=20, **kwargs)

    def clean(self, value: Any) -> int | None:
        typed: str = super().clean(value)
        try:
            return cells.birth_year(typed, today=today())
        except RuleBroken as error:
            raise forms.ValidationError(sentence(error, get_language() or "vi")) from error


class NumberField(SecretField):
    """A person's number, of which only a hash and four digits go on from here."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Số căn cước, 12 số (không bắt buộc)"))
        hints = {"inputmode": "numeric", "autocomplete": "off", "maxlength": 20}
        super().__init__(required=False, max_length=20, widget=forms.TextInput(attrs=hints), **kwargs)

    def clean(self, value: Any) -> KeptNumber | None:
        typed: str = super().clean(value)
        try:
            return kept_number(typed)
        except RuleBroken as error:
            raise forms.ValidationError(sentence(error, get_language() or "vi")) from error


class AddForm(DeedForm):
    """One new subject; places: the hamlets, or communes, it may be entered at."""

    anyway = forms.BooleanField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Tên"), max_length=200, error_messages=NAME_MISSING, widget=forms.TextInput(attrs=NOBODY)
    )
    place = forms.TypedChoiceField(label=_("Nơi"), coerce=int)
    since = DayField(label=_("Có ở đây từ ngày"))

    def __init__(self, *args: Any, kind: Title, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places  # type: ignore[attr-defined]  # a ChoiceField's
        self.fields["name"].label = {
            Title.HOUSEHOLD: _("Tên hộ (tên chủ hộ)"),
            Title.CITIZEN: _("Họ và tên"),
        }.get(kind, _("Tên"))
        if kind is Title.COMMUNITY:
            del self.fields["name"]
        if kind is Title.HOUSEHOLD:
            self.fields["code"] = forms.CharField(
                label=_("Mã hộ trong danh sách của thôn (nếu có)"), required=False, max_length=32
            )
        if kind is Title.CITIZEN:
            self.fields["birth_year"] = BirthField()
            self.fields["number"] = NumberField()


class AddHouseholdForm(AddForm):
    """A household with its people on one screen; lines without a name are left out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, PEOPLE + 1):
            self.fields[f"person_{number}"] = forms.CharField(
                label=_("Họ và tên"),
                required=False,
                max_length=200,
                widget=forms.TextInput(attrs=NOBODY),
            )
            self.fields[f"born_{number}"] = BirthField()

    def lines(self) -> list[tuple[Any, Any]]:
        return [(self[f"person_{n}"], self[f"born_{n}"]) for n in range(1, PEOPLE + 1)]

    def open_lines(self) -> list[tuple[Any, Any]]:
        return self.lines()[: PEOPLE // 2]

    def further_lines(self) -> list[tuple[Any, Any]]:
        return self.lines()[PEOPLE // 2 :]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        told["people"] = []
        for number in range(1, PEOPLE + 1):
            name, born = told.get(f"person_{number}"), told.get(f"born_{number}")
            if name:
                told["people"].append((name, born))
            elif born:
                self.add_error(f"person_{number}", _("Có năm sinh mà chưa có tên."))
        return told


class AlikeForm(forms.Form):
    kind = forms.ChoiceField(choices=[(kind.value, kind.value) for kind in Title])
    name = forms.CharField(max_length=200)
    birth_year = BirthField()
    place = forms.IntegerField(min_value=1, max_value=10**18)


class CorrectForm(DeedForm):
    """held_*: what stood on the page, so that nobody overwrites another's correction unseen."""

    name = forms.CharField(
        label=_("Tên đúng"), max_length=200, error_messages=NAME_MISSING, widget=forms.TextInput(attrs=NOBODY)
    )
    birth_year = BirthField()
    code = forms.CharField(label=_("Mã hộ trong danh sách của thôn"), required=False, max_length=32)
    number = NumberField(label=_("Số căn cước mới, 12 số (để trống thì giữ nguyên)"))
    drop_number = forms.BooleanField(label=_("Xóa số căn cước đã lưu"), required=False)
    held_name = forms.CharField(widget=forms.HiddenInput, max_length=200, strip=False)
    held_birth = forms.IntegerField(widget=forms.HiddenInput, required=False)
    held_code = forms.CharField(widget=forms.HiddenInput, required=False, max_length=32, strip=False)

    def __init__(self, *args: Any, kind: Title, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind is not Title.CITIZEN:
            del self.fields["birth_year"], self.fields["number"], self.fields["drop_number"]
        if kind is not Title.HOUSEHOLD:
            del self.fields["code"]


class MoveForm(DeedForm):
    place = forms.TypedChoiceField(label=_("Chuyển đến"), coerce=int)
    on = DayField(label=_("Từ ngày"))
    member = Ids(required=False)
    with_members = forms.BooleanField(
        label=_("Chuyển luôn sang chi hội ở nơi mới, nếu nơi đó có chi hội"), required=False
    )

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places  # type: ignore[attr-defined]  # a ChoiceField's


class EndForm(DeedForm):
    why = forms.ChoiceField(
        label=_("Vì sao?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn một lý do.")},
    )
    on = DayField(label=_("Không còn ở đây từ ngày"))
    with_branch = forms.BooleanField(
        label=_("Đóng luôn ban khuyến học của nơi này; hội viên thôi tham gia cùng ngày"), required=False
    )

    def __init__(self, *args: Any, kind: Title, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fit = [why for why in Why if why is not (Why.DISSOLVED if kind is Title.CITIZEN else Why.DIED)]
        self.fields["why"].choices = spoken("why_ended", fit)()  # type: ignore[attr-defined]  # a ChoiceField's


class JoinForm(DeedForm):
    group = forms.TypedChoiceField(
        label=_("Vào"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn một nơi trong danh sách.")},
    )
    on = DayField(label=_("Từ ngày"))

    def __init__(self, *args: Any, groups: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = [  # type: ignore[attr-defined]  # a ChoiceField's
            (str(pk), name) for pk, name in groups
        ]


class LeaveForm(DeedForm):
    on = DayField(label=_("Từ ngày"))


class MovedForm(DeedForm):
    subject = UndoneIds()


class AffiliationsForm(DeedForm):
    affiliation = UndoneIds()
