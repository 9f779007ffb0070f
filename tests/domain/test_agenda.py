"""A calendar file is what RFC 5545 asks for: lines of bounded length, cut between signs, nothing lost."""

from datetime import UTC, date, datetime, time, timedelta

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.domain import agenda
from khuyenhoc.domain.agenda import WIDEST, Entry

CHANGED = datetime(2026, 11, 22, 1, 2, 3, tzinfo=UTC)
TEXT = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\u2028\u2029"), max_size=200
)


def unfolded(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")


@given(TEXT)
def test_a_folded_line_is_never_too_wide_and_unfolds_to_itself(text: str) -> None:
    told = agenda.folded(text)

    assert all(len(line.encode()) <= WIDEST for line in told.split("\r\n"))
    assert told.replace("\r\n ", "") == text


@given(TEXT, TEXT)
def test_a_calendar_program_reads_what_an_entry_says_whatever_signs_it_holds(title: str, where: str) -> None:
    first, last, address = date(2026, 10, 1), date(2026, 10, 7), "https://mau.example.vn/1"
    entry = Entry("a@b", first, last, title, CHANGED, where=where, address=address)

    calendar = icalendar.Calendar.from_ical(agenda.written("Lịch", [entry, entry]))

    read, _again = calendar.walk("VEVENT")
    told = {name: str(read[name]) for name in ("UID", "SUMMARY", "URL")}
    assert told == {"UID": "a@b", "SUMMARY": title, "URL": address}
    assert str(read.get("LOCATION", "")) == where
    assert (read.decoded("DTSTART"), read.decoded("DTEND")) == (first, last + timedelta(days=1))
    assert read.decoded("DTSTAMP") == CHANGED
    assert calendar.errors == read.errors == []


def test_the_last_day_belongs_to_the_entry_and_a_cancelled_one_says_so() -> None:
    entry = Entry("g1@khuyenhoc", date(2026, 12, 31), date(2026, 12, 31), "Họp", CHANGED, is_cancelled=True)

    lines = unfolded(agenda.written("Lịch", [entry]))

    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "DTSTAMP:20261122T010203Z" in lines
    assert "DTSTART;VALUE=DATE:20261231" in lines
    assert "DTEND;VALUE=DATE:20270101" in lines
    assert "STATUS:CANCELLED" in lines


def test_an_entry_with_hours_stands_at_them_in_vietnam() -> None:
    day = date(2026, 10, 2)
    whole = Entry("a", day, day, "Cả ngày", CHANGED)
    timed = Entry("b", day, day, "Họp", CHANGED, from_hour=time(7, 30), to_hour=time(11))
    open_ended = Entry("c", day, day, "Họp", CHANGED, from_hour=time(14))

    calendar = icalendar.Calendar.from_ical(agenda.written("Lịch", [whole, timed, open_ended]))

    first, second, third = calendar.walk("VEVENT")
    assert first.decoded("DTSTART") == day
    assert second.decoded("DTSTART") == datetime(2026, 10, 2, 0, 30, tzinfo=UTC)
    assert second.decoded("DTEND") == datetime(2026, 10, 2, 4, tzinfo=UTC)
    assert third.decoded("DTSTART").utcoffset() == timedelta(hours=7)
    assert "DTEND" not in third


def test_a_line_break_in_a_text_begins_no_line_of_its_own() -> None:
    entry = Entry("a", date(2026, 1, 1), date(2026, 1, 1), "Họp\r\nEND:VCALENDAR", CHANGED)

    assert "SUMMARY:Họp\\nEND:VCALENDAR" in unfolded(agenda.written("Lịch", [entry]))
