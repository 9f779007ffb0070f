"""The pages' words: which there are, which lack English, and the compiled catalogues.

The msgids are Vietnamese. English is written by hand: what many pages say in
web/locale/en/LC_MESSAGES/django.po, what one area says in web/locale/en/areas/<area>.po.
Run without an argument to compile; with `missing` to list what has no English yet. Needs no gettext tools.
"""

import ast
import re
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

WEB = Path(__file__).resolve().parent.parent / "src" / "khuyenhoc" / "web"
LOCALE = WEB / "locale"
TERMINAL = WEB.parent / "cli" / "locale"
CALLED = {"_", "gettext", "gettext_lazy"}
_TRANSLATE = re.compile(r"""{%\s*translate\s+(?:"([^"]*)"|'([^']*)')""")
_BLOCK = re.compile(r"{%\s*blocktranslate[^%]*%}(.*?){%\s*endblocktranslate\s*%}", re.DOTALL)
_PLURAL = re.compile(r"{%\s*plural\s*%}")
_VARIABLE = re.compile(r"{{\s*(\w+)\s*}}")

Catalogue = dict[str, tuple[str, ...]]  # msgid → its translations, one a plural form


def used() -> set[str]:
    """Every msgid the templates and the Python of the pages ask for; of a plural its singular."""
    found: set[str] = set()
    for file in WEB.rglob("*.html"):
        found.update(_of_template(file.read_text(encoding="utf-8")))
    for file in WEB.rglob("*.py"):
        found.update(_of_python(file.read_text(encoding="utf-8")))
    return found


def _of_template(text: str) -> Iterator[str]:
    for double, single in _TRANSLATE.findall(text):
        yield double or single
    for block in _BLOCK.findall(text):
        yield _VARIABLE.sub(r"%(\1)s", _PLURAL.split(block)[0].replace("%", "%%"))


def _of_python(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLED:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def read(po: Path) -> Catalogue:
    """A .po file; its header stands under the empty msgid."""
    found: Catalogue = {}
    entry: dict[str, str] = {}
    key = ""
    for line in [*po.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("#"):
            continue
        if not line.strip():
            if "msgid" in entry:
                found[_key(entry)] = tuple(
                    text for name, text in sorted(entry.items()) if name.startswith("msgstr")
                )
            entry = {}
            continue
        name, _, quoted = line.partition(" ") if not line.startswith('"') else (key, "", line)
        key = name
        entry[key] = entry.get(key, "") + ast.literal_eval(quoted)
    return found


def _key(entry: dict[str, str]) -> str:
    plural = entry.get("msgid_plural")
    return entry["msgid"] if plural is None else f"{entry['msgid']}\0{plural}"


def catalogue(language: str) -> Catalogue:
    """All that is written in a language; of an area's words and the common ones the common ones hold."""
    found: Catalogue = {}
    for po in sorted((LOCALE / language / "areas").glob("*.po")):
        found.update({key: texts for key, texts in read(po).items() if key})
    return {**found, **read(LOCALE / language / "LC_MESSAGES" / "django.po")}


def compiled(language: str) -> bytes:
    """The .mo file of the pages in a language."""
    return packed(catalogue(language))


def packed(found: Catalogue) -> bytes:
    """The .mo file gettext reads, the same bytes on every machine."""
    entries = sorted((key.encode(), "\0".join(texts).encode()) for key, texts in found.items() if all(texts))
    start = 28 + 16 * len(entries)
    keys, texts = b"", b""
    key_table, text_table = [], []
    for key, _ in entries:
        key_table.append((len(key), start + len(keys)))
        keys += key + b"\0"
    for _, text in entries:
        text_table.append((len(text), start + len(keys) + len(texts)))
        texts += text + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(entries), 28, 28 + 8 * len(entries), 0, start)
    tables = b"".join(struct.pack("<2I", *pair) for pair in [*key_table, *text_table])
    return head + tables + keys + texts


def missing() -> list[str]:
    """Used, without English."""
    english = {key.partition("\0")[0]: texts for key, texts in catalogue("en").items()}
    return sorted(msgid for msgid in used() if not all(english.get(msgid, ("",))))


def idle() -> list[str]:
    """In English, used nowhere."""
    return sorted({key.partition("\0")[0] for key in catalogue("en")} - used() - {""})


def main() -> None:
    if sys.argv[1:] == ["missing"]:
        for msgid in missing():
            print(f"msgid {msgid!r}")
        for msgid in idle():
            print(f"idle {msgid!r}")
        return
    for po in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        language = po.relative_to(LOCALE).parts[0]
        po.with_suffix(".mo").write_bytes(compiled(language))
        print(f"{po.with_suffix('.mo').relative_to(LOCALE)}: {len(catalogue(language)) - 1} messages")
    for po in sorted(TERMINAL.glob("*/LC_MESSAGES/*.po")):
        po.with_suffix(".mo").write_bytes(packed(read(po)))
        print(f"{po.with_suffix('.mo').relative_to(TERMINAL)}: {len(read(po)) - 1} messages")


if __name__ == "__main__":
    main()
