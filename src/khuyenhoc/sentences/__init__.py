"""What people read when a rule is broken: one Vietnamese and one English sentence per code.

Pages, the API and the command line draw from here; a test holds the two languages and the codes together.
"""

import os

from khuyenhoc.domain.errors import RuleBroken
from khuyenhoc.sentences import english, vietnamese

LANGUAGES = {"vi": vietnamese.SENTENCES, "en": english.SENTENCES}


def sentence(error: RuleBroken, language: str = "vi") -> str:
    """The sentence for the error's code with its facts filled in; an unknown language reads Vietnamese.

    Errors: KeyError when the code has no sentence, which a test rules out.
    """
    return LANGUAGES.get(language, vietnamese.SENTENCES)[error.code].format(**error.facts)


def language_of_terminal() -> str:
    """The language of the command line: KHUYENHOC_LANGUAGE, `vi` unless it says `en`."""
    return "en" if os.environ.get("KHUYENHOC_LANGUAGE", "vi").strip().lower() == "en" else "vi"
