"""People who sign in."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=(username or "").strip().lower())


class User(AbstractBaseUser):
    """One person with a sign-in name; what they may do stands in their grants.

    An account without a usable passphrase may still act (an import, a rehearsal), it cannot sign in.
    """

    username = models.CharField(max_length=150, unique=True)
    full_name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=2, default="vi", choices=[("vi", "Tiếng Việt"), ("en", "English")])
    is_sample = models.BooleanField(default=False)  # made up for a demonstration

    objects = UserManager()

    USERNAME_FIELD = "username"

    class Meta:
        constraints = [
            models.CheckConstraint(name="accounts_user_name_given", condition=~models.Q(username=""))
        ]

    def __str__(self) -> str:
        return self.full_name or self.username
