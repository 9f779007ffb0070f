"""Funds and their books: vouchers with lines that add up to 0, years that are closed, what was published."""

from django.db import models
from django.db.models import F, Q

from khuyenhoc.apps.places.models import BytewiseField
from khuyenhoc.domain.ledger import HOLDINGS, Account, VoucherKind
from khuyenhoc.domain.written_numbers import Qualifier


class Fund(models.Model):
    """A fund for promoting learning: of a place's association, of one of its branches, or of a body (a clan …).

    branch, body: whose it is; both None for that of the place itself. since: the day the book begins with.
    """

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    branch = models.ForeignKey(
        "association.Branch", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    body = models.ForeignKey(
        "subjects.Subject", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=200)
    sort_key = BytewiseField(max_length=400)
    since = models.DateField()
    opened_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "sort_key"], name="fund_name_once_a_place"),
            models.CheckConstraint(
                name="fund_has_one_owner", condition=Q(branch__isnull=True) | Q(body__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Voucher(models.Model):
    """One entry of a book; never changed. number: without gaps per fund, year and kind.

    party: who gave or got it, on paper only and never in a statement. goods: what was given in kind. donor, purpose:
    codes of domain.ledger. partner: the other fund of a transfer. answers: of money received, the voucher with which
    the other fund sent it. corrects: of a counter-entry, the voucher that it takes back.
    """

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="vouchers")
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in VoucherKind])
    year = models.SmallIntegerField()
    number = models.IntegerField()
    day = models.DateField()
    amount = models.BigIntegerField()
    holding = models.CharField(max_length=8, blank=True)
    donor = models.CharField(max_length=16, blank=True)
    purpose = models.CharField(max_length=32, blank=True)
    party = models.CharField(max_length=200, blank=True)
    party_place = models.CharField(max_length=200, blank=True)
    about = models.CharField(max_length=400, blank=True)
    goods = models.CharField(max_length=200, blank=True)
    search_key = BytewiseField(max_length=1000, blank=True)
    decision_number = models.CharField(max_length=64, blank=True)
    decision_day = models.DateField(null=True, blank=True)
    partner = models.ForeignKey(
        Fund, null=True, blank=True, on_delete=models.PROTECT, related_name="partner_of"
    )
    answers = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="answered_by"
    )
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "year", "kind", "number"], name="voucher_number_once_a_year"
            ),
            models.CheckConstraint(name="voucher_amount_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(name="voucher_number_positive", condition=Q(number__gt=0)),
            models.CheckConstraint(
                name="voucher_correction_names_one",
                condition=Q(kind="correction", corrects__isnull=False)
                | (~Q(kind="correction") & Q(corrects__isnull=True)),
            ),
        ]
        indexes = [models.Index(fields=["fund", "-day", "-id"], name="voucher_book")]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}/{self.year}"


class Line(models.Model):
    """One side of a voucher; fund and day are the voucher's own, for sums that ask for nothing else."""

    voucher = models.ForeignKey(Voucher, on_delete=models.PROTECT, related_name="lines")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    account = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Account])
    detail = models.CharField(max_length=32, blank=True)
    amount = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(name="line_amount_not_zero", condition=~Q(amount=0))]
        indexes = [models.Index(fields=["fund", "day", "account"], name="line_of_fund")]

    def __str__(self) -> str:
        return f"{self.account} {self.amount}"


class Closing(models.Model):
    """A year of a fund that takes no more entries, with what was there at its end."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="closings")
    year = models.SmallIntegerField()
    cash = models.BigIntegerField()
    bank = models.BigIntegerField()
    goods = models.BigIntegerField()
    closed_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fund", "year"], name="closing_once"),
            models.CheckConstraint(
                name="closing_never_below_zero",
                condition=Q(**{f"{one.value}__gte": 0 for one in HOLDINGS}),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fund_id}: {self.year}"


class Publication(models.Model):
    """A closed year's statement that everybody may read, until it is taken back."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="publications")
    year = models.SmallIntegerField()
    published_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "year"], condition=Q(taken_back_at__isnull=True), name="publication_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.fund_id}: {self.year}"


class PastTotal(models.Model):
    """What papers tell of earlier years as a whole ("hơn 180 tỷ, 2016–2021"): beside the book, never added to it.

    text: as written, with its qualifier. low, high: đồng. what: "raised" or "spent".
    """

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="past_totals")
    what = models.CharField(max_length=8, choices=[("raised", "raised"), ("spent", "spent")])
    first_year = models.SmallIntegerField()
    last_year = models.SmallIntegerField()
    text = models.CharField(max_length=80)
    qualifier = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Qualifier])
    low = models.BigIntegerField()
    high = models.BigIntegerField()
    source = models.CharField(max_length=200)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="pasttotal_years_in_order", condition=Q(last_year__gte=F("first_year"))
            ),
            models.CheckConstraint(
                name="pasttotal_bounds_in_order", condition=Q(low__gte=0) & Q(high__gte=F("low"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text}, {self.first_year}–{self.last_year}"
