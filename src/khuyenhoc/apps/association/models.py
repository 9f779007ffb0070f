"""The association's branches, their officers, members and fees, and what clans wrote down for themselves."""

from django.db import models
from django.db.models import F, Q

from khuyenhoc.apps.places.models import BytewiseField
from khuyenhoc.domain.branches import ONE_AT_A_TIME, Post
from khuyenhoc.domain.memberships import Answer


class Branch(models.Model):
    """A branch of the association: of a place, a hamlet (chi hội) or a body (ban khuyến học).

    body: the clan or organisation of the register whose branch it is; None for that of the place itself, or while
    nobody said. body_kind: what that body is, also of one that no register holds; "" for the place's own.
    parent, kind and name are those of today; what they were before stands in `BranchChange`. ended_with: its body
    left the register, and the branch was closed in the same deed.
    """

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(
        "subjects.Subject", null=True, blank=True, on_delete=models.PROTECT, related_name="branches"
    )
    body_kind = models.CharField(max_length=32, blank=True, default="")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="branches_below"
    )
    name = models.CharField(max_length=200)
    search_key = BytewiseField(max_length=200, default="")
    sort_key = BytewiseField(max_length=400, default="")
    kind = models.CharField(max_length=32)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    ended_with = models.ForeignKey(
        "subjects.Ending", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="branch_ends_after_it_begins", condition=Q(until__isnull=True) | Q(until__gt=F("since"))
            ),
            models.CheckConstraint(name="branch_not_under_itself", condition=~Q(parent=F("id"))),
        ]
        indexes = [models.Index(fields=["place", "sort_key"], name="branch_by_name")]

    def __str__(self) -> str:
        return self.name


class BranchChange(models.Model):
    """Until the day a branch had this name, kind and parent; why: the paper that changed it."""

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="changes")
    on = models.DateField()
    name_before = models.CharField(max_length=200)
    kind_before = models.CharField(max_length=32)
    parent_before = models.ForeignKey(
        Branch, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    why = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["branch", "on"], name="branch_change_once_a_day")]

    def __str__(self) -> str:
        return f"{self.branch_id}: {self.name_before} until {self.on}"


class Membership(models.Model):
    """A person in a branch in [joined, left); in two branches they are still one member.

    joined_recorded_at, left_recorded_at: when the system was told.
    """

    person = models.ForeignKey("subjects.Subject", on_delete=models.PROTECT, related_name="memberships")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="memberships")
    joined = models.DateField()
    left = models.DateField(null=True, blank=True)
    joined_recorded_at = models.DateTimeField()
    left_recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="membership_left_on_and_recorded_together",
                condition=Q(left__isnull=True, left_recorded_at__isnull=True)
                | Q(left__isnull=False, left_recorded_at__isnull=False),
            ),
            models.CheckConstraint(
                name="membership_ends_after_it_begins",
                condition=Q(left__isnull=True) | Q(left__gt=F("joined")),
            ),
            models.UniqueConstraint(
                fields=["person", "branch"], condition=Q(left__isnull=True), name="membership_open_once"
            ),
        ]
        indexes = [models.Index(fields=["branch", "joined"], name="membership_branch")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.branch_id}"


class Transfer(models.Model):
    """A member offered to another branch from a day on, whose keeper answers; until then they stay where they are."""

    person = models.ForeignKey("subjects.Subject", on_delete=models.PROTECT, related_name="+")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    into = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="transfers")
    on = models.DateField()
    offered_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    answer = models.CharField(max_length=9, blank=True, choices=[(one.value, one.value) for one in Answer])
    reason = models.CharField(max_length=200, blank=True)
    answered_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="transfer_answered_by_and_at_together",
                condition=Q(answer="", answered_by__isnull=True, answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
            ),
            models.UniqueConstraint(
                fields=["person", "branch"], condition=Q(answer=""), name="transfer_waiting_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} from {self.branch_id} to {self.into_id}"


class PartyMember(models.Model):
    """A person who belongs to the Party in [since, until); since None: for as long as the book goes back.

    Shown to nobody but those who keep the members' book.
    """

    person = models.ForeignKey("subjects.Subject", on_delete=models.PROTECT, related_name="party_times")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(until__isnull=True), name="party_member_open_once"
            ),
            models.CheckConstraint(
                name="party_member_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gt=F("since")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.since}"


class Term(models.Model):
    """A branch's term between two congresses: number of the congress, the day it was held, where and who came.

    until: the day the next congress is due.
    """

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="terms")
    number = models.SmallIntegerField()
    held_on = models.DateField()
    until = models.DateField()
    delegates = models.IntegerField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["branch", "number"], name="term_number_once"),
            models.CheckConstraint(name="term_number_counts", condition=Q(number__gte=1)),
            models.CheckConstraint(name="term_ends_after_it_begins", condition=Q(until__gt=F("held_on"))),
        ]

    def __str__(self) -> str:
        return f"{self.branch_id}: {self.number}"


