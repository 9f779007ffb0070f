"""Pictures somebody took with a telephone, made small and plain: nothing but what can be seen on them stays."""

import io
from dataclasses import dataclass
from typing import IO

from PIL import Image, ImageOps

from khuyenhoc.domain.errors import RuleBroken

MOST_BYTES = 15 * 1024 * 1024  # as sent
MOST_PIXELS = 25_000_000  # as sent
LONGEST = 1600  # pixels of the longer side, as kept
SMALL = 240  # the same of the thumbnail
FORMATS = ("JPEG", "PNG", "WEBP")


class NoPicture(RuleBroken):
    """The file is no JPEG, PNG or WebP picture, or it is damaged; facts: none."""

    code = "NO_PICTURE"


class PictureTooHeavy(RuleBroken):
    """The file is larger than may be sent; facts: most (MiB)."""

    code = "PICTURE_TOO_HEAVY"


class PictureTooLarge(RuleBroken):
    """The picture has more pixels than are decoded; facts: millions, most (millions)."""

    code = "PICTURE_TOO_LARGE"


@dataclass(frozen=True, slots=True)
class Picture:
    """Two JPEG files, as they are kept; width and height of the large one in pixels."""

    large: bytes
    small: bytes
    width: int
    height: int


def read(sent: IO[bytes], size: int) -> Picture:
    """Decode a picture as it was sent and write it anew, upright, without place, time, device or remarks.

    size: of the file in bytes. Nothing of the file itself is kept.
    Errors: PictureTooHeavy, NoPicture, PictureTooLarge.
    """
    if size > MOST_BYTES:
        raise PictureTooHeavy(most=MOST_BYTES // 2**20)
    try:
        with Image.open(sent, formats=FORMATS) as opened:
            pixels = opened.width * opened.height
            if pixels > MOST_PIXELS:
                raise PictureTooLarge(millions=-(-pixels // 1_000_000), most=MOST_PIXELS // 1_000_000)
            opened.draft("RGB", (LONGEST, LONGEST))  # of a large JPEG no more is decoded than is needed
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((LONGEST, LONGEST))
            large = _plain(upright)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise NoPicture() from error
    small = large.copy()
    small.thumbnail((SMALL, SMALL))
    return Picture(_written(large, 80), _written(small, 70), large.width, large.height)


def _plain(opened: Image.Image) -> Image.Image:
    """The pixels alone, on white where they are transparent; what else the file carried stays behind."""
    seen = opened.convert("RGBA")
    plain = Image.new("RGB", seen.size, "white")
    plain.paste(seen, mask=seen.getchannel("A"))
    return plain


def _written(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue()
