"""Places, their dated versions, what became of them, who answers for closed ones, and their clusters."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Q

from khuyenhoc.domain.places import DAWN, WHOLE_SHARE, Kind, SuccessionKind, subtree
from khuyenhoc.domain.text import search_key

BUCKETS = 64
FIRST_LOCAL_ID = 1_000_000  # below it the ids of the country's own data file, which only ever grows


if TYPE_CHECKING:
    _Text = models.CharField[str, str]
else:
    _Text = models.CharField


class BytewiseField(_Text):
    """Text compared byte by byte on every database, so that a range of paths is a subtree.

    The collation goes by another name on each: C on PostgreSQL, BINARY (the default) on SQLite.
    """

    def db_parameters(self, connection: BaseDatabaseWrapper) -> Any:
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


class Place(models.Model):
    """Identity alone: it outlives every name, code and parent. `bucket` never changes."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in Kind])
    bucket = models.SmallIntegerField(editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="place_kind_known", condition=Q(kind__in=[k.value for k in Kind])),
            models.CheckConstraint(
                name="place_bucket_in_range", condition=Q(bucket__gte=0, bucket__lt=BUCKETS)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class PlaceVersionQuerySet(models.QuerySet["PlaceVersion"]):
    def on(self, day: date) -> Self:
        """Versions that hold on the day."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)

    def under(self, path: str) -> Self:
        """Versions at and below the path, by range: an index answers it on every database."""
        low, high = subtree(path)
        return self.filter(path__gte=low, path__lt=high)

    def named(self, text: str) -> Self:
        """Versions whose name, without its unit word, folds to the same key."""
        return self.filter(search_key=search_key(text))


class PlaceVersion(models.Model):
    """What a place was called and where it hung in [valid_from, valid_to).

    valid_from is DAWN where the beginning is not known. A code is an attribute and never a key: the
    same code has meant other places. from_assumed, to_assumed: nobody stated that day; domain.places.CHANGE
    stands for it (ADR-0012).
    """

    id = models.BigAutoField(primary_key=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="versions")
    code = models.CharField(max_length=16, blank=True)
    unit = models.CharField(max_length=32, blank=True)
    name = models.CharField(max_length=200)
    parent = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    path = BytewiseField(max_length=80)
    valid_from = models.DateField(default=DAWN)
    valid_to = models.DateField(null=True, blank=True)
    from_assumed = models.BooleanField(default=False)
    to_assumed = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    search_key = BytewiseField(max_length=200)
    source = models.CharField(max_length=200)

    objects = PlaceVersionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["path"], name="placeversion_path"),
            models.Index(fields=["search_key"], name="placeversion_search_key"),
            models.Index(fields=["code"], name="placeversion_code"),
        ]
        constraints = [
            # its index also serves "the last version before a day"
            models.UniqueConstraint(fields=["place", "valid_from"], name="placeversion_once_a_day"),
            models.CheckConstraint(
                name="placeversion_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            ),
            models.CheckConstraint(name="placeversion_path_ends_with_dot", condition=Q(path__endswith=".")),
            models.CheckConstraint(
                name="placeversion_assumed_end_is_an_end",
                condition=Q(to_assumed=False) | Q(valid_to__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.name}".strip()


class Succession(models.Model):
    """What became of a closed place. share: hundredths of a percent, blank where nobody stated it.

    doubt: why the link looks wrong, blank where it does not; a doubted link counts like any other.
    """

    id = models.BigAutoField(primary_key=True)
    predecessor = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="origins")
    kind = models.CharField(max_length=8, choices=[(kind.value, kind.value) for kind in SuccessionKind])
    share = models.SmallIntegerField(null=True, blank=True)
    is_default = models.BooleanField()
    on = models.DateField()
    legal_reference = models.CharField(max_length=200, blank=True)
    doubt = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor", "on"], name="succession_once"),
            models.UniqueConstraint(
                fields=["predecessor", "on"], condition=Q(is_default=True), name="succession_one_default"
            ),
            models.CheckConstraint(
                name="succession_kind_known", condition=Q(kind__in=[k.value for k in SuccessionKind])
            ),
            models.CheckConstraint(
                name="succession_share_in_range",
                condition=Q(share__isnull=True) | Q(share__gt=0, share__lte=WHOLE_SHARE),
            ),
            models.CheckConstraint(name="succession_not_of_itself", condition=~Q(predecessor=F("successor"))),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


class Custody(models.Model):
    """Who answers for a closed place in [valid_from, valid_to)."""

    id = models.BigAutoField(primary_key=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="custodies")
    custodian = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="wards")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "valid_from"], name="custody_once_a_day"),
            models.CheckConstraint(
                name="custody_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            ),
            models.CheckConstraint(name="custody_not_of_itself", condition=~Q(place=F("custodian"))),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} ← {self.custodian_id}"


class Cluster(models.Model):
    """A group of provinces compared with each other (cụm thi đua)."""

    name = models.CharField(max_length=200, unique=True)

    def __str__(self) -> str:
        return self.name


class ClusterMember(models.Model):
    """A place in a cluster in [valid_from, valid_to), as the source says; nothing is known of other days."""

    cluster = models.ForeignKey(Cluster, on_delete=models.PROTECT, related_name="members")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cluster", "place", "valid_from"], name="clustermember_once_a_day"
            ),
            models.CheckConstraint(
                name="clustermember_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cluster_id}: {self.place_id}"


class LoadedFile(models.Model):
    """A data file of the country as it was last put into the database, told by the digest of its bytes."""

    name = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.name
