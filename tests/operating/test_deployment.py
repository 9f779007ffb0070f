"""Django's own check of a server that speaks to the world finds nothing to say about ours."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


def checked(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    ours = {"KHUYENHOC_DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "khuyenhoc.config.settings"}
    rest = {
        name: value for name, value in os.environ.items() if not name.startswith(("KHUYENHOC_", "DJANGO_"))
    }
    return subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "DEBUG"],
        env={**rest, **ours, **environment},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("secret", ["", "s3cret of a real server, drawn once: 7Hq0Zx-P_w9LkfR2aVbN"])
def test_a_server_behind_tls_passes_the_check(tmp_path: Path, secret: str) -> None:
    done = checked(
        tmp_path,
        KHUYENHOC_TLS="yes",
        KHUYENHOC_HOSTS="khuyenhoc.example.vn",
        KHUYENHOC_ORIGINS="https://khuyenhoc.example.vn",
        KHUYENHOC_SECRET_KEY=secret,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "no issues (0 silenced)" in done.stdout + done.stderr


def test_the_check_would_find_a_server_without_tls(tmp_path: Path) -> None:
    done = checked(tmp_path)

    assert done.returncode == 1
    assert "security.W" in done.stderr
