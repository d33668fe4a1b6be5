"""The photo of a sample report: a field with sacks at its edge, drawn. There is nobody in it."""

from datetime import datetime
from io import BytesIO

from cases import cleaning, media
from conversations.incoming import Content

SIZE = (960, 640)
_SKY, _SUN, _HILLS, _SOIL = "#cfe3ee", "#f6e3a1", "#a9b79a", "#9a8460"
_LEAF, _COTTON, _SACK, _SEAM = "#5f7a4c", "#fbf8ef", "#d9cdb2", "#8d7f62"
_HORIZON = 250


def photo(now: datetime) -> Content:
    """Give the photo cleaned, as a page would bring it along."""
    raw = _drawn()
    cleaned = cleaning.clean(raw, "photo")
    size = len(cleaned.body)
    told = media.description("photo", raw, ending=cleaned.ending, cleaned=size, received_at=now)
    return Content(told, cleaned.body)


def _drawn() -> bytes:
    from PIL import Image, ImageDraw  # here: only who makes samples draws

    wide, high = SIZE
    image = Image.new("RGB", SIZE, _SKY)
    draw = ImageDraw.Draw(image)
    draw.ellipse((740, 60, 830, 150), fill=_SUN)
    draw.polygon([(0, _HORIZON), (220, 190), (430, _HORIZON), (700, 200), (wide, _HORIZON)], fill=_HILLS)
    draw.rectangle((0, _HORIZON, wide, high), fill=_SOIL)
    for row in range(9):
        y = _HORIZON + 14 + row * row * 5
        for column in range(-8, 9):
            x = wide // 2 + column * (26 + row * 11)
            size = 3 + row
            draw.ellipse((x - size * 2, y - size, x + size * 2, y + size), fill=_LEAF)
            draw.ellipse((x - size, y - size * 2, x + size, y), fill=_COTTON)
    for place in range(3):
        left = 90 + place * 120
        draw.rounded_rectangle((left, 470, left + 105, 615), radius=26, fill=_SACK, outline=_SEAM, width=3)
        draw.line((left + 26, 486, left + 79, 486), fill=_SEAM, width=5)
    file = BytesIO()
    image.save(file, "JPEG", quality=85)
    return file.getvalue()
