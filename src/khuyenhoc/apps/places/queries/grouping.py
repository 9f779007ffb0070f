"""Adding up what stands below a place, in one question: as a whole, or a line for each place right below it."""

from datetime import date

from django.db.models import CharField, F, Q, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Concat, StrIndex, Substr

from khuyenhoc.apps.places.models import Place
from khuyenhoc.apps.places.queries.tree import version
from khuyenhoc.domain.places import subtree


def standing_below(place: Place | int, on: date, *, column: str = "place") -> Q:
    """The condition that a row's place (`column`) lies at or below the place in the tree of the day.

    It joins the dated versions; put it, and nothing else on these versions, into one `filter`. For sums over many
    rows this is quicker than `ids_below`, which fetches the whole subtree first. Errors: PlaceUnknownThen.
    """
    low, high = subtree(version(place, on).path)
    within = {"path__gte": low, "path__lt": high, "valid_from__lte": on}
    held = Q(**{f"{column}__versions__valid_to__isnull": True}) | Q(
        **{f"{column}__versions__valid_to__gt": on}
    )
    return Q(**{f"{column}__versions__{name}": value for name, value in within.items()}) & held


def answered_for_below(place: Place | int, on: date, *, column: str = "place") -> Q:
    """The condition that a row's place has ended and somebody at or below the place answers for it on the day.

    What was counted at a commune before it was merged still belongs to the sums above it. Never the same rows as
    `standing_below`; for `child_below` the column is then the custodian's, f"{column}__custodies__custodian".
    """
    turn = f"{column}__custodies"
    held = Q(**{f"{turn}__valid_to__isnull": True}) | Q(**{f"{turn}__valid_to__gt": on})
    within = Q(**{f"{turn}__valid_from__lte": on})
    return within & held & standing_below(place, on, column=f"{turn}__custodian")


def child_below(place: Place | int, on: date, *, column: str = "place") -> Combinable:
    """The id, as text, of the place right below `place` in whose subtree a row lies; "" for `place` itself.

    Goes with `standing_below` on the same query.
    """
    path = version(place, on).path
    rest = Substr(F(f"{column}__versions__path"), len(path) + 1)
    # a dot more, for the place itself has none after it and PostgreSQL refuses a length below 0
    end = StrIndex(Concat(rest, Value(".")), Value("."))
    return Substr(rest, 1, end - 1, output_field=CharField())
