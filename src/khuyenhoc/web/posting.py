"""How a form becomes a deed: once, with its rule's sentence on the form when it cannot be."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from functools import wraps
from typing import Any, ClassVar, ParamSpec, TypeVar, cast
from uuid import uuid4

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from khuyenhoc.apps.audit import actions as audit
from khuyenhoc.apps.audit import queries as audit_queries
from khuyenhoc.domain.errors import LIKE_UNKNOWN, RuleBroken
from khuyenhoc.sentences import sentence
from khuyenhoc.web.request import SignedInRequest

T = TypeVar("T")
P = ParamSpec("P")
Deed = Callable[[datetime], dict[str, Any]]
NOT_OF_THE_DEED = frozenset({"csrfmiddlewaretoken", "key"})


def fresh_key() -> str:
    return uuid4().hex


class SecretField(forms.CharField):
    """What is typed here is no part of what a receipt remembers."""


class DeedForm(forms.Form):
    """A form that does something; its hidden key makes pressing twice the same as pressing once."""

    # code of a broken rule → the field in which it is mended; any other rule concerns the form as a whole
    mended_in: ClassVar[Mapping[str, str]] = {}
    key = forms.CharField(max_length=64, widget=forms.HiddenInput, initial=fresh_key)


def done(request: SignedInRequest, form: DeedForm, deed: Deed) -> dict[str, Any] | None:
    """Do what a sound form asks, and answer what the deed told; None when the form or a rule forbids it.

    deed: takes the moment, returns plain JSON. A form sent again (twice pressed, a lost answer) gets the first
    answer and nothing is done twice. A broken rule stands on the form in its sentence and all that was typed
    stays; what is foreign or unknown answers as a page that is not there.
    """
    # a passphrase or a person's number leaves no trace, not even a quick hash of it
    secret = {
        n
        for n, field in form.fields.items()
        if isinstance(field, SecretField) or isinstance(field.widget, forms.PasswordInput)
    }
    asked = _asked(request, secret)
    if not form.is_valid():
        # once the deed is done its form may no longer fit what is there; a sound one is looked up by `audit.once`
        return None if _is_new(request, asked) else audit_queries.answered(**asked)
    return tried(form, lambda at: audit.once(lambda: deed(at), at=at, **asked))


def in_one_transaction(view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """A page whose deed is done over and over: what it asks before the deed is not asked again within it.

    The deed is a step back of its own inside: a rule that it breaks leaves the page to be drawn.
    """

    @wraps(view)
    def held(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        request = cast(HttpRequest, args[0])
        if request.method != "POST":
            return view(*args, **kwargs)
        with transaction.atomic():
            return view(*args, **kwargs)

    return held


def done_before(request: SignedInRequest) -> bool:
    """Whether this very request was answered already, for a page whose form is gone once its deed is done."""
    if request.method != "POST":
        return False
    asked = _asked(request)
    if audit_queries.answered(**asked) is not None:
        return True
    request.known_as_new = asked
    return False


def _is_new(request: SignedInRequest, asked: dict[str, Any]) -> bool:
    """Whether `done_before` found no answer a moment ago; whoever was quicker since is met by `audit.once`."""
    return getattr(request, "known_as_new", None) == asked


def _asked(request: SignedInRequest, secret: Collection[str] = ()) -> dict[str, Any]:
    unheld = NOT_OF_THE_DEED.union(secret)
    return {
        "actor": request.user.username,
        "route": cast(Any, request.resolver_match).view_name,
        "key": request.POST.get("key", "")[:64],
        "body": {
            "address": request.path,
            **{name: request.POST.getlist(name) for name in request.POST if name not in unheld},
        },
    }


def tried(form: forms.Form, deed: Callable[[datetime], T]) -> T | None:
    """The same without a receipt, for what may well be done twice: keeping a draft."""
    try:
        return deed(timezone.now())
    except RuleBroken as error:
        if error.code in LIKE_UNKNOWN:
            raise
        field = getattr(form, "mended_in", {}).get(error.code)
        form.add_error(field, sentence(error, get_language() or "vi"))
        if isinstance(error, audit.SameKeyOtherRequest):
            _renew(form)
        return None


def rehearsed(form: DeedForm, deed: Callable[[datetime], T]) -> T | None:
    """What the deed would do, done and rolled back at once; None when the form or a rule forbids it, as `done`."""
    if not form.is_valid():
        return None
    with transaction.atomic():
        told = tried(form, deed)
        transaction.set_rollback(True)
    return told


def _renew(form: forms.Form) -> None:
    """Whoever changed a sent form and sends it once more means another deed."""
    data = cast(Any, form.data).copy()
    data["key"] = fresh_key()
    form.data = data