class Officer(models.Model):
    """Somebody holds a post of a branch in [since, until): a person of the register, or a written name.

    after: the officer who handed the post over to them. ended_with: they left the register, and the post with it.
    """

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="officers")
    term = models.ForeignKey(Term, null=True, blank=True, on_delete=models.PROTECT, related_name="officers")
    post = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Post])
    person = models.ForeignKey(
        "subjects.Subject", null=True, blank=True, on_delete=models.PROTECT, related_name="posts"
    )
    name = models.CharField(max_length=200, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    after = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="handed_to"
    )
    ended_with = models.ForeignKey(
        "subjects.Ending", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.CharField(max_length=500, blank=True)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="officer_person_or_name",
                condition=Q(person__isnull=True) & ~Q(name="") | Q(person__isnull=False, name=""),
            ),
            models.CheckConstraint(
                name="officer_ends_after_it_begins", condition=Q(until__isnull=True) | Q(until__gt=F("since"))
            ),
            models.UniqueConstraint(
                fields=["branch", "post"],
                condition=Q(until__isnull=True, post__in=sorted(one.value for one in ONE_AT_A_TIME)),
                name="officer_one_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["branch", "since"], name="officer_branch")]

    def __str__(self) -> str:
        return f"{self.branch_id}: {self.post}"


class FeeRate(models.Model):
    """What a member pays in a year, in whole đồng, at a branch and at those below it that set none of their own."""

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="fee_rates")
    year = models.SmallIntegerField()
    amount = models.BigIntegerField()
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["branch", "year"], name="fee_rate_once"),
            models.CheckConstraint(name="fee_rate_not_negative", condition=Q(amount__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.branch_id} {self.year}: {self.amount}"


class Fee(models.Model):
    """A member's fee of a year at a branch: paid with a numbered receipt, or let off for a reason.

    number: of the receipt, within the branch and year; None where nothing was paid. amount in whole đồng.
    cancelled_at: it was entered by mistake; the receipt keeps its number.
    """

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="fees")
    person = models.ForeignKey("subjects.Subject", on_delete=models.PROTECT, related_name="fees")
    year = models.SmallIntegerField()
    amount = models.BigIntegerField()
    number = models.IntegerField(null=True, blank=True)
    exempt_for = models.CharField(max_length=200, blank=True)
    on = models.DateField()
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    cancelled_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_for = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["branch", "person", "year"],
                condition=Q(cancelled_at__isnull=True),
                name="fee_once_a_year",
            ),
            models.UniqueConstraint(fields=["branch", "year", "number"], name="fee_receipt_number_once"),
            models.CheckConstraint(
                name="fee_paid_or_let_off",
                condition=Q(number__isnull=False, amount__gt=0, exempt_for="")
                | (Q(number__isnull=True, amount=0) & ~Q(exempt_for="")),
            ),
            models.CheckConstraint(
                name="fee_cancelled_by_at_and_for_together",
                condition=Q(cancelled_at__isnull=True, cancelled_by__isnull=True, cancelled_for="")
                | (Q(cancelled_at__isnull=False, cancelled_by__isnull=False) & ~Q(cancelled_for="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.branch_id} {self.person_id} {self.year}"


class ClanPaper(models.Model):
    """A clan's genealogy, convention, rules or another paper of its own: dated, its words, pictures of sheets, PDFs.

    removed_at: written down by mistake.
    """

    class Kind(models.TextChoices):
        GENEALOGY = "genealogy"
        CONVENTION = "convention"
        FUND_RULES = "fund_rules"
        RULES = "rules"
        OTHER = "other"

    clan = models.ForeignKey("subjects.Subject", on_delete=models.PROTECT, related_name="clan_papers")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    title = models.CharField(max_length=200)
    dated = models.DateField()
    text = models.TextField(blank=True)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    removed_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="clan_paper_removed_by_and_at_together",
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
            )
        ]
        indexes = [models.Index(fields=["clan", "-dated"], name="clan_paper_dated")]

    def __str__(self) -> str:
        return f"{self.clan_id}: {self.title}"


class ClanSheet(models.Model):
    """A picture of one sheet of a paper. name: of its private files; digest: SHA-256 of the large one.

    removed_at: it was added by mistake; its files stay until nobody wants it back.
    """

    paper = models.ForeignKey(ClanPaper, on_delete=models.PROTECT, related_name="sheets")
    name = models.CharField(max_length=32, unique=True)
    digest = models.CharField(max_length=64)
    width = models.SmallIntegerField()
    height = models.SmallIntegerField()
    added_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="clan_sheet_removed_by_and_at_together",
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.paper_id}: {self.name}"


class ClanFile(models.Model):
    """A PDF of a paper. name: of its private file; digest: SHA-256 of it as it is kept; size in bytes.

    removed_at: it was added by mistake; the file stays until nobody wants it back.
    """

    paper = models.ForeignKey(ClanPaper, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=32, unique=True)
    digest = models.CharField(max_length=64)
    pages = models.SmallIntegerField()
    size = models.IntegerField()
    added_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="clan_file_removed_by_and_at_together",
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.paper_id}: {self.name}"
