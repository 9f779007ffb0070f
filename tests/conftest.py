"""What every test may rely on: settings of tests/settings.py, Vietnamese, quick and repeatable examples."""

import os

from hypothesis import settings

# In CI the same examples on every run; by hand new ones each time, which finds more.
settings.register_profile("by_hand", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "by_hand")
