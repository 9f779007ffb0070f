"""Whether the country's places stand in the database as the data files now tell them."""

from hashlib import sha256
from importlib.resources import files

from khuyenhoc.apps.places.models import LoadedFile

FILES = ("clusters.csv.gz", "custodies.csv.gz", "successions.csv.gz", "versions.csv.gz")


def data_digests() -> dict[str, str]:
    """File -> digest of its bytes."""
    return {name: sha256((files("khuyenhoc.data.places") / name).read_bytes()).hexdigest() for name in FILES}


def is_current() -> bool:
    """Whether exactly these files were loaded last."""
    return dict(LoadedFile.objects.values_list("name", "digest")) == data_digests()
