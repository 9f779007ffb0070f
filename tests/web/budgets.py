"""How many questions a page may ask the database, with its lists full: a new one costs everybody, every time."""

from collections.abc import Mapping

MOST = 30  # of an address that is not named below
# Pages that may ask more: five titles each with base, target and last year; a round with all below it; what is
# printed besides what is shown. The number is what the page asked when it was written, and a few.
MORE = {
    "report": 98,
    "report_file": 97,
    "pack": 56,  # three years of the places below
    "pack_file": 52,
    "figures": 52,
    "public_figures": 40,
    "place": 70,
    "round": 64,
    "comparing": 58,  # five years, three bases and the places below
    "target_outlook": 70,  # four years of the places below
    "target_outlook_file": 64,
    "indicators_of": 66,  # the books of every area are asked
    "indicators_file": 62,
    "figures_file": 46,
    "indicator": 38,  # the places right below it too
    "members_at_file": 52,
    "members_at": 52,  # several years, and the places right below
    "corrected": 42,
    "decision_paper": 56,
    "proposal_paper": 44,
    "propose": 43,
    "decide": 43,
    "meeting": 42,
    "walk": 44,
    "directive": 34,  # what rests on it in every book, its files, and the places right below
    "registration_paper": 56,
    "case": 39,
    "subject": 37,
    "verify": 36,
    "verify_visits": 37,
    "reconsider": 37,
    "decision_certificates": 37,
    "cards": 35,
    "round_open": 33,
    "home": 37,  # what waits in each book of the association is one question more
}


def exceeded(asked: Mapping[str, int]) -> dict[str, int]:
    """Of the pages, by the name of their address, those that asked more than they may."""
    return {name: number for name, number in asked.items() if number > MORE.get(name, MOST)}
