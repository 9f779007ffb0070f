"""How often a fault is tried: a tenth in the test command, all of it in `make faults`, more at night."""

import os


def dose(full: int, nightly: int, *, small: int | None = None) -> int:
    """Rounds to run, at least one: KHUYENHOC_DOSE is `full`, `nightly` or unset, a tenth of the full dose.

    small: instead of the tenth, where a round is dear and few of them show as much.
    """
    match os.environ.get("KHUYENHOC_DOSE", ""):
        case "":
            return max(1, full // 10) if small is None else small
        case "full":
            return full
        case "nightly":
            return nightly
        case other:
            raise ValueError(f"KHUYENHOC_DOSE={other!r}: only full or nightly")
