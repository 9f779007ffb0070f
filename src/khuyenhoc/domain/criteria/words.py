"""The words the format allows, and those that answers may be written in."""

from khuyenhoc.domain.text import clean

TITLES = ("citizen", "household", "clan", "community", "organisation", "centre")
LEVELS = ("hamlet", "commune", "district", "province")
COUNTED = ("members", "households", "clans", "hamlets", "organisations")
SEMANTICS = (1,)

YES = frozenset({"yes", "có", "1", "x"})
NO = frozenset({"no", "không", "0"})
NOT_APPLICABLE_WORDS = frozenset(
    {"na", "n/a", "not_applicable", "not applicable", "không áp dụng", "khong ap dung", "kad"}
)


def folded(text: str) -> str:
    """A word as it is compared: clean (NFC, one line) and in no particular case."""
    return clean(text).casefold()
