"""Names of ratings by their code, in the page's language."""

from django.utils.translation import get_language

from khuyenhoc.apps.criteria import queries as criteria


def names() -> dict[str, str]:
    """Of every set that is loaded; sets share their codes as they share the words."""
    language = "en" if get_language() == "en" else "vi"
    return {
        rating.code: rating.name.say(language)
        for stored in criteria.everything()
        for rating in criteria.rules(stored).ratings
    }
