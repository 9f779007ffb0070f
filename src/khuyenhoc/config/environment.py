"""Reads `KHUYENHOC_*` and `DATABASE_URL`; a wrong value stops the start with one sentence."""

import hashlib
import os
import re
import secrets
from pathlib import Path

from khuyenhoc.domain.roles import SECOND_STEP, Role


class BadSetting(SystemExit):
    """An environment variable holds what the program cannot use; the sentence names it."""

    def __init__(self, name: str, value: str, wanted: str) -> None:
        super().__init__(f"{name}={value!r}: {wanted}")


def flag(name: str, *, default: bool) -> bool:
    """yes/no, true/false, 1/0, in any case; unset gives the default. Errors: BadSetting."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in {"1", "yes", "true", "on"}:
        return True
    if value in {"0", "no", "false", "off"}:
        return False
    raise BadSetting(name, value, "chỉ nhận yes hoặc no")


def words(name: str, default: str) -> list[str]:
    """Comma-separated words, blanks dropped."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def data_dir(*, training: bool = False) -> Path:
    """Where the embedded database and the generated secret live: KHUYENHOC_DATA_DIR, else ./var.

    training: KHUYENHOC_TRAINING_DIR, else `training` inside that, so that practice never meets real data.
    """
    real = Path(os.environ.get("KHUYENHOC_DATA_DIR", "var")).resolve()
    return Path(os.environ.get("KHUYENHOC_TRAINING_DIR") or real / "training").resolve() if training else real


def static_root(folder: Path, *sources: Path) -> Path:
    """Where the files of the pages' look lie as they are served: below `folder`, named by their own content."""
    told = hashlib.sha256()
    for file in sorted(file for source in sources for file in source.rglob("*") if file.is_file()):
        told.update(f"{file.name}\0{file.stat().st_size}\0".encode() + file.read_bytes())
    return folder / "static" / told.hexdigest()[:16]


def secret_key(folder: Path, *, debug: bool) -> str:
    """KHUYENHOC_SECRET_KEY, else one made once and kept readable by the owner alone in `folder`.

    Errors: BadSetting when a real server (debug off) is given one shorter than 50 characters.
    """
    given = os.environ.get("KHUYENHOC_SECRET_KEY", "")
    if given:
        if len(given) < 50 and not debug:
            raise BadSetting("KHUYENHOC_SECRET_KEY", "…", "cần ít nhất 50 ký tự")
        return given
    file = folder / "secret_key"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
                out.write(secrets.token_urlsafe(64))
        except FileExistsError:
            pass  # another process was quicker; its secret is the one
    return file.read_text(encoding="ascii")


def public_address() -> str:
    """KHUYENHOC_PUBLIC_ADDRESS, "https://khuyenhoc.example.vn" without a path; this machine's own unless given.

    Errors: BadSetting.
    """
    name = "KHUYENHOC_PUBLIC_ADDRESS"
    value = os.environ.get(name, "").strip().rstrip("/")
    if value and not re.fullmatch(r"https?://[A-Za-z0-9.:-]+", value):
        raise BadSetting(name, value, "ghi địa chỉ như https://khuyenhoc.example.vn, không kèm đường dẫn")
    return value or "http://localhost:8000"


def second_step_roles() -> frozenset[Role]:
    """KHUYENHOC_SECOND_STEP: roles that must sign in with a second step, "none" for nobody; see domain.roles.

    Errors: BadSetting.
    """
    name = "KHUYENHOC_SECOND_STEP"
    told = words(name, "")
    if not told:
        return SECOND_STEP
    if told == ["none"]:
        return frozenset()
    try:
        return frozenset(Role(word) for word in told)
    except ValueError:
        known = ", ".join(role.value for role in Role if role is not Role.CARD_HOLDER)
        raise BadSetting(name, os.environ[name], f"chỉ nhận none hoặc các vai {known}") from None


def paper_templates(ours: Path) -> str:
    """KHUYENHOC_PAPER_TEMPLATES: a folder with a copy of every template of ours, changed at will; "" for ours.

    Errors: BadSetting when one is missing there.
    """
    name = "KHUYENHOC_PAPER_TEMPLATES"
    value = os.environ.get(name, "").strip()
    missing = [file.name for file in ours.glob("*.typ") if not (Path(value) / file.name).is_file()]
    if value and missing:
        raise BadSetting(name, value, f"thư mục thiếu mẫu {', '.join(sorted(missing))}")
    return str(Path(value).resolve()) if value else ""
