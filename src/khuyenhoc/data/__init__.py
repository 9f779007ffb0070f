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
