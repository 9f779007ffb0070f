"""Meetings, courses, briefings and events, who came to them, and the feeds by which people see them coming."""

from django.db import models
from django.db.models import F, Q

from khuyenhoc.domain.gatherings import GatheringKind, Occasion


class Gathering(models.Model):
    """One meeting, course, briefing or event of a place's association, to come or held.

    committee: the term of a branch's committee whose meeting by that number it is; its body and years are the term's.
    body, term_first, term_last, number: "hội nghị Ban Chấp hành lần thứ 5, nhiệm kỳ 2021–2026". until: the last day,
    None for one day. from_hour, to_hour: times of day in Vietnam, None where nobody told them. partners: one a line.
    conclusions: what the minutes say was agreed. invited, present: people as
    told where no list was kept; cadres: of them cadres of the association. With a list those who are ticked on it
    count: cadres_counted and present_counted are moved by the deed that changes the list.
    """

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=[(one.value, one.value) for one in GatheringKind])
    occasion = models.CharField(
        max_length=16, blank=True, choices=[(one.value, one.value) for one in Occasion]
    )
    title = models.CharField(max_length=300)
    committee = models.ForeignKey(
        "association.Term", null=True, blank=True, on_delete=models.PROTECT, related_name="meetings"
    )
    body = models.CharField(max_length=200, blank=True)
    term_first = models.SmallIntegerField(null=True, blank=True)
    term_last = models.SmallIntegerField(null=True, blank=True)
    number = models.SmallIntegerField(null=True, blank=True)
    held_on = models.DateField()
    until = models.DateField(null=True, blank=True)
    from_hour = models.TimeField(null=True, blank=True)
    to_hour = models.TimeField(null=True, blank=True)
    where = models.CharField(max_length=200, blank=True)
    partners = models.TextField(blank=True)
    chair = models.CharField(max_length=200, blank=True)
    secretary = models.CharField(max_length=200, blank=True)
    topics = models.TextField(blank=True)
    conclusions = models.TextField(blank=True)
    invited = models.IntegerField(null=True, blank=True)
    present = models.IntegerField(null=True, blank=True)
    cadres = models.IntegerField(null=True, blank=True)
    present_counted = models.IntegerField(null=True, blank=True)
    cadres_counted = models.IntegerField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)
    search_key = models.TextField()
    revision = models.IntegerField(default=0)
    recorded_by = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_reason = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "body", "term_first", "number"],
                condition=Q(number__isnull=False, cancelled_at__isnull=True, committee__isnull=True),
                name="gathering_number_once_a_term",
            ),
            models.UniqueConstraint(
                fields=["committee", "number"],
                condition=Q(cancelled_at__isnull=True),
                name="gathering_number_once_a_committee",
            ),
            models.CheckConstraint(
                name="gathering_of_a_committee_is_numbered",
                condition=Q(committee__isnull=True) | Q(number__isnull=False, kind="meeting"),
            ),
            models.CheckConstraint(
                name="gathering_number_within_a_term",
                condition=Q(number__isnull=True) | Q(term_first__isnull=False),
            ),
            models.CheckConstraint(
                name="gathering_term_whole",
                condition=Q(term_first__isnull=True, term_last__isnull=True)
                | Q(term_last__gt=F("term_first")),
            ),
            models.CheckConstraint(
                name="gathering_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=F("held_on")),
            ),
            models.CheckConstraint(
                name="gathering_end_hour_beside_the_first",
                condition=Q(to_hour__isnull=True) | Q(from_hour__isnull=False),
            ),
            models.CheckConstraint(
                name="gathering_cancelled_with_a_reason",
                condition=Q(cancelled_at__isnull=True, cancelled_reason="")
                | (Q(cancelled_at__isnull=False) & ~Q(cancelled_reason="")),
            ),
            models.CheckConstraint(name="gathering_has_title", condition=~Q(title="")),
        ]
        indexes = [models.Index(fields=["place", "held_on"], name="gathering_of_place")]

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """Somebody asked to come: an account, a person of the register, or (name) anybody else as written.

    role: what they are, as written. place: where they work, at or below the gathering's. identity: the same for one
    person in every list, "u12", "s34" or "n:" with the key of the name and the place.
    """

    gathering = models.ForeignKey(Gathering, on_delete=models.PROTECT, related_name="attendances")
    user = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    subject = models.ForeignKey(
        "subjects.Subject", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=200, blank=True)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    is_cadre = models.BooleanField(default=True)
    is_present = models.BooleanField(default=False)
    identity = models.CharField(max_length=260)
    sort_key = models.TextField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gathering", "identity"], name="attendance_once"),
            models.CheckConstraint(
                name="attendance_of_an_account_or_a_person",
                condition=Q(user__isnull=True) | Q(subject__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["place", "gathering"], name="attendance_of_place")]

    def __str__(self) -> str:
        return f"{self.identity} at {self.gathering_id}"


class Briefing(models.Model):
    """A document that a gathering made known."""

    gathering = models.ForeignKey(Gathering, on_delete=models.PROTECT, related_name="briefings")
    instrument = models.ForeignKey(
        "directives.Instrument", on_delete=models.PROTECT, related_name="briefings"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gathering", "instrument"], name="briefing_once")]

    def __str__(self) -> str:
        return f"{self.instrument_id} at {self.gathering_id}"


class Feed(models.Model):
    """A person's own address at which a calendar program fetches what they may see; only its digest is kept."""

    user = models.OneToOneField("accounts.User", on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"feed of {self.user_id}"
