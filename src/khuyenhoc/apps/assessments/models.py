"""A subject's case in a round: its answers, what the meeting said, how it moved on; and forms tried out apart."""

from django.db import models
from django.db.models import F, Func, IntegerField, Q

from khuyenhoc.domain.buckets import BUCKETS
from khuyenhoc.domain.workflow import State
from khuyenhoc.storing import apart

# What lists by points are sorted by: cases without points below all others. Its number is written out, for SQLite
# takes an index on an expression only where the question says exactly the same.
SCORED = Func(F("points"), template="COALESCE(%(expressions)s, -1)", output_field=IntegerField())


class ReviewMeeting(models.Model):
    """A hamlet's public meeting that reviewed cases, with its attendance; quorum is checked when it is held."""

    round = models.ForeignKey("rounds.Round", on_delete=models.PROTECT, related_name="meetings")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField()
    invited = models.SmallIntegerField()
    present = models.SmallIntegerField()
    chair = models.CharField(max_length=200)
    secretary = models.CharField(max_length=200)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="meeting_attendance_possible",
                condition=Q(present__gte=0, invited__gt=0, present__lte=models.F("invited")),
            )
        ]
        indexes = [models.Index(fields=["place", "held_on"], name="meeting_by_place")]

    def __str__(self) -> str:
        return f"{self.place_id} {self.held_on}"


class Proposal(models.Model):
    """A list that the commune's association puts before the deciding body."""

    round = models.ForeignKey("rounds.Round", on_delete=models.PROTECT, related_name="proposals")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    effective_on = models.DateField()
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.place_id} {self.effective_on}"


class Assessment(models.Model):
    """One subject, scored once, against one version of one criteria set; it ends at the decision.

    points, max_points and percent are whole hundredths; blank where the set counts levels or an answer is
    unreadable. answers: indicator code → answer as domain.answers writes it. authors: everybody who ever
    entered an answer, because none of them may verify it. revision grows with every change. criteria_set: the
    version these answers were given to, whatever asks in the round since.
    """

    registration = models.OneToOneField(
        "rounds.Registration", on_delete=models.PROTECT, related_name="assessment"
    )
    round = models.ForeignKey(
        "rounds.Round", on_delete=models.PROTECT, related_name="assessments", db_index=False
    )
    subject = models.ForeignKey("subjects.Subject", on_delete=models.PROTECT, related_name="assessments")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.SmallIntegerField()
    title = models.CharField(max_length=16)
    level = models.CharField(max_length=16, blank=True)
    state = models.CharField(max_length=16, choices=[(state.value, state.value) for state in State])
    revision = models.IntegerField(default=0)
    criteria_set = models.ForeignKey(
        "criteria.CriteriaSetVersion", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    answers = models.JSONField(default=dict)
    points = models.IntegerField(null=True, blank=True)
    max_points = models.IntegerField(null=True, blank=True)
    percent = models.IntegerField(null=True, blank=True)
    rating = models.CharField(max_length=32, blank=True)
    passed = models.BooleanField(default=False)
    reasons = models.JSONField(default=list)
    authors = models.JSONField(default=list)
    entered_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    entered_at = models.DateTimeField()
    consent = models.CharField(max_length=8)
    meeting = models.ForeignKey(
        ReviewMeeting, null=True, blank=True, on_delete=models.PROTECT, related_name="assessments"
    )
    verified_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    verified_at = models.DateTimeField(null=True, blank=True)
    proposal = models.ForeignKey(
        Proposal, null=True, blank=True, on_delete=models.PROTECT, related_name="assessments"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    closed_reason = models.CharField(max_length=500, blank=True)
    bucket = models.SmallIntegerField(editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(  # who and when: both or neither, whoever writes
                name="assessment_verified_by_and_at_together",
                condition=Q(verified_at__isnull=True, verified_by__isnull=True)
                | Q(verified_at__isnull=False, verified_by__isnull=False),
            ),
            models.CheckConstraint(
                name="assessment_verified_not_by_who_entered",
                condition=Q(verified_by__isnull=True) | ~Q(verified_by=models.F("entered_by")),
            ),
            models.CheckConstraint(
                name="assessment_refused_with_a_reason",
                condition=~Q(state=State.NOT_RECOGNISED.value) | ~Q(closed_reason=""),
            ),
            models.CheckConstraint(
                name="assessment_state_known", condition=Q(state__in=[state.value for state in State])
            ),
            models.CheckConstraint(
                name="assessment_bucket_in_range", condition=Q(bucket__gte=0, bucket__lt=BUCKETS)
            ),
        ]
        indexes = [
            models.Index(fields=["place", "year", "title", "level", "state", "id"], name="assessment_list"),
            models.Index(fields=["round", "state", "id"], name="assessment_by_round"),
            models.Index(fields=["subject", "year", "state"], name="assessment_of_subject"),
            models.Index(
                apart("year"), F("title"), SCORED.desc(), F("registration"), name="assessment_by_points"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_id} {self.year} {self.title}: {self.state}"


class Vote(models.Model):
    """What a meeting said of one case; carried or not follows from the round's majority at the time."""

    meeting = models.ForeignKey(ReviewMeeting, on_delete=models.PROTECT, related_name="votes")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="votes", db_index=False)
    agree = models.SmallIntegerField()
    disagree = models.SmallIntegerField()
    abstain = models.SmallIntegerField()
    carried = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "meeting"], name="vote_once_a_meeting")]

    def __str__(self) -> str:
        return f"{self.assessment_id}: {self.agree}/{self.disagree}/{self.abstain}"


