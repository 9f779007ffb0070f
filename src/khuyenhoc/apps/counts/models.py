"""Roll-up counts, changed in the transaction of the event that changes them."""

from django.db import models


class Count(models.Model):
    """How many cases of a title stand in a state, at the event's own place and year.

    Merges never rewrite it; ancestors add up through the tree of the date that is asked for.
    `state` is a workflow state, or a measure of domain.tallies.
    """

    # what lies below a place is found by its places first: an index that begins with the year or with the place
    # alone would make SQLite go through the year's counts of the whole country
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=16)
    level = models.CharField(max_length=16, blank=True)
    year = models.SmallIntegerField()
    state = models.CharField(max_length=16)
    value = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "year", "state", "title", "level"], name="counts_count_one_row"
            )
        ]
        indexes = [models.Index(fields=["title", "state", "year", "place"], name="counts_count_by_title")]

    def __str__(self) -> str:
        return f"{self.title} {self.level} {self.year} {self.state}: {self.value}"


class Bundle(models.Model):
    """In which bundle a place is counted, called by one of its places.

    All of a bundle hung below the same places at all times and had the same custodians: what lies above one of them
    on a day lies above all. So whoever adds up what stands below needs one row for the hamlets of a commune.
    """

    place = models.OneToOneField("places.Place", on_delete=models.PROTECT, primary_key=True, related_name="+")
    lead = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.place_id} with {self.lead_id}"


class BundledCount(models.Model):
    """The sum of the counts of all places of a bundle, changed with them."""

    lead = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=16)
    level = models.CharField(max_length=16, blank=True)
    year = models.SmallIntegerField()
    state = models.CharField(max_length=16)
    value = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["lead", "year", "state", "title", "level"], name="counts_bundledcount_one_row"
            )
        ]
        # of the country nearly every bundle is wanted, and found by its year
        indexes = [models.Index(fields=["year", "state"], name="counts_bundledcount_by_year")]

    def __str__(self) -> str:
        return f"{self.lead_id} {self.title} {self.level} {self.year} {self.state}: {self.value}"


class Bundling(models.Model):
    """The stamp of the dated tree by which the places were bundled: of another tree the bundles say nothing."""

    stamp = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.stamp
