"""Finding the criteria set that holds."""

from functools import lru_cache

from khuyenhoc.apps.criteria.models import CriteriaSetVersion
from khuyenhoc.domain import criteria
from khuyenhoc.domain.criteria import CriteriaSet
from khuyenhoc.domain.errors import RuleBroken


class SetNotFound(RuleBroken):
    """No such set is loaded; facts: key."""

    code = "SET_NOT_FOUND"


def get(key: str) -> CriteriaSetVersion:
    """By "code@version". Errors: SetNotFound."""
    code, _, version = key.partition("@")
    found = CriteriaSetVersion.objects.filter(code=code, version=version).first()
    if found is None:
        raise SetNotFound(key=key)
    return found


def everything() -> list[CriteriaSetVersion]:
    return list(CriteriaSetVersion.objects.order_by("title", "level", "code", "version"))


def rules(stored: CriteriaSetVersion) -> CriteriaSet:
    """The set as the domain reads it; the text never changes, so one reading serves the process."""
    return _read(stored.text, stored.key)


@lru_cache(maxsize=256)
def _read(text: str, key: str) -> CriteriaSet:
    return criteria.load(text, file=key)
