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
