"""The forms of a page, filled as a person fills them: what is chosen stays, what must be typed is typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

Body = dict[str, list[str]]
UNSENT = {"submit", "button", "image", "reset", "file"}


@dataclass
class Sheet:
    """A form that is sent by POST; action: its address, "" for the page's own. buttons: (name, value) of each.

    open: of radio buttons none of which is chosen the first value; boxes: every box that may be ticked.
    """

    action: str
    held: Body = field(default_factory=dict)
    open: Body = field(default_factory=dict)
    boxes: Body = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def filled(self, typed: Mapping[str, str | list[str]]) -> Body:
        """What a press sends: what stands there, an answer to every choice, and over it what was typed."""
        body = {name: list(values) for name, values in {**self.boxes, **self.open, **self.held}.items()}
        for name, told in typed.items():
            body[name] = [told] if isinstance(told, str) else list(told)
        return body


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[Sheet] = []
        self._sheet: Sheet | None = None
        self._area = self._list = ""
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._sheet = Sheet(told.get("action", "")) if told.get("method", "").lower() == "post" else None
            if self._sheet:
                self.sheets.append(self._sheet)
        elif self._sheet and "disabled" not in told:
            name, value = told.get("name", ""), told.get("value", "")
            match tag:
                case "input" if name:
                    self._input(self._sheet, told.get("type", "text").lower(), name, value, "checked" in told)
                case "button" if told.get("type", "submit") == "submit":
                    self._sheet.buttons.append((name, value))
                case "textarea":
                    self._area, self._text = name, ""
                case "select":
                    self._list = name
                case "option" if self._list and value:
                    chosen = self._sheet.held if "selected" in told else self._sheet.open
                    chosen.setdefault(self._list, [value])

    def _input(self, sheet: Sheet, kind: str, name: str, value: str, checked: bool) -> None:
        if kind in UNSENT:
            return
        if kind == "radio":
            (sheet.held if checked else sheet.open).setdefault(name, [value])
        elif kind == "checkbox":
            (sheet.held if checked else sheet.boxes).setdefault(name, []).append(value or "on")
        else:
            sheet.held.setdefault(name, []).append(value)

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._sheet = None
        elif tag == "textarea" and self._sheet and self._area:
            self._sheet.held[self._area] = [self._text.strip()]
            self._area = ""
        elif tag == "select":
            self._list = ""


def sheets(text: str) -> list[Sheet]:
    """Those sent by POST, but for signing out and choosing a language, which every page has."""
    reader = _Reader()
    reader.feed(text)
    return [one for one in reader.sheets if one.action not in ("/sign-out/", "/language/")]
