"""Many new objects of one model at once."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db import models
from django.db.models.base import ModelState

M = TypeVar("M", bound=models.Model)


def make(model: type[M], columns: Sequence[str], rows: Iterable[Sequence[Any]], **same: Any) -> list[M]:
    """Unsaved objects as the model's own call makes them, in a fifth of its time.

    columns: names as the objects' own attributes ("place_id"), each row's values in their order. same: what is alike
    in every object. A column not named has its default. No signal is sent.
    """
    named = {*columns, *same}
    others = [field for field in model._meta.concrete_fields if field.attname not in named]
    alike = {field.attname: field.get_default() for field in others if not callable(field.default)} | same
    own = [field for field in others if callable(field.default)]
    made = []
    for row in rows:
        one = model.__new__(model)
        one.__dict__.update(alike)
        one.__dict__.update(zip(columns, row, strict=True))
        for field in own:
            one.__dict__[field.attname] = field.get_default()
        one._state = ModelState()
        made.append(one)
    return made
