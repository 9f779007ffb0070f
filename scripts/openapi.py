"""Writes docs/openapi.json anew, the snapshot that a test holds the read API to."""

import json
import os
from pathlib import Path

FILE = Path(__file__).parents[1] / "docs" / "openapi.json"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khuyenhoc.config.settings")
    os.environ.setdefault("KHUYENHOC_DEBUG", "1")
    import django

    django.setup()
    from khuyenhoc.api.interface import described

    FILE.write_text(json.dumps(described(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(FILE.name)


if __name__ == "__main__":
    main()
