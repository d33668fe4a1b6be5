"""Pictures: decoded and encoded anew, so that only what can be seen is left."""

from io import BytesIO

from PIL import Image, ImageOps

from cases import file_limits
from cases.errors import MediumRefused

LONGEST_SIDE = 2560
"""Pixels on the longer side of what is kept: enough to read a sign."""
_QUALITY = 85


def prepare() -> None:
    """Load the decoders: Pillow would look for them when the first picture comes."""
    Image.preinit()
    Image.init()


def clean(raw: bytes, form: str) -> bytes:
    """Give the picture as JPEG: upright, its first frame only, transparent parts white; no metadata at all.

    Raises:
        MediumRefused: it claims more than 50 megapixels.
        Exception: whatever the decoder says about a damaged file.
    """
    Image.MAX_IMAGE_PIXELS = None  # our own limit is asked first
    with Image.open(BytesIO(raw), formats=(form.upper(),)) as picture:
        if picture.width * picture.height > file_limits.MOST_PIXELS:
            raise MediumRefused("file_pixels")
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(picture)
        seen = upright.convert("RGBA")
    # A new image: one that was opened carries comments and profiles along into what is saved.
    bare = Image.new("RGB", seen.size, "white")
    bare.paste(seen, mask=seen.getchannel("A"))
    kept = BytesIO()
    bare.save(kept, "JPEG", quality=_QUALITY, optimize=True)
    return kept.getvalue()
