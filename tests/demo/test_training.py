"""The training mode and real work never open each other's database, and everything of it says what it is."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse

from khuyenhoc.apps.accounts.models import User
from khuyenhoc.apps.gatherings import actions as gatherings
from khuyenhoc.apps.gatherings.actions import NewGathering
from khuyenhoc.config import environment
from khuyenhoc.demo import training
from khuyenhoc.demo.training import TrainingDatabase, TrainingHoldsReal
from khuyenhoc.domain.gatherings import GatheringKind
from khuyenhoc.papers import gathering as papers
from tests.make import NOON, Country, People


def test_the_training_mode_refuses_a_database_with_real_accounts(db: None, settings: Any) -> None:
    User.objects.create(username="thật", password="!")
    settings.TRAINING = True

    with pytest.raises(TrainingHoldsReal):
        training.require_own(where="x")
    with pytest.raises(TrainingHoldsReal):
        training.mark(at=NOON)
    assert not training.is_marked()


def test_real_work_refuses_a_database_of_the_training_mode_for_good(db: None, settings: Any) -> None:
    settings.TRAINING = True
    training.mark(at=NOON)
    training.mark(at=NOON)
    User.objects.create(username="học viên", password="!")  # whoever learns there may open accounts

    training.require_own(where="x")
    settings.TRAINING = False
    with pytest.raises(TrainingDatabase):
        training.require_own(where="x")


def test_each_mode_goes_on_where_nothing_stands_against_it(db: None, settings: Any) -> None:
    training.require_own(where="x")
    settings.TRAINING = True
    training.require_own(where="x")


def test_the_training_mode_has_a_folder_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KHUYENHOC_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("KHUYENHOC_TRAINING_DIR", raising=False)

    assert environment.data_dir() == tmp_path
    assert environment.data_dir(training=True) == tmp_path / "training"
    monkeypatch.setenv("KHUYENHOC_TRAINING_DIR", str(tmp_path / "elsewhere"))
    assert environment.data_dir(training=True) == tmp_path / "elsewhere"


@pytest.mark.parametrize("name", ["sign_in", "public", "help"])
def test_every_page_says_that_it_is_practice_and_no_other_does(
    name: str, country: None, db: None, settings: Any
) -> None:
    real = Client().get(reverse(name), follow=True).content.decode()
    settings.TRAINING = True
    practice = Client().get(reverse(name), follow=True).content.decode()
    missing = Client().get("/không-có/").content.decode()

    assert "Chế độ tập huấn" not in real
    assert "Chế độ tập huấn – dữ liệu tập." in practice
    assert "Chế độ tập huấn – dữ liệu tập." in missing


def test_a_paper_of_the_training_mode_is_stamped_on_every_page(
    land: Country, who: People, settings: Any
) -> None:
    new = NewGathering(GatheringKind.MEETING, "Hội nghị mẫu", date(2023, 5, 1), topics="Nội dung mẫu.\n" * 90)
    held = gatherings.plan(land.commune.pk, new, by=who.association, at=NOON)

    def texts() -> list[str]:
        paper = pypdfium2.PdfDocument(io.BytesIO(papers.pdf(papers.of(held))))
        return [page.get_textpage().get_text_range() for page in paper]

    real = texts()
    settings.TRAINING = True
    practice = texts()

    assert len(practice) == len(real) > 1
    assert not any("BẢN TẬP HUẤN" in page for page in real)
    assert all("BẢN TẬP HUẤN" in page and "không có giá trị" in page for page in practice)
