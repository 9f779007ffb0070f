"""What is kept of a picture: what can be seen on it, upright and small, and nothing else."""

import io
from typing import Any

import pytest
from PIL import Image

from khuyenhoc.storing import pictures
from khuyenhoc.storing.pictures import LONGEST, MOST_BYTES, SMALL, NoPicture, PictureTooHeavy, PictureTooLarge

WHERE = "21 độ 2 phút"


def sent(made: Image.Image, form: str = "JPEG", **how: Any) -> io.BytesIO:
    out = io.BytesIO()
    made.save(out, form, **how)
    out.seek(0)
    return out


def read(file: io.BytesIO) -> pictures.Picture:
    return pictures.read(file, len(file.getvalue()))


def from_a_telephone() -> io.BytesIO:
    exif = Image.Exif()
    exif[0x0112] = 6  # held upright: turned by a quarter
    exif[0x010E] = WHERE
    exif.get_ifd(0x8825)[2] = (21.0, 2.0, 5.0)
    made = Image.new("RGB", (400, 300), "green")
    made.paste("red", (0, 0, 400, 30))
    return sent(made, exif=exif, comment=WHERE.encode(), icc_profile=b"profile")


def test_place_time_device_and_remarks_are_gone() -> None:
    file = from_a_telephone()
    assert WHERE.encode() in file.getvalue()

    kept = read(file)

    for content in (kept.large, kept.small):
        with Image.open(io.BytesIO(content)) as seen:
            assert seen.format == "JPEG"
            assert not dict(seen.getexif())
            assert not {"exif", "comment", "icc_profile"} & set(seen.info)
        assert WHERE.encode() not in content
        assert b"GPS" not in content


def test_a_picture_held_upright_is_kept_upright() -> None:
    kept = read(from_a_telephone())

    assert (kept.width, kept.height) == (300, 400)
    with Image.open(io.BytesIO(kept.large)) as seen:
        red, green = seen.getpixel((295, 200)), seen.getpixel((150, 200))
    assert isinstance(red, tuple)
    assert isinstance(green, tuple)
    assert red[0] > 200
    assert green[0] < 60


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_large_picture_is_made_small_in_every_format(form: str) -> None:
    kept = read(sent(Image.effect_noise((1000, 750), 60).resize((4000, 3000)).convert("RGB"), form))

    assert (kept.width, kept.height) == (LONGEST, LONGEST * 3 // 4)
    with Image.open(io.BytesIO(kept.small)) as seen:
        assert max(seen.size) == SMALL
    assert len(kept.small) < 25_000


def test_what_is_transparent_becomes_white() -> None:
    kept = read(sent(Image.new("RGBA", (20, 20), (0, 0, 0, 0)), "PNG"))

    with Image.open(io.BytesIO(kept.large)) as seen:
        assert seen.getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\xff\xd8\xff\xe0" + b"0" * 50],
    ids=["empty", "pdf", "svg", "cut"],
)
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(NoPicture):
        read(io.BytesIO(content))


def test_a_picture_cut_short_is_refused() -> None:
    whole = sent(Image.effect_noise((800, 600), 60)).getvalue()

    with pytest.raises(NoPicture):
        read(io.BytesIO(whole[: len(whole) // 2]))


def test_a_format_nobody_needs_is_refused() -> None:
    with pytest.raises(NoPicture):
        read(sent(Image.new("RGB", (20, 20)), "TIFF"))


def test_too_heavy_and_too_large_are_told_apart_and_nothing_is_decoded() -> None:
    with pytest.raises(PictureTooHeavy) as heavy:
        pictures.read(io.BytesIO(b""), MOST_BYTES + 1)
    with pytest.raises(PictureTooLarge) as large:
        read(sent(Image.new("1", (6000, 5000)), "PNG"))

    assert heavy.value.facts == {"most": 15}
    assert large.value.facts == {"millions": 30, "most": 25}
