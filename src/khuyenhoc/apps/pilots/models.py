"""Pilots (mô hình điểm): where and when, what they aim at, what came of it, and what others may copy."""

from django.db import models
from django.db.models import F, Q

from khuyenhoc.apps.places.models import BytewiseField
from khuyenhoc.domain.goals import BANDS, Outcome
from khuyenhoc.domain.titles import Title

BAND_CODES = ["", *(band.value for band in BANDS)]
OUTCOME_CODES = ["", *(outcome.value for outcome in Outcome)]


class Practice(models.Model):
    """Something that worked, told so that others can find and copy it; no person is named in it.

    pilot: out of which it came, if any.
    """

    name = models.CharField(max_length=200)
    text = models.CharField(max_length=4000)
    search_key = BytewiseField(max_length=4300)
    title = models.CharField(max_length=16, blank=True)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    pilot = models.ForeignKey(
        "pilots.Pilot", null=True, blank=True, on_delete=models.PROTECT, related_name="practices"
    )
    shared_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    shared_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(name="practice_says_something", condition=~Q(text=""))]
        indexes = [models.Index(fields=["shared_at", "id"], name="practice_latest")]

    def __str__(self) -> str:
        return self.name


class Pilot(models.Model):
    """One pilot, kept at `place`; it may run at several places below.

    title: which learning title it is about, "" for another theme. [first, until]: from the first day of a month to
    the last of one; until None: still open. criteria_set: a draft tried out in it. revision: guards lost updates.
    """

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    theme = models.CharField(max_length=200, blank=True)
    title = models.CharField(
        max_length=16, blank=True, choices=[(title.value, title.value) for title in Title]
    )
    first = models.DateField()
    until = models.DateField(null=True, blank=True)
    criteria_set = models.ForeignKey(
        "criteria.CriteriaSetVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    copied_from = models.ForeignKey(
        Practice, null=True, blank=True, on_delete=models.PROTECT, related_name="copies"
    )
    strengths = models.CharField(max_length=4000, blank=True)
    limits = models.CharField(max_length=4000, blank=True)
    lessons = models.CharField(max_length=4000, blank=True)
    summary = models.CharField(max_length=4000, blank=True)
    revision = models.IntegerField(default=0)
    opened_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="pilot_ends_after_it_begins", condition=Q(until__isnull=True) | Q(until__gt=F("first"))
            ),
            models.CheckConstraint(
                name="pilot_closed_with_a_summary",
                condition=Q(closed_on__isnull=True, closed_by__isnull=True, closed_at__isnull=True)
                | (
                    Q(closed_on__isnull=False, closed_by__isnull=False, closed_at__isnull=False)
                    & ~Q(summary="")
                ),
            ),
        ]
        indexes = [models.Index(fields=["place", "first"], name="pilot_at")]

    def __str__(self) -> str:
        return self.name


class Site(models.Model):
    """A place where a pilot runs, with the rating it was given there; band "": not rated yet."""

    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT, related_name="sites")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    band = models.CharField(max_length=16, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pilot", "place"], name="site_once"),
            models.CheckConstraint(name="site_band_known", condition=Q(band__in=BAND_CODES)),
        ]
        indexes = [models.Index(fields=["place"], name="site_at")]

    def __str__(self) -> str:
        return f"{self.pilot_id} at {self.place_id}"


class Goal(models.Model):
    """What a pilot aims at for one group: a number, a range or a percentage as written, or none of them.

    band: a rating of places that `written` (all of them, when blank) are to reach. indicator: of the catalogue, whose
    figure the result is; "" for none.
    """

    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT, related_name="goals")
    place = models.ForeignKey(
        "places.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    whom = models.CharField(max_length=200)
    aim = models.CharField(max_length=500)
    written = models.CharField(max_length=64, blank=True)
    band = models.CharField(max_length=16, blank=True)
    indicator = models.CharField(max_length=64, blank=True)
    set_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(name="goal_band_known", condition=Q(band__in=BAND_CODES))]

    def __str__(self) -> str:
        return f"{self.whom}: {self.aim}"


class Result(models.Model):
    """What was measured for a goal, as written; the latest one holds, earlier ones stay.

    whole: of which `written` is a part, "" where it needs none. judged: what a person says where numbers do not.
    """

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="results")
    written = models.CharField(max_length=64, blank=True)
    whole = models.CharField(max_length=64, blank=True)
    band = models.CharField(max_length=16, blank=True)
    judged = models.CharField(max_length=16, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    measured_on = models.DateField()
    told_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="result_band_known", condition=Q(band__in=BAND_CODES)),
            models.CheckConstraint(name="result_judged_known", condition=Q(judged__in=OUTCOME_CODES)),
            models.CheckConstraint(name="result_judged_with_a_note", condition=Q(judged="") | ~Q(note="")),
        ]

    def __str__(self) -> str:
        return f"{self.goal_id}: {self.written or self.judged}"


class Participant(models.Model):
    """A subject of the register that takes part. marks: codes of domain.pilots.Mark found to hold for it."""

    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT, related_name="participants")
    subject = models.ForeignKey("subjects.Subject", on_delete=models.PROTECT, related_name="+")
    marks = models.JSONField(default=list)
    joined_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pilot", "subject"], condition=Q(left_at__isnull=True), name="participant_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject_id} in {self.pilot_id}"


class Spread(models.Model):
    """The decision that a closed pilot is done elsewhere too; taken back: it was noted by mistake."""

    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT, related_name="spreads")
    number = models.CharField(max_length=64)
    decided_on = models.DateField()
    body = models.CharField(max_length=200)
    places = models.ManyToManyField("places.Place", related_name="+")
    note = models.CharField(max_length=1000, blank=True)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)
    why_taken_back = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pilot", "number"], condition=Q(taken_back_at__isnull=True), name="spread_once"
            ),
            models.CheckConstraint(name="spread_has_a_number", condition=~Q(number="")),
            models.CheckConstraint(
                name="spread_taken_back_with_a_reason",
                condition=Q(taken_back_at__isnull=True) | ~Q(why_taken_back=""),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Reopening(models.Model):
    """A closed pilot was taken up again. closed_on, summary: as it had been closed."""

    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT, related_name="reopenings")
    closed_on = models.DateField()
    summary = models.CharField(max_length=4000)
    why = models.CharField(max_length=500)
    reopened_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    reopened_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="reopening_says_why", condition=~Q(why=""))]

    def __str__(self) -> str:
        return f"{self.pilot_id}: {self.why}"
