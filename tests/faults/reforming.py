"""Run as a program of its own, to be killed: `build` makes a country in empty tables, `reform` merges it."""

import sys
from datetime import date, datetime

import django

PLAN = """
title = "Sắp xếp mẫu"
on = 2023-11-01
legal_reference = "Nghị quyết mẫu (chưa đối chiếu văn bản gốc)"
renew_grants = true
[[deed]]
kind = "merge"
places = ["xã Mẫu Đông", "xã Mẫu Tây"]
into = { name = "xã Mẫu Mới" }
"""
HAMLETS = 300


def build() -> None:
    from khuyenhoc.apps.places import actions
    from khuyenhoc.apps.subjects import actions as subjects
    from khuyenhoc.apps.subjects.actions import NewSubject
    from khuyenhoc.domain.roles import Role
    from khuyenhoc.domain.titles import Title
    from tests import make

    land = make.country()
    make.user("centre", Role.CENTRE, land.root)
    clerk = make.user("clerk", Role.BRANCH, land.commune)
    names = [f"Thôn Mẫu {number}" for number in range(HAMLETS)]
    actions.open_hamlets(land.commune, names, by="test", at=make.NOON, source="test")
    new = [
        NewSubject(Title.ORGANISATION, f"Trường mẫu {n}", land.commune.pk, date(2010, 1, 1))
        for n in range(HAMLETS)
    ]
    subjects.enter(new, by=clerk, at=make.NOON, is_sample=True)


def reform() -> None:
    from khuyenhoc.apps.accounts.models import User
    from khuyenhoc.apps.reform import actions
    from khuyenhoc.domain.days import VIETNAM
    from khuyenhoc.domain.reform import plan

    by = User.objects.get(username="centre")
    print("begins", flush=True)  # noqa: T201  (the parent waits for it)
    actions.reform(plan.read(PLAN), by=by, at=datetime(2023, 11, 2, tzinfo=VIETNAM))
    print("done", flush=True)  # noqa: T201


if __name__ == "__main__":
    django.setup()
    {"build": build, "reform": reform}[sys.argv[1]]()
