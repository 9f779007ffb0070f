"""Criteria sets as they were issued, and what people say of drafts."""

from django.db import models
from django.db.models import Q

from khuyenhoc.domain.roles import Role


class CriteriaSetVersion(models.Model):
    """One version of one set: the file's text and the digests of its rules and of its help texts.

    Issued or sample means immutable, also for whoever writes to the database directly (a trigger refuses it).
    `texts_digest` may change with a better help text; `rules_digest` never does.
    """

    code = models.CharField(max_length=64)
    version = models.CharField(max_length=32)
    title = models.CharField(max_length=16)
    level = models.CharField(max_length=32, blank=True)
    status = models.CharField(max_length=8)
    checked_against_original = models.BooleanField()
    in_force_from = models.DateField(null=True, blank=True)
    in_force_to = models.DateField(null=True, blank=True)
    place = models.ForeignKey(
        "places.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    organisation_kind = models.CharField(max_length=32, blank=True)
    organisation = models.CharField(max_length=200, blank=True)  # search key of the only one's name
    text = models.TextField()
    rules_digest = models.CharField(max_length=64)
    texts_digest = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="criteria_set_once"),
            models.CheckConstraint(
                name="criteria_set_status_known", condition=Q(status__in=["draft", "issued", "sample"])
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        return f"{self.code}@{self.version}"


class Comment(models.Model):
    """What somebody said of a draft: of the whole set, or of the one indicator named by its code.

    role and place are those the person spoke in. on_digest: the rules as they stood when it was said, since a
    draft goes on changing.
    """

    criteria_set = models.ForeignKey(CriteriaSetVersion, on_delete=models.PROTECT, related_name="comments")
    indicator = models.CharField(max_length=32, blank=True)
    text = models.CharField(max_length=2000)
    author = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=32, choices=[(role.value, role.value) for role in Role])
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    on_digest = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="comment_says_something", condition=~Q(text=""))]

    def __str__(self) -> str:
        return f"{self.criteria_set_id} {self.indicator}: {self.text}"


class Verdict(models.TextChoices):
    """What the editor makes of a comment; "noted" answers a question without taking a side."""

    TAKEN = "taken"
    NOT_TAKEN = "not_taken"
    NOTED = "noted"


class Reply(models.Model):
    """The editor's answer to a comment; the latest one holds, the earlier ones stay."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="replies")
    verdict = models.CharField(max_length=16, choices=Verdict.choices)
    reason = models.CharField(max_length=2000, blank=True)
    answered_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="comment_not_taken_with_a_reason",
                condition=Q(verdict="taken") | ~Q(reason=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.verdict}"
