"""Whether the one deed of a plan can be done, told in words that fit the boxes it was put together from."""

from khuyenhoc.apps.places import actions as places
from khuyenhoc.apps.places import queries as known
from khuyenhoc.apps.reform.actions.resolving import Resolver
from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.domain.place_names import spelling
from khuyenhoc.domain.reform import Outcome
from khuyenhoc.domain.reform.plan import Plan
from khuyenhoc.domain.reform.shaping import OtherKind, ParentUnclear, PlaceClosed, TooEarly


class EndedBefore(RuleBroken):
    """A chosen place is no more; facts: place, on."""

    code = "REFORM_ENDED_BEFORE"


class ChangedSince(RuleBroken):
    """A chosen place, or one below it, changes on the day or later; facts: place, last."""

    code = "REFORM_CHANGED_SINCE"


class KindsDiffer(RuleBroken):
    """Places of several kinds cannot become one; facts: place, other."""

    code = "REFORM_KINDS_DIFFER"


class HangApart(RuleBroken):
    """The chosen places hang below different ones, two provinces mostly; facts: places (labels)."""

    code = "REFORM_HANG_APART"


class NameTaken(RuleBroken):
    """Another place right below the same one is called so on the day; facts: name, above."""

    code = "REFORM_NAME_TAKEN"


class NothingChanges(RuleBroken):
    """The place has this very unit word and name; facts: name."""

    code = "REFORM_NOTHING_CHANGES"


def foresee(plan: Plan) -> Outcome:
    """What the plan makes of the tree, by the rules of the deed itself; nothing is written.

    plan: of one deed. That a new name is free is asked only here: hamlets of a plan may well share a name.
    Errors: those of this module and of the Resolver, and other rules of domain.reform as they are.
    """
    (planned,) = plan.deeds
    day = planned.on
    resolver = Resolver(day, {})
    deeds = resolver.read(plan.deeds)
    try:
        outcome = places.foreseen(day, deeds, resolver.new)
    except PlaceClosed as error:
        raise EndedBefore(place=error.facts["place"], on=error.facts["on"]) from error
    except TooEarly as error:
        raise ChangedSince(place=error.facts["place"], last=error.facts["last"]) from error
    except OtherKind as error:
        raise KindsDiffer(place=error.facts["place"], other=error.facts["other"]) from error
    except ParentUnclear as error:
        named = known.labels(places.named_in(deeds), day)
        raise HangApart(places=sorted(named.values())) from error
    _refuse_taken_name(outcome)
    if not outcome.versions:
        raise NothingChanges(name=f"{planned.unit} {planned.name}".strip())
    return outcome


def _refuse_taken_name(outcome: Outcome) -> None:
    for one in outcome.versions:
        if one.is_carried or one.parent is None:
            continue
        asked = (one.unit.casefold(), spelling(one.name))
        for other in known.children(one.parent, outcome.day):
            is_another = other.place_id != one.place and other.place_id not in outcome.custodians
            if is_another and (other.unit.casefold(), spelling(other.name)) == asked:
                raise NameTaken(name=str(other), above=known.label(one.parent, outcome.day))
