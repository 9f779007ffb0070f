"""The second step of signing in: six digits from a telephone, or a printed code that is good once."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django_otp.oath import TOTP

from khuyenhoc.apps.accounts import queries
from khuyenhoc.apps.accounts.actions.passphrases import end_sessions, record, require_own
from khuyenhoc.apps.accounts.models import Authenticator, PrintedCode, User
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.short_codes import POSSIBLE, CodeUnsound, read_short_code, short_code

PRINTED = 10  # codes
MOST_TRIES = 5  # wrong codes, then nobody tries for WAIT; only who knows the passphrase gets so far
WAIT = timedelta(minutes=15)
SLOW_CLOCK = 1  # half minutes that a telephone's clock may be ahead or behind


class CodeWrong(RuleBroken):
    """Neither the digits of this moment nor a printed code that is left; facts: none."""

    code = "SECOND_CODE_WRONG"


class TooManyTries(RuleBroken):
    """Too many wrong codes for this account; facts: minutes to wait."""

    code = "SECOND_CODE_TOO_OFTEN"


@transaction.atomic
def add_authenticator(user: User, salt: str, typed: str, *, at: datetime) -> None:
    """Take up the app that shows the right digits now, in the place of an older one; every other session ends.

    Errors: SampleAccountFixed, AccountLocked, CodeWrong.
    """
    require_own(user)
    step = _step(user, salt, typed, after=-1, at=at)
    if step is None:
        raise CodeWrong()
    Authenticator.objects.update_or_create(
        user=user, defaults={"salt": salt, "last_step": step, "recorded_at": at}
    )
    _begin(user, at)
    record("second_step.authenticator_added", user, by=user.username, at=at)


@transaction.atomic
def print_codes(user: User, *, draw: Callable[[int], int], at: datetime) -> list[str]:
    """Ten codes, to be shown now and never again; those of before are worth nothing, every other session ends.

    draw: a number at random from 0 up to the one it is given, `secrets.randbelow`.
    Errors: SampleAccountFixed, AccountLocked.
    """
    require_own(user)
    codes = [short_code(draw(POSSIBLE)) for _ in range(PRINTED)]
    PrintedCode.objects.filter(user=user).delete()
    PrintedCode.objects.bulk_create(
        PrintedCode(user=user, digest=queries.printed_code_digest(user, code), recorded_at=at)
        for code in codes
    )
    _begin(user, at)
    record("second_step.codes_printed", user, by=user.username, at=at)
    return codes


@transaction.atomic
def drop_second_step(
    user: User, *, by: str, at: datetime, authenticator: bool = True, printed: bool = True
) -> None:
    """Take away the means named; without any the passphrase alone signs in again, until a role asks for more."""
    if authenticator:
        Authenticator.objects.filter(user=user).delete()
    if printed:
        PrintedCode.objects.filter(user=user).delete()
    left = queries.means(user)
    if left.authenticator_since is None and left.printed_at is None:
        User.objects.filter(pk=user.pk).update(second_factor_at=None, code_misses=0, code_missed_at=None)
        user.second_factor_at = None
    end_sessions(user)
    facts = {"authenticator": int(authenticator), "printed": int(printed)}
    record("second_step.dropped", user, by=by, at=at, facts=facts)


def confirm(user: User, typed: str, *, at: datetime) -> None:
    """Take the second step; a code is taken once, and five wrong ones close the step for a quarter of an hour.

    The try is counted before it is looked at, and stays counted: many at the same moment gain nothing.
    Errors: TooManyTries, CodeWrong.
    """
    _count(user, at)
    with transaction.atomic():
        if not _takes_digits(user, typed, at) and not _takes_printed(user, typed, at):
            raise CodeWrong()
        User.objects.filter(pk=user.pk).update(code_misses=0, code_missed_at=None)


def _count(user: User, at: datetime) -> None:
    own = User.objects.filter(pk=user.pk)
    own.filter(code_missed_at__lte=at - WAIT).update(code_misses=0)
    if not own.filter(code_misses__lt=MOST_TRIES).update(code_misses=F("code_misses") + 1, code_missed_at=at):
        raise TooManyTries(minutes=int(WAIT.total_seconds()) // 60)


def _takes_digits(user: User, typed: str, at: datetime) -> bool:
    held = Authenticator.objects.filter(user=user).first()
    step = held and _step(user, held.salt, typed, after=held.last_step, at=at)
    if held is None or step is None:
        return False
    fresh = Authenticator.objects.filter(pk=held.pk, last_step__lt=step)
    return bool(fresh.update(last_step=step))


def _step(user: User, salt: str, typed: str, *, after: int, at: datetime) -> int | None:
    """The half minute whose digits these are, later than `after`; None for wrong ones."""
    digits = "".join(typed.split())
    if len(digits) != 6 or not digits.isdecimal():
        return None
    clock = TOTP(queries.authenticator_key(user, salt))
    clock.time = at.timestamp()
    return int(clock.t()) if clock.verify(int(digits), tolerance=SLOW_CLOCK, min_t=after + 1) else None


def _takes_printed(user: User, typed: str, at: datetime) -> bool:
    try:
        code = read_short_code(typed)
    except CodeUnsound:
        return False
    unused = PrintedCode.objects.filter(
        user=user, used_at__isnull=True, digest=queries.printed_code_digest(user, code)
    )
    if not unused.update(used_at=at):
        return False
    left = PrintedCode.objects.filter(user=user, used_at__isnull=True).count()
    record("second_step.code_used", user, by=user.username, at=at, facts={"left": left})
    return True


def _begin(user: User, at: datetime) -> None:
    User.objects.filter(pk=user.pk, second_factor_at__isnull=True).update(second_factor_at=at)
    user.refresh_from_db(fields=["second_factor_at"])
    end_sessions(user)
