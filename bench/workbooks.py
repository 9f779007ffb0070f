"""Taking 100,000 households in from a workbook, again, and out: `python -m bench.workbooks`.

Works in a throwaway folder, on the embedded database or the one of DATABASE_URL (which must be empty). Each step is
a program of its own; the memory is its peak plus that of the process in which the workbook is read.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HOUSEHOLDS = 100_000
HAMLETS = 500
COMMUNES = 10
STEPS = ("compare", "take in", "take in again", "give out", "rows to XLSX", "rows to CSV")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "khuyenhoc.config.settings", "KHUYENHOC_DATA_DIR": folder}
        _ask("prepare", folder)
        print(f"{HOUSEHOLDS} households in {HAMLETS} hamlets of {COMMUNES} communes")
        told = {step: _ask(step, folder) for step in STEPS}
        for step, figures in told.items():
            memory = f"{figures['mebibytes']:.0f} MiB (+ {figures['reader_mebibytes']:.0f} of the reader)"
            spent = f"{figures['seconds']:.1f} s (processor {figures['cpu']:.1f} s, Django's start in it)"
            print(f"{step}: {spent}, {memory}, {figures['result']}")
        print(json.dumps(told))


def _ask(step: str, folder: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.workbooks", step, folder], stdout=subprocess.PIPE, text=True, check=True
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def step(name: str, folder: Path) -> None:
    import django

    django.setup()
    begin = time.perf_counter()
    result = _prepare(folder) if name == "prepare" else _work(name, folder)
    seconds = time.perf_counter() - begin
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    own, below = (one.ru_maxrss / 1024 for one in used)
    told = {
        "seconds": seconds,
        "cpu": sum(one.ru_utime + one.ru_stime for one in used),
        "mebibytes": own,
        "reader_mebibytes": below,
        "result": result,
    }
    print(json.dumps(told))


def _work(name: str, folder: Path) -> str:
    from django.utils import timezone

    from khuyenhoc.apps.accounts import queries as accounts
    from khuyenhoc.apps.places import queries as places
    from khuyenhoc.workbooks import intake, register
    from khuyenhoc.workbooks.tables import Column, Kind, Table, as_csv, as_xlsx

    by, at, file = accounts.by_username("bench"), timezone.now(), folder / "list.xlsx"
    assert by is not None
    province = places.root().pk
    if name == "compare":
        return str(dict(intake.compare(file, province, by=by, at=at).counts))
    if name.startswith("take in"):
        told, written = intake.take_in(file, province, by=by, at=at)
        return f"{dict(told.counts)} written={written}"
    if name == "give out":
        with (folder / "out.xlsx").open("wb") as out:
            return str(register.write_register(province, out, by=by, at=at))
    columns = (Column("STT", Kind.NUMBER), Column("Tên"), Column("Thôn"), Column("Điểm", Kind.NUMBER))
    rows = ((n, f"Hộ ông Mẫu Văn {n}", f"thôn Mẫu {n % HAMLETS}", n % 100) for n in range(HOUSEHOLDS))
    write = (
        as_xlsx([Table("Hộ", columns, rows)])
        if name == "rows to XLSX"
        else as_csv(Table("Hộ", columns, rows))
    )
    return f"{len(write) / 2**20:.1f} MiB"


def _prepare(folder: Path) -> str:
    from datetime import date

    from django.core.management import call_command
    from django.utils import timezone

    from khuyenhoc.apps.access.models import Grant
    from khuyenhoc.apps.accounts.models import User
    from khuyenhoc.apps.places import actions, queries
    from khuyenhoc.apps.places.models import Place, PlaceVersion
    from khuyenhoc.domain.roles import Role
    from khuyenhoc.workbooks.tables import Column, Kind, Table, as_xlsx

    now = timezone.now()
    call_command("migrate", verbosity=0)
    actions.load_country(at=now)
    user = User.objects.create(username="bench", password="!", is_sample=True)  # noqa: S106  (cannot sign in)
    Grant.objects.create(
        user=user,
        role=Role.BRANCH,
        place=queries.root(),
        valid_from=date(2020, 1, 1),
        granted_by="bench",
        recorded_at=now,
    )
    held = PlaceVersion.objects.on(now.date()).filter(place__kind="commune").order_by("place")[:COMMUNES]
    names: list[tuple[str, str]] = []
    for number, commune in enumerate(held):
        own = [f"Mẫu {number * 100 + n}" for n in range(HAMLETS // COMMUNES)]
        actions.open_hamlets(Place.objects.get(pk=commune.place_id), own, by="bench", at=now, source="bench")
        names += [(f"Thôn {name}", f"{commune.unit} {commune.name}") for name in own]
    words = _WORDS.split()
    columns = (Column("STT", Kind.NUMBER), Column("Mã hộ"), Column("Tên hộ"), Column("Thôn"), Column("Xã"))
    rows = (
        (
            n,
            f"{n // HAMLETS:04d}",
            f"Hộ ông Mẫu Văn {words[n % 37]} {words[n // 7 % 37]}",
            *names[n % HAMLETS],
        )
        for n in range(HOUSEHOLDS)
    )
    content = as_xlsx([Table("Hộ", columns, rows)])
    (folder / "list.xlsx").write_bytes(content)
    return f"{len(content) / 2**20:.1f} MiB"


_WORDS = (
    "An Bình Cường Dũng Đức Giang Hà Hải Hạnh Hiền Hòa Hoàng Hùng Hương Khánh Kiên Lan Linh Long Mai Minh Nam "
    "Nga Ngọc Nhung Phúc Phương Quân Quang Sơn Tâm Thảo Thu Trang Tuấn Việt Yến"
)

if __name__ == "__main__":
    if len(sys.argv) > 2:
        step(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
