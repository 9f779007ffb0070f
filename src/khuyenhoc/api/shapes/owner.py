"""A token's owner as it is answered."""

from pydantic import BaseModel


class OwnPlace(BaseModel):
    """A place of the owner's grants; figures of what lies below it, and sums of what lies above, may be read."""

    place: int
    kind: str
    label: str


class Owner(BaseModel):
    """expires_on: the last day on which the token is good."""

    username: str
    token: str
    expires_on: str
    places: list[OwnPlace]
