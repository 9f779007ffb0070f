"""Rounds of scholarships and help: nominated, reviewed, decided by a second person, paid from a fund."""
