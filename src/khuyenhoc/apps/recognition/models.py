"""Decisions, the titles they give, and the certificates."""

from django.db import models
from django.db.models import F, Q

from khuyenhoc.domain.buckets import BUCKETS
from khuyenhoc.domain.streaks import Distinction as DistinctionKind
from khuyenhoc.domain.workflow import State

HELD_STATES = (State.RECOGNISED.value, State.TO_BE_REVIEWED.value)
STATES = (*HELD_STATES, State.EXPIRED.value, State.REVOKED.value)


class NumberSeries(models.Model):
    """The last number a body gave in a year; the next is taken in the deed's own transaction, so none is lost."""

    kind = models.CharField(max_length=16)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    last = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "place", "year"], name="number_series_one_row")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.place_id}/{self.year}: {self.last}"


class Decision(models.Model):
    """One signed decision of a body; it names those recognised and is never altered."""

    round = models.ForeignKey("rounds.Round", on_delete=models.PROTECT, related_name="decisions")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    body = models.CharField(max_length=200)
    year = models.SmallIntegerField()
    serial = models.IntegerField()
    number = models.CharField(max_length=64)
    signer = models.CharField(max_length=200)  # the office
    signer_name = models.CharField(max_length=200, blank=True, default="")
    decided_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "year", "serial"], name="decision_number_once")
        ]
        indexes = [models.Index(F("effective_on").desc(), F("id").desc(), name="decision_latest")]

    def __str__(self) -> str:
        return self.number


class DecisionPlace(models.Model):
    """How many titles a decision gave in one place: written with the decision and, like it, never altered.

    A list of decisions asks here, not every title, whom each of them names and how many.
    """

    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, related_name="places", db_index=False
    )  # the constraint has an index
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=16)
    number = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "place", "title"], name="decision_place_once")
        ]
        indexes = [models.Index(fields=["place", "decision"], name="decision_of_place")]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.place_id}: {self.number}"


class Recognition(models.Model):
    """The title one subject holds by one decision in [effective_on, valid_to).

    A doubt, expiry or revocation changes the state here and never the decision.
    """

    assessment = models.OneToOneField(
        "assessments.Assessment", on_delete=models.PROTECT, related_name="recognition"
    )
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="recognitions")
    subject = models.ForeignKey(
        "subjects.Subject", on_delete=models.PROTECT, related_name="recognitions", db_index=False
    )
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.SmallIntegerField()
    title = models.CharField(max_length=16)
    level = models.CharField(max_length=16, blank=True)
    rating = models.CharField(max_length=32, blank=True)
    effective_on = models.DateField()
    valid_to = models.DateField()
    counted_to = models.SmallIntegerField()  # the last year whose table counts it
    recorded_at = models.DateTimeField()
    state = models.CharField(max_length=16, choices=[(state, state) for state in STATES])
    bucket = models.SmallIntegerField(editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="recognition_ends_after_it_begins", condition=Q(valid_to__gt=F("effective_on"))
            ),
            models.CheckConstraint(name="recognition_state_known", condition=Q(state__in=STATES)),
            models.CheckConstraint(
                name="recognition_bucket_in_range", condition=Q(bucket__gte=0, bucket__lt=BUCKETS)
            ),
        ]
        indexes = [
            models.Index(fields=["subject", "title", "effective_on"], name="recognition_of_subject"),
            models.Index(fields=["place", "year", "title", "level", "state", "id"], name="recognition_list"),
            models.Index(
                fields=["valid_to"], condition=Q(state__in=HELD_STATES), name="recognition_to_expire"
            ),
            models.Index(  # few: most titles count in one year's table
                fields=["title", "counted_to", "year"],
                condition=Q(counted_to__gt=F("year")),
                name="recognition_of_years",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_id} {self.title} {self.year}: {self.state}"


class StandingChange(models.Model):
    """What befell a recognition after the decision: doubt, confirmation, expiry or revocation, and why."""

    recognition = models.ForeignKey(Recognition, on_delete=models.PROTECT, related_name="changes")
    before = models.CharField(max_length=16)
    after = models.CharField(max_length=16)
    reason = models.CharField(max_length=500)
    cause = models.ForeignKey(
        Recognition, null=True, blank=True, on_delete=models.PROTECT, related_name="doubts_caused"
    )
    changed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="standing_change_has_a_reason", condition=~Q(reason="")),
        ]
        indexes = [models.Index(fields=["recognition", "id"], name="standing_change_of")]

    def __str__(self) -> str:
        return f"{self.recognition_id}: {self.before} → {self.after}"


class Distinction(models.Model):
    """ "Xuất sắc" or "tiêu biểu": given on top of a title that is held, by a decision of its own."""

    recognition = models.ForeignKey(Recognition, on_delete=models.PROTECT, related_name="distinctions")
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in DistinctionKind])
    number = models.CharField(max_length=64)  # of the giver's decision, as it is written there
    reason = models.CharField(max_length=500)
    given_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recognition", "kind"], name="distinction_once"),
            models.CheckConstraint(name="distinction_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.recognition_id} {self.kind}"


class OtherTitle(models.Model):
    """A title of another movement that a subject holds (cultural family, new countryside …), by year.

    It is only noted, with the paper it rests on; nothing here decides about it.
    """

    subject = models.ForeignKey("subjects.Subject", on_delete=models.PROTECT, related_name="other_titles")
    movement = models.CharField(max_length=64)
    year = models.SmallIntegerField()
    reference = models.CharField(max_length=200)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "movement", "year"], name="other_title_once_a_year"),
            models.CheckConstraint(name="other_title_has_a_reference", condition=~Q(reference="")),
        ]

    def __str__(self) -> str:
        return f"{self.subject_id} {self.movement} {self.year}"


class Certificate(models.Model):
    """The paper the subject gets: a number without gaps for its body and year, and a code anybody can check."""

    recognition = models.OneToOneField(Recognition, on_delete=models.PROTECT, related_name="certificate")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.SmallIntegerField()
    serial = models.IntegerField()
    number = models.CharField(max_length=32)
    code = models.CharField(max_length=20, unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "year", "serial"], name="certificate_number_once")
        ]

    def __str__(self) -> str:
        return self.number
