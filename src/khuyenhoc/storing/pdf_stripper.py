"""Run as a program of its own: reads a PDF, takes out what acts or is hidden in it, and writes the rest.

Apart, so that a file made to exhaust memory or time ends this process and no other. It knows nothing of us:
`python pdf_stripper.py FILE OUT MOST_BYTES MOST_SECONDS MOST_PAGES` prints the number of pages. Exit status 3: a
passphrase protects the file; 4: it is no PDF that can be read; 5: it has no page or too many.

What goes: scripts, whatever starts by itself or sends or opens something, files, sounds and films inside, forms,
remarks and descriptions of who wrote it when and with what. What stays: the pages as they look, links to the web and
within the file. A picture inside is not decoded: what a camera wrote into it may stay.
"""

import resource
import sys
from typing import Any

# Wherever they stand: what acts, what is carried along, what tells of the writer.
GONE = (
    *("/OpenAction", "/AA", "/JS", "/JavaScript", "/XFA", "/AcroForm", "/EmbeddedFiles", "/EF", "/AF", "/RF"),
    *("/RichMediaContent", "/RichMediaSettings", "/Collection", "/Metadata", "/PieceInfo", "/Info", "/Popup"),
    *("/Threads", "/SpiderInfo", "/Requirements", "/Extensions"),
)
KEPT_ANNOTATIONS = frozenset({"/Link"})
KEPT_ACTIONS = frozenset({"/GoTo", "/URI"})


def main() -> int:
    file, out, most_bytes, most_seconds, most_pages = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:6])
    import pikepdf

    resource.setrlimit(resource.RLIMIT_AS, (most_bytes, most_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (most_seconds, most_seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        with pikepdf.open(file) as pdf:
            number = len(pdf.pages)
            if not 0 < number <= most_pages:
                return 5
            for page in pdf.pages:
                _keep_links(pikepdf, page.obj)
            for thing in list(pdf.objects):
                _clean(pikepdf, thing, 0)
            if "/Info" in pdf.trailer:
                del pdf.trailer["/Info"]
            pdf.save(out, deterministic_id=True)
    except pikepdf.PasswordError:
        return 3
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        sys.stderr.write(type(error).__name__)
        return 4
    sys.stdout.write(str(number))
    return 0


def _keep_links(pikepdf: Any, page: Any) -> None:
    """Of all that lies on a page besides what is printed on it, only links stay."""
    found = page.get("/Annots")
    if found is None:
        return
    kept = [
        one
        for one in found
        if isinstance(one, pikepdf.Dictionary) and one.get("/Subtype") in KEPT_ANNOTATIONS
    ]
    if kept:
        page["/Annots"] = pikepdf.Array(kept)
    else:
        del page["/Annots"]


def _clean(pikepdf: Any, thing: Any, depth: int) -> None:
    """Direct parts only: an indirect object is met by itself."""
    if depth > 60:
        raise ValueError("too deep")
    if isinstance(thing, pikepdf.Array):
        for one in thing:
            if _is_whole(pikepdf, one):
                _clean(pikepdf, one, depth + 1)
        return
    if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        return
    for name in GONE:
        if name in thing:
            del thing[name]
    for name in ("/A", "/PA", "/Next"):
        found = thing.get(name)
        if isinstance(found, pikepdf.Dictionary | pikepdf.Array) and not _may_act(pikepdf, found):
            del thing[name]
    for name in list(thing.keys()):
        found = thing.get(name)
        if _is_whole(pikepdf, found):
            _clean(pikepdf, found, depth + 1)


def _is_whole(pikepdf: Any, one: Any) -> bool:
    return isinstance(one, pikepdf.Dictionary | pikepdf.Array) and not one.is_indirect


def _may_act(pikepdf: Any, action: Any) -> bool:
    """Whether an action only leads somewhere; what is no action at all (numbers of a structure) may stay."""
    if isinstance(action, pikepdf.Array):
        return not any(isinstance(one, pikepdf.Dictionary) and "/S" in one for one in action)
    if "/S" not in action:
        return "/JS" not in action
    if action["/S"] == "/URI":
        return bytes(action.get("/URI", b"")).lower().startswith((b"http://", b"https://", b"mailto:"))
    return action["/S"] in KEPT_ACTIONS


if __name__ == "__main__":
    sys.exit(main())
