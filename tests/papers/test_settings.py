"""What may be set about papers from outside, and what stops the start."""

from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from khuyenhoc.config import environment
from khuyenhoc.config.environment import BadSetting
from khuyenhoc.papers import addresses, press

OURS = press.FOLDER / "templates"


def test_the_public_address_is_this_machine_unless_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KHUYENHOC_PUBLIC_ADDRESS", raising=False)
    assert environment.public_address() == "http://localhost:8000"

    monkeypatch.setenv("KHUYENHOC_PUBLIC_ADDRESS", "https://khuyenhoc.example.vn/")
    assert environment.public_address() == "https://khuyenhoc.example.vn"


@pytest.mark.parametrize(
    "value", ["khuyenhoc.example.vn", "https://a.vn/path", "ftp://a.vn", "https://a b.vn"]
)
def test_an_address_that_no_telephone_opens_stops_the_start(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KHUYENHOC_PUBLIC_ADDRESS", value)

    with pytest.raises(BadSetting, match="KHUYENHOC_PUBLIC_ADDRESS"):
        environment.public_address()


def test_a_folder_of_templates_holds_every_one_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KHUYENHOC_PAPER_TEMPLATES", str(tmp_path))
    with pytest.raises(BadSetting, match=r"administrative\.typ, .*card\.typ, .*voucher\.typ"):
        environment.paper_templates(OURS)

    for file in OURS.glob("*.typ"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    assert environment.paper_templates(OURS) == str(tmp_path.resolve())

    monkeypatch.delenv("KHUYENHOC_PAPER_TEMPLATES")
    assert environment.paper_templates(OURS) == ""


def test_the_code_on_a_certificate_leads_to_the_page_that_checks_it() -> None:
    page = reverse("certificate_check", args=["7KD4-PXM2-WA9C"])

    assert addresses.certificate("7KD4-PXM2-WA9C") == f"{settings.PUBLIC_ADDRESS}{page}"
