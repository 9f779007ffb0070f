"""Community learning centres: who runs them, what people need, classes, who came, and how a year was rated."""

from django.db import models
from django.db.models import F, Q

from khuyenhoc.domain.centres import Field, Office, Post, Totals
from khuyenhoc.domain.written_numbers import Qualifier


class Centre(models.Model):
    """The centre of a commune in [since, until). into: the one it was merged into."""

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_from"
    )
    legal_reference = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="centre_ends_after_it_begins", condition=Q(until__isnull=True) | Q(until__gt=F("since"))
            ),
            models.CheckConstraint(
                name="centre_merged_has_ended", condition=Q(into__isnull=True) | Q(until__isnull=False)
            ),
            models.UniqueConstraint(
                fields=["place"], condition=Q(until__isnull=True), name="centre_one_a_commune"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Rest(models.Model):
    """The centre did not work in [since, until)."""

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="rests")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="centre_rest_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
            ),
            models.UniqueConstraint(
                fields=["centre"], condition=Q(until__isnull=True), name="centre_rest_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.centre_id}: {self.since}"


class Manager(models.Model):
    """Director, deputy or somebody active there in [since, until). office: what they are in the association besides.

    officer: the officer of the association it is; then the office counts only while that post is held.
    """

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="managers")
    name = models.CharField(max_length=200)
    post = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Post])
    office = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Office])
    officer = models.ForeignKey(
        "association.Officer", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="centre_manager_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
            ),
            models.UniqueConstraint(
                fields=["centre"],
                condition=Q(until__isnull=True, post="director"),
                name="centre_one_director_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.centre_id}: {self.name}"


class Need(models.Model):
    """What people said they want to learn in a year, and how many; other: of what nobody said how many, blank."""

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="needs")
    year = models.SmallIntegerField()
    topic = models.CharField(max_length=200)
    field = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Field])
    number = models.IntegerField()
    qualifier = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Qualifier])
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "year", "topic"], name="centre_need_once")]

    def __str__(self) -> str:
        return f"{self.centre_id} {self.year}: {self.topic}"


class Class(models.Model):
    """A class of a centre. place: where it is held, the commune or a hamlet of it.

    teachers: one a line. sessions_planned: 0 where nobody said. cost: whole đồng; None where nobody said.
    total_…: of a class of which nobody knows the days, in place of sessions; counted in the year it begins.
    """

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="classes")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(max_length=200)
    field = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Field])
    begins = models.DateField()
    ends = models.DateField(null=True, blank=True)
    sessions_planned = models.SmallIntegerField(default=0)
    teachers = models.TextField(blank=True)
    cost = models.BigIntegerField(null=True, blank=True)
    total_sessions = models.SmallIntegerField(null=True, blank=True)
    total_people = models.IntegerField(null=True, blank=True)
    total_attendances = models.IntegerField(null=True, blank=True)
    total_qualifier = models.CharField(
        max_length=16, choices=[(one.value, one.value) for one in Qualifier], default=Qualifier.EXACT
    )
    revision = models.IntegerField(default=1)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="centre_class_ends_after_it_begins",
                condition=Q(ends__isnull=True) | Q(ends__gte=F("begins")),
            ),
            models.CheckConstraint(
                name="centre_class_numbers_not_negative",
                condition=Q(sessions_planned__gte=0) & (Q(cost__isnull=True) | Q(cost__gte=0)),
            ),
            models.CheckConstraint(
                name="centre_class_totals_whole",
                condition=Q(
                    total_sessions__isnull=True, total_people__isnull=True, total_attendances__isnull=True
                )
                | Q(total_sessions__gt=0, total_people__gte=0, total_attendances__gte=F("total_people")),
            ),
        ]
        indexes = [
            models.Index(fields=["centre", "begins"], name="centre_class_list"),
            models.Index(fields=["place", "begins"], name="centre_class_place"),
        ]

    @property
    def totals(self) -> Totals | None:
        """None where its sessions are written down one by one."""
        if self.total_sessions is None:
            return None
        return Totals(
            self.total_sessions,
            self.total_people or 0,
            self.total_attendances or 0,
            Qualifier(self.total_qualifier),
        )

    def __str__(self) -> str:
        return self.topic


class Session(models.Model):
    """One meeting of a class. topic: what it was about, blank where nobody said.

    others: how many came who were not named, with what stood before the number. recorded_at: of the last change.
    """

    of_class = models.ForeignKey(Class, on_delete=models.PROTECT, related_name="sessions")
    held_on = models.DateField()
    topic = models.CharField(max_length=200, blank=True)
    others = models.IntegerField(default=0)
    qualifier = models.CharField(
        max_length=16, choices=[(one.value, one.value) for one in Qualifier], default=Qualifier.EXACT
    )
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["of_class", "held_on"], name="centre_session_one_a_day"),
            models.CheckConstraint(name="centre_session_others_not_negative", condition=Q(others__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.of_class_id} {self.held_on}"


class Attendance(models.Model):
    """A person of the register who came to a session."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey("subjects.Subject", on_delete=models.PROTECT, related_name="attendances")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="centre_attendance_once")]
        indexes = [models.Index(fields=["person"], name="centre_attendance_person")]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.person_id}"


class Rating(models.Model):
    """A centre's year rated by a set; it counts once somebody else has confirmed it.

    criteria_set: "code@version", rules_digest: of its rules as they were. points, percent: hundredths; rating: ""
    where the set gives none. reason: why it was sent back; then the next rating of the year takes its place.
    """

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="ratings")
    year = models.SmallIntegerField()
    criteria_set = models.CharField(max_length=97)
    rules_digest = models.CharField(max_length=64)
    answers = models.JSONField()
    points = models.IntegerField()
    percent = models.IntegerField()
    rating = models.CharField(max_length=32, blank=True)
    rated_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    rated_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="centre_rating_decided_by_and_at_together",
                condition=Q(decided_at__isnull=True, decided_by__isnull=True, reason="")
                | Q(decided_at__isnull=False, decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="centre_rating_by_two_people",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("rated_by")),
            ),
            # sent back ones stay beside the one that holds or waits
            models.UniqueConstraint(
                fields=["centre", "year"], condition=Q(reason=""), name="centre_rating_one_a_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.centre_id} {self.year}: {self.rating}"
