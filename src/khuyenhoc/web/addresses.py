"""What numbers in addresses may be; anything else is no address of ours."""

from django.urls import register_converter


class Number:
    """An id: as many digits as the databases hold."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class Year(Number):
    regex = "(?:19|20)[0-9]{2}"


register_converter(Number, "id")
register_converter(Year, "year")
