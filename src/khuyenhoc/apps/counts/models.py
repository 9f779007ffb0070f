"""Roll-up counts, changed in the transaction of the event that changes them."""

from django.db import models


class Count(models.Model):
    """How many cases of a title stand in a state, at the event's own place and year.

    Merges never rewrite it; ancestors add up through the tree of the date that is asked for.
    `state` is a workflow state, or a measure of domain.tallies.
    """

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=16)
    level = models.CharField(max_length=16, blank=True)
    year = models.SmallIntegerField()
    state = models.CharField(max_length=16)
    value = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "title", "level", "year", "state"], name="counts_count_one_row"
            )
        ]
        indexes = [models.Index(fields=["year", "title", "state", "place"], name="counts_count_by_year")]

    def __str__(self) -> str:
        return f"{self.title} {self.level} {self.year} {self.state}: {self.value}"
