"""People who sign in."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac

from khuyenhoc.storing import objects_among


class UserManager(BaseUserManager["User"]):
    def get(self, *args: Any, **kwargs: Any) -> "User":
        """Django's own; who signed in, the question of every request, in a statement put together once."""
        if args or kwargs.keys() != {"pk"}:
            return super().get(*args, **kwargs)
        found = objects_among(User, [int(kwargs["pk"])])
        if not found:
            raise User.DoesNotExist
        return found[0]

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=(username or "").strip().lower())


class User(AbstractBaseUser):
    """One person with a sign-in name; what they may do stands in their grants.

    An account without a usable passphrase may still act (an import, a rehearsal), it cannot sign in.
    second_factor_at: since when signing in takes a second step. sign_outs: how often everything was signed out;
    sessions and remembered devices of before are worth nothing. code_misses: wrong codes since the last right one.
    passphrase_by: who gave the code with which it was set anew; empty when its owner changed it themselves.
    """

    username = models.CharField(max_length=150, unique=True)
    full_name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=2, default="vi", choices=[("vi", "Tiếng Việt"), ("en", "English")])
    is_sample = models.BooleanField(default=False)  # made up for a demonstration
    second_factor_at = models.DateTimeField(null=True, blank=True)
    sign_outs = models.PositiveIntegerField(default=0)
    code_misses = models.PositiveSmallIntegerField(default=0)
    code_missed_at = models.DateTimeField(null=True, blank=True)
    passphrase_at = models.DateTimeField(null=True, blank=True)
    passphrase_by = models.CharField(max_length=200, blank=True)
    passphrase_told = models.BooleanField(default=True)  # whether its owner was told that it was set anew

    objects = UserManager()

    USERNAME_FIELD = "username"

    class Meta:
        constraints = [
            models.CheckConstraint(name="accounts_user_name_given", condition=~models.Q(username=""))
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Django's own, of the passphrase, and of how often everything was signed out."""
        told = f"{self.password}:{self.sign_outs}"
        return salted_hmac("khuyenhoc.sessions", told, secret=secret, algorithm="sha256").hexdigest()


class Authenticator(models.Model):
    """The app on a person's telephone that shows six digits.

    The secret itself is nowhere: it is made from the server's secret and `salt`, so that a stolen database or backup
    opens no account. last_step: the half minute of the last code that was taken; none is taken twice.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="authenticator")
    salt = models.CharField(max_length=64)
    last_step = models.BigIntegerField()
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user_id}"


class PrintedCode(models.Model):
    """One of the codes a person printed, good once; digest is its keyed hash in hexadecimal."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="printed_codes")
    digest = models.CharField(max_length=64, unique=True)
    recorded_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["user"], condition=Q(used_at__isnull=True), name="printed_code_unused")
        ]

    def __str__(self) -> str:
        return f"{self.user_id}"


class Token(models.Model):
    """What a program of the person's shows to read figures in their name; it never sees more than they do.

    digest: keyed hash of the token in hexadecimal; the token itself is nowhere but with its owner. ending: its last
    letters, by which the owner knows it again. expires_on: the last day on which it is good. last_used_at: to some
    minutes.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    ending = models.CharField(max_length=8)
    recorded_at = models.DateTimeField()
    expires_on = models.DateField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(name="token_named", condition=~Q(name=""))]

    def __str__(self) -> str:
        return self.name


class Asked(models.Model):
    """How often one asker asked one thing in one stretch of time, for slowing those who ask too often.

    digest: SHA-256 in hexadecimal of who and what. time_window: the number of the stretch; older ones are thrown
    away.
    """

    digest = models.CharField(max_length=64)
    time_window = models.BigIntegerField(db_index=True)
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["digest", "time_window"], name="asked_once_a_window")]

    def __str__(self) -> str:
        return f"{self.number}"
