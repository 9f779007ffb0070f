"""Meetings, courses, briefings and events of a place: its calendar, who came, who was trained, and the feeds."""
