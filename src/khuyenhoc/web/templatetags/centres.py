"""Numbers of people with the word that stood before them."""

from django import template
from django.utils.translation import get_language

from khuyenhoc.sentences.reporting import as_written

register = template.Library()


@register.filter
def with_word(number: str, qualifier: str) -> str:
    """{{ 30|grouped|with_word:qualifier }}: "hơn 30"."""
    return as_written(number, str(qualifier or ""), "en" if get_language() == "en" else "vi")
