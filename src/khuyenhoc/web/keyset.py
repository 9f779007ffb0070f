"""Where the next page of a list begins, as it stands in an address: a sort key and an id."""


def write(position: tuple[str, int] | None) -> str:
    return "" if position is None else f"{position[1]}.{position[0]}"


def read(text: str) -> tuple[str, int] | None:
    """None for what is no position: then the list begins anew."""
    number, dot, key = text.partition(".")
    if not dot or not number.isascii() or not number.isdecimal() or len(number) > 18:
        return None
    return key, int(number)