class Return(models.Model):
    """A case sent back, from which state, why and for which indicators (empty: all).

    The submission, its set, verification and proposal that it undid stay on record here.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="returns")
    from_state = models.CharField(max_length=16)
    reason = models.CharField(max_length=500)
    indicators = models.JSONField(default=list, blank=True)
    criteria_set = models.ForeignKey(
        "criteria.CriteriaSetVersion", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    returned_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    entered_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    consent = models.CharField(max_length=8)
    verified_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    verified_at = models.DateTimeField(null=True, blank=True)
    proposal = models.ForeignKey(Proposal, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="return_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id}: {self.reason}"


class Trial(models.Model):
    """A criteria set tried out on paper, drafts above all, with no round behind it.

    Its results stand apart from every case: no count, title, report or certificate ever reads them.
    """

    criteria_set = models.ForeignKey(
        "criteria.CriteriaSetVersion", on_delete=models.PROTECT, related_name="trials"
    )
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    opened_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    opened_on = models.DateField()
    recorded_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    summary = models.CharField(max_length=2000, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="trial_closed_by_and_at_together",
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.criteria_set_id})"


class TrialForm(models.Model):
    """One subject's answers in a trial, as they were last filled in.

    What they are worth is worked out when asked for, since a draft goes on changing.
    """

    trial = models.ForeignKey(Trial, on_delete=models.PROTECT, related_name="forms")
    subject = models.ForeignKey("subjects.Subject", on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict)
    entered_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trial", "subject"], name="trial_form_once")]

    def __str__(self) -> str:
        return f"{self.trial_id}: {self.subject_id}"


class AnswerChange(models.Model):
    """An answer changed after it was first submitted: the earlier one is kept and the reason given."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="changes")
    indicator = models.CharField(max_length=32)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    reason = models.CharField(max_length=500)
    changed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="answer_change_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.indicator}"


class Draft(models.Model):
    """A form that is being filled in and not handed in yet; it is gone once it is.

    cells: column → what was typed, as the answer file's columns are. evidence: indicator → {"ticks": the numbers of
    its list of evidence, "note": one line}. past: what to go back to, the latest last. revision grows with every
    change.
    """

    registration = models.OneToOneField("rounds.Registration", on_delete=models.PROTECT, related_name="draft")
    cells = models.JSONField(default=dict)
    evidence = models.JSONField(default=dict)
    past = models.JSONField(default=list)
    revision = models.IntegerField(default=0)
    edited_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    edited_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.registration_id} ({self.revision})"


class Evidence(models.Model):
    """What was shown for one answer of a form handed in: numbers of the indicator's list, and one line."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="evidence")
    indicator = models.CharField(max_length=32)
    ticks = models.JSONField(default=list)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "indicator"], name="evidence_once_an_answer")
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.indicator}"


class TakenBack(models.Model):
    """A verification or a proposal pressed by mistake and taken back before anybody went on from it."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="taken_back")
    from_state = models.CharField(max_length=16)
    verified_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    verified_at = models.DateTimeField()
    proposal = models.ForeignKey(
        Proposal, null=True, blank=True, on_delete=models.PROTECT, related_name="taken_back"
    )
    reason = models.CharField(max_length=500)
    taken_back_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="taken_back_with_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(  # what was proposed goes back with its list named
                name="taken_back_from_a_list_or_before_one",
                condition=Q(from_state=State.VERIFIED.value, proposal__isnull=True)
                | Q(from_state=State.PROPOSED.value, proposal__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id} from {self.from_state}"


class SpotCheck(models.Model):
    """A draw of reviewed cases to be visited again; by `domain.drawing` anybody gets the same from the same.

    candidates: the ids of all cases it was drawn from. None of them is ever taken out again: a draw is not
    repeated until it pleases.
    """

    round = models.ForeignKey("rounds.Round", on_delete=models.PROTECT, related_name="spot_checks")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    seed = models.CharField(max_length=64)
    candidates = models.JSONField()
    drawn_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["place", "round"], name="spot_check_by_place")]

    def __str__(self) -> str:
        return f"{self.place_id} {self.seed}"


class Revisit(models.Model):
    """A case that was drawn, and what was found there; result is "" until somebody has been there."""

    class Result(models.TextChoices):
        MATCHES = "matches"
        DIFFERS = "differs"

    spot_check = models.ForeignKey(SpotCheck, on_delete=models.PROTECT, related_name="revisits")
    assessment = models.OneToOneField(Assessment, on_delete=models.PROTECT, related_name="revisit")
    result = models.CharField(max_length=8, choices=Result.choices, blank=True)
    note = models.CharField(max_length=500, blank=True)
    visited_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    noted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="revisit_result_by_and_at_together",
                condition=Q(result="", visited_by__isnull=True, noted_at__isnull=True)
                | Q(result__in=["matches", "differs"], visited_by__isnull=False, noted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="revisit_differs_with_a_note", condition=~Q(result="differs") | ~Q(note="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id}: {self.result}"
