"""The files that come with the program: read here, understood elsewhere."""

from importlib.resources import files


def criteria_files() -> list[tuple[str, str]]:
    """Every packaged criteria set as ("household-mau@2023", its text), in order of the names."""
    root = files(__name__) / "criteria_sets"
    return sorted(
        (file.name.removesuffix(".toml"), file.read_text(encoding="utf-8"))
        for title in root.iterdir()
        if title.is_dir()
        for file in title.iterdir()
        if file.name.endswith(".toml")
    )


def criteria_lock() -> str:
    """The digests published sets must keep, one `key rules texts` a line."""
    return (files(__name__) / "criteria_sets" / "digests.lock").read_text(encoding="utf-8")


def indicator_files() -> list[tuple[str, str]]:
    """Every file of the catalogue as ("titles.toml", its text), in order of the names."""
    root = files(__name__) / "indicators"
    return sorted(
        (file.name, file.read_text(encoding="utf-8"))
        for file in root.iterdir()
        if file.name.endswith(".toml")
    )


def published_figures() -> str:
    """The figures of the known reports as CSV, one a line, each with the report it stands in."""
    return (files(__name__) / "published" / "figures.csv").read_text(encoding="utf-8")


def national_targets() -> str:
    """What decisions of the whole country aim at, one table `target` each, with the decision it stands in."""
    return (files(__name__) / "targets" / "national.toml").read_text(encoding="utf-8")


def instruments() -> str:
    """Legal documents of the whole country, one table `instrument` each, with what is known of it."""
    return (files(__name__) / "directives" / "national.toml").read_text(encoding="utf-8")


def centre_set_files() -> list[tuple[str, str]]:
    """Every set by which learning centres are rated, as ("centre-mau@2026", its text), in order of the names."""
    root = files(__name__) / "centre_sets"
    return sorted(
        (file.name.removesuffix(".toml"), file.read_text(encoding="utf-8"))
        for file in root.iterdir()
        if file.name.endswith(".toml")
    )


def centre_set_lock() -> str:
    """The digests they must keep, as `criteria_lock`."""
    return (files(__name__) / "centre_sets" / "digests.lock").read_text(encoding="utf-8")
