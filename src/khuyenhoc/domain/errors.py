"""What goes wrong when a rule is broken; the sentences for people stand in khuyenhoc.sentences."""

from typing import Any, ClassVar, Final


class RuleBroken(Exception):
    """A rule of the field refuses the deed.

    `code` never changes once published: programs and sentences rely on it.
    `facts` fill the sentence; they hold ids, codes and numbers, never secrets.
    """

    code: ClassVar[str] = "RULE_BROKEN"

    def __init__(self, **facts: Any) -> None:
        super().__init__(self.code, facts)
        self.facts: dict[str, Any] = facts

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.code}({told})" if told else self.code


# Whoever may not see a thing learns no more than whoever asks for a thing that is not there.
LIKE_UNKNOWN: Final = frozenset(
    {"OUTSIDE_SCOPE", "SET_NOT_FOUND", "PLACE_UNKNOWN_THEN", "CASES_UNKNOWN", "REPORT_UNKNOWN"}
)
