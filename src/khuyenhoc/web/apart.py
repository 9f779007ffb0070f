"""Two of one name on a list: a few words beside each."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from khuyenhoc.analytics.apart import Mark


def told(marks: Mapping[int, Mark]) -> dict[int, str]:
    """The words by the id that the marks go by; nothing where nothing is known."""
    return {pk: words for pk, mark in marks.items() if (words := _words(mark))}


def _words(mark: Mark) -> str:
    said = []
    if mark.birth_year is not None:
        said.append(_("sinh năm %(year)s") % {"year": mark.birth_year})
    if mark.code:
        said.append(_("mã hộ %(code)s") % {"code": mark.code})
    if mark.members:
        said.append(_("trong hộ có %(names)s") % {"names": ", ".join(mark.members)})
    return " · ".join(said)
