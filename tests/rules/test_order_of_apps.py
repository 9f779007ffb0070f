"""What import-linter cannot see follows the same order: settings, foreign keys by name, templates."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import Model

from tests.rules import contracts

ORDER = contracts.apps_from_the_top()
TEMPLATES = contracts.PACKAGE / "web" / "templates"
TEMPLATE_FILES = sorted(file for file in TEMPLATES.rglob("*") if file.is_file())

TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
NAMED = re.compile(r"""{%-?\s*(?:include|extends)\s+["']([^"']+)["']""")
# Asking the database belongs in queries.py: a manager walked in a template climbs to an app above.
WALK = re.compile(r"\.(objects|all|exists|iterator|select_related|\w+_set)\b")


def models() -> list[type[Model]]:
    return [
        model for label in ORDER for model in apps.get_app_config(label).get_models(include_auto_created=True)
    ]


def test_installed_apps_stand_in_the_order_of_the_contract() -> None:
    installed = [
        name.rpartition(".")[2] for name in settings.INSTALLED_APPS if name.startswith("khuyenhoc.apps.")
    ]

    assert installed == ORDER


def test_a_relation_points_to_its_own_app_or_to_one_below() -> None:
    upward = [
        f"{model._meta.label}.{field.name} -> {target._meta.label}"
        for model in models()
        for field in model._meta.get_fields(include_parents=False)
        if field.is_relation and not field.auto_created
        for target in [field.related_model]
        if isinstance(target, type)
        and target._meta.app_label in ORDER
        and ORDER.index(target._meta.app_label) < ORDER.index(model._meta.app_label)
    ]

    assert upward == []


def test_every_relation_leads_to_one_of_our_apps_or_to_django() -> None:
    allowed = {*ORDER, "auth", "contenttypes", "sessions"}

    strange = [
        f"{model._meta.label}.{field.name}"
        for model in models()
        for field in model._meta.get_fields(include_parents=False)
        if field.is_relation and not field.auto_created
        if not isinstance(field.related_model, type) or field.related_model._meta.app_label not in allowed
    ]

    assert strange == []


def walks(template: str) -> list[str]:
    """Tags that walk a manager; the loop's own counters are none."""
    return [tag for tag in TAG.findall(template) if WALK.search(tag)]


def test_no_template_asks_the_database() -> None:
    found = {
        str(file.relative_to(TEMPLATES)): walks(file.read_text(encoding="utf-8")) for file in TEMPLATE_FILES
    }

    assert {file: tags for file, tags in found.items() if tags} == {}


def test_every_template_that_another_names_exists() -> None:
    missing = [
        f"{file.relative_to(TEMPLATES)} names {name}"
        for file in TEMPLATE_FILES
        for name in NAMED.findall(file.read_text(encoding="utf-8"))
        if not (TEMPLATES / name).is_file()
    ]

    assert missing == []


def test_a_template_names_only_its_own_area_or_what_all_share() -> None:
    foreign = [
        f"{inside} names {name}"
        for file in TEMPLATE_FILES
        for inside in [file.relative_to(TEMPLATES)]
        for name in NAMED.findall(file.read_text(encoding="utf-8"))
        if not shared(Path(name)) and Path(name).parts[0] != inside.parts[0]
    ]

    assert foreign == []


def shared(template: Path) -> bool:
    """Templates in no area's folder, and those in `shared/`."""
    return len(template.parts) == 1 or template.parts[0] == "shared"


@pytest.mark.parametrize(
    "template",
    ["{% for r in subject.recognition_set.all %}", "{{ place.versions.all }}", "{% if x.rounds.exists %}"],
)
def test_a_walk_through_a_manager_would_be_found(template: str) -> None:
    assert walks(template) != []
