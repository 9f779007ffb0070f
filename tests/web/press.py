"""One press of a button: who rightly does it, on which page its form stands, and what is typed into it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from khuyenhoc.domain.roles import Permission
from khuyenhoc.domain.titles import Title
from tests.scene import Scene
from tests.web.forms_of_pages import Body
from tests.web.test_addresses import POSTED, SIGNED_IN

Typed = Mapping[str, str | list[str]]
Args = Callable[[Scene], list[int | str]]


def nothing(shown: Scene) -> None:
    pass


@dataclass(frozen=True)
class Press:
    """One press of a button. by: who of the place rightly presses; needs: the permission it takes there.

    spot: the hamlet to which all that is pressed belongs, "" for more than one; title: of the rows, "" for none.
    page: the address name on which the form stands; "" for the press's own, ">" for wherever the press before it
    led, "-" for no page: all of the body is in `typed`. names: fields that name rows or places.
    prepare: done before, as the place needs it. writes: False where only a session or a file is written.
    anywhere: whoever holds the permission somewhere may press, for it is done at their own place.
    """

    name: str
    by: str
    needs: Permission
    title: str = Title.HOUSEHOLD
    spot: str = ""
    page: str = ""
    args: Args | None = None
    query: Callable[[Scene], str] = field(default=lambda _: "")
    typed: Callable[[Scene, Body], Typed] = field(default=lambda *_: {})
    ticks: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    file: Callable[[Scene], SimpleUploadedFile] | None = None
    file_as: str = "file"
    prepare: Callable[[Scene], None] = nothing
    writes: bool = True
    anywhere: bool = False

    def arguments(self, shown: Scene) -> list[int | str]:
        return (self.args or {**SIGNED_IN, **POSTED}[self.name])(shown)

    def address(self, shown: Scene) -> str:
        return reverse(self.name, args=self.arguments(shown)) + self.query(shown)

    def page_address(self, shown: Scene) -> str:
        if not self.page or self.page == self.name:
            return self.address(shown)
        return reverse(self.page, args=(self.args or SIGNED_IN[self.page])(shown)) + self.query(shown)


Story = tuple[Press, ...]
