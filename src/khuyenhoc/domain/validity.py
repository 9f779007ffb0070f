"""How long a recognition holds and in which years it is counted."""

from datetime import date

from khuyenhoc.domain.days import months_later


def holds_until(effective_on: date, validity_months: int) -> date:
    """The first day the title is no longer held."""
    return months_later(effective_on, validity_months)


def counted_years(year: int, validity_months: int) -> range:
    """The years whose tables count the recognition: the round's own and each further whole year of validity.

    A title of 12 months counts in its round's year alone, one of 36 months in three. A yearly title decided
    in February for the year before counts for the year it was assessed for, as the reports do.
    """
    return range(year, year + max(1, validity_months // 12))
