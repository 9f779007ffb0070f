"""Finding the criteria set that holds."""

from functools import lru_cache

from khuyenhoc.apps.criteria.models import CriteriaSetVersion
from khuyenhoc.domain import criteria
from khuyenhoc.domain.criteria import CriteriaSet
from khuyenhoc.domain.errors import RuleBroken


class SetNotFound(RuleBroken):
    """No such set is loaded; facts: key."""

    code = "SET_NOT_FOUND"


class RulesNotAsPublished(RuleBroken):
    """Somebody replaced the text of a stored set by one with other rules; facts: set."""

    code = "RULES_NOT_AS_PUBLISHED"


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
    """The set as the domain reads it; one reading of a text serves the process. Errors: RulesNotAsPublished."""
    read = _read(stored.text, stored.key)
    if read.rules_digest != stored.rules_digest:
        raise RulesNotAsPublished(set=stored.key)
    return read


@lru_cache(maxsize=256)
def _read(text: str, key: str) -> CriteriaSet:
    return criteria.load(text, file=key)
