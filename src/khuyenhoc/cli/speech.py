"""The language of the command line: click's own words, and the help texts, follow KHUYENHOC_LANGUAGE.

The code is written in Vietnamese, click in English; each side has its catalogue in locale/, and gettext, which click
asks itself, holds them. scripts/messages.py compiles them.
"""

import gettext
import os
from pathlib import Path

import click

from khuyenhoc.sentences import language_of_terminal

DOMAIN = "khuyenhoc"
LOCALE = Path(__file__).parent / "locale"


def begin() -> None:
    """Let click's own words follow the language; before anything is printed."""
    os.environ["LANGUAGE"] = language_of_terminal()
    gettext.bindtextdomain(DOMAIN, str(LOCALE))
    gettext.textdomain(DOMAIN)


def told(text: str) -> str:
    """A help text in the language of the command line; without a translation as it is written."""
    return (
        text if language_of_terminal() == "vi" else gettext.dgettext(DOMAIN, " ".join(text.split())) or text
    )


def helps(command: click.Command) -> list[str]:
    """Every help text of a command, its options and the commands below it."""
    found = [command.help, *(getattr(option, "help", None) for option in command.params)]
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            found += helps(below) if below is not None else []
    return [text for text in found if text]


def translate(command: click.Command) -> click.Command:
    """The command with its help, and that of its options and the commands below it, in the language asked for."""
    if language_of_terminal() == "vi":
        return command
    if command.help:
        command.help = told(command.help)
    for option in command.params:
        if isinstance(option, click.Option) and option.help:
            option.help = told(option.help)
    if isinstance(command, click.Group):
        for below in command.commands.values():
            translate(below)
    return command
