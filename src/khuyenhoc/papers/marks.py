"""What a paper has to say of itself: that its people are made up, that its set was never compared with the decree."""

from khuyenhoc.domain.criteria import CriteriaSet, Status
from khuyenhoc.sentences import words


def marks(rules: CriteriaSet | None, *, is_sample: bool) -> tuple[str, ...]:
    """Sentences for the foot of every page. is_sample: somebody on it was made up for a demonstration."""
    told = ["MADE_UP_DATA"] if is_sample else []
    if rules is not None and rules.status is Status.SAMPLE:
        told.append("SAMPLE_SET")
    if rules is not None and not rules.checked_against_original:
        told.append("SET_NOT_CHECKED")
    return tuple(words.caution(code, {}) for code in told)
