"""The program's own settings with a throwaway folder; DATABASE_URL chooses the database, as in production.

SQLite is a file with the production's pragmas, not memory: threads, WAL and locks are then the real ones.
"""

import atexit
import os
import shutil
import tempfile

if (
    "KHUYENHOC_TEST_FOLDER" not in os.environ
):  # workers share their parent's; scripts/checks.py gives one to all
    folder = tempfile.mkdtemp(prefix="khuyenhoc-tests-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["KHUYENHOC_TEST_FOLDER"] = os.environ["KHUYENHOC_DATA_DIR"] = folder

# For tables as small as these it takes longer to compile a question than to answer it.
os.environ.setdefault("PGOPTIONS", "-c jit=off")

from khuyenhoc.config.settings import *  # noqa: F403  (settings are a list of names)
from khuyenhoc.config.settings import DATA_DIR, DATABASES

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # pytest-xdist adds the worker's name, so that each worker writes to a file of its own.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
# Deliberately weak and quick: the tests sign in hundreds of times.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# The server that the browser's tests ask serves what finders find, and nothing that was gathered.
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "tests.gathered.GatheredFinder",
]
