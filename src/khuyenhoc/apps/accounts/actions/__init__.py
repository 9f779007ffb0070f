"""Making accounts, their passphrases, second step and tokens; locking them; counting what is asked of them."""

from khuyenhoc.apps.accounts.actions.asking import WINDOW, Limits, count_asked
from khuyenhoc.apps.accounts.actions.opening import UsernameTaken, open_account, open_accounts
from khuyenhoc.apps.accounts.actions.passphrases import (
    AccountLocked,
    SampleAccountFixed,
    change_passphrase,
    describe,
    lock,
    put_passphrase,
    sign_out_elsewhere,
    tell_of_reset,
    unlock,
)
from khuyenhoc.apps.accounts.actions.second_step import (
    PRINTED,
    CodeWrong,
    TooManyTries,
    add_authenticator,
    confirm,
    drop_second_step,
    print_codes,
)
from khuyenhoc.apps.accounts.actions.tokens import (
    Made,
    TokenNameless,
    TokensTooMany,
    TokenTooLong,
    make_token,
    revoke_token,
    used,
)

__all__ = [
    "PRINTED",
    "WINDOW",
    "AccountLocked",
    "CodeWrong",
    "Limits",
    "Made",
    "SampleAccountFixed",
    "TokenNameless",
    "TokenTooLong",
    "TokensTooMany",
    "TooManyTries",
    "UsernameTaken",
    "add_authenticator",
    "change_passphrase",
    "confirm",
    "count_asked",
    "describe",
    "drop_second_step",
    "lock",
    "make_token",
    "open_account",
    "open_accounts",
    "print_codes",
    "put_passphrase",
    "revoke_token",
    "sign_out_elsewhere",
    "tell_of_reset",
    "unlock",
    "used",
]
