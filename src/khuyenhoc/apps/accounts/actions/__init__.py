"""Making accounts, their passphrases and their second step; locking them."""

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

__all__ = [
    "PRINTED",
    "AccountLocked",
    "CodeWrong",
    "SampleAccountFixed",
    "TooManyTries",
    "UsernameTaken",
    "add_authenticator",
    "change_passphrase",
    "confirm",
    "describe",
    "drop_second_step",
    "lock",
    "open_account",
    "open_accounts",
    "print_codes",
    "put_passphrase",
    "sign_out_elsewhere",
    "tell_of_reset",
    "unlock",
]
