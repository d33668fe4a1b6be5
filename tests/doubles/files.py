"""Files as phones and cameras make them, full of words that nobody may ever find again; and hostile ones."""

import struct
import zlib
from fractions import Fraction
from io import BytesIO
from typing import Any

import av
from PIL import Image, ImageCms, PngImagePlugin

CANARY = "Canaryplace"
GPS = 0x8825
JFIF = frozenset({"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"})
WORDS = (b"Canaryplace", "Canaryplace".encode("utf-16-le"), b"GPSL", b"Canaryphone", b"+41.")


def picture(form: str, number: int, *, size: tuple[int, int] = (96, 64)) -> bytes:
    """A photo with position, camera, XMP, colour profile, comment and thumbnail, in JPEG, PNG or WEBP."""
    image = Image.effect_noise(size, 40 + number % 50).convert("RGB")
    exif = image.getexif()
    exif[0x010F], exif[0x0110], exif[0x010E] = "Canaryphone", "Canaryphone 12", f"{CANARY} {number}"
    exif[0x0112] = (1, 3, 6, 8)[number % 4]
    exif.get_ifd(GPS).update({1: "N", 2: (40.0, 52.0, 30.0), 3: "E", 4: (68.0, 31.0, 1.0), 29: "2026:11:22"})
    exif.get_ifd(0x8769).update({0x9286: f"{CANARY} comment", 0xA430: f"{CANARY} owner"})
    xmp = f"<x:xmpmeta><rdf:RDF><exif:GPSLatitude>40,52.5N {CANARY}</exif:GPSLatitude></rdf:RDF></x:xmpmeta>"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() + CANARY.encode()
    more: dict[str, object] = {"exif": exif, "icc_profile": profile, "xmp": xmp.encode()}
    if form == "JPEG":
        more["comment"] = f"{CANARY} comment".encode()
    if form == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Author", CANARY)
        text.add_itxt("XML:com.adobe.xmp", xmp)
        text.add_text("Place", CANARY, zip=True)
        more["pnginfo"] = text
        more.pop("xmp")
    kept = BytesIO()
    image.save(kept, form, **more)
    return kept.getvalue() + f"{CANARY} behind the end".encode()


def video(form: str = "mp4", codec: str = "libx264") -> bytes:
    """A short film with sound and a place in its atoms."""
    kept = BytesIO()
    told = {
        "location": "+41.3111+069.2797/", "location-eng": "+41.3111+069.2797/", "title": CANARY,
        "creation_time": "2026-11-22T07:00:00Z", "comment": CANARY, "make": "Canaryphone",
    }  # fmt: skip
    options = {} if form == "webm" else {"movflags": "use_metadata_tags"}
    with av.open(kept, "w", format=form, options=options) as film:
        film.metadata.update(told)
        picture_stream: Any = film.add_stream(codec, rate=10, width=64, height=48, pix_fmt="yuv420p")
        picture_stream.metadata.update({"handler_name": CANARY, "title": CANARY})
        sound: Any = film.add_stream("libopus" if form == "webm" else "aac", rate=48000)
        for number in range(12):
            frame = av.VideoFrame(64, 48, "yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, 10)
            film.mux(picture_stream.encode(frame))
        _sing(film, sound, seconds=1)
        film.mux(picture_stream.encode())
        film.mux(sound.encode())
    return kept.getvalue()


def voice(form: str = "ogg", codec: str = "libopus", *, seconds: int = 1) -> bytes:
    """A voice message with tags."""
    kept = BytesIO()
    with av.open(kept, "w", format=form) as message:
        message.metadata.update({"title": CANARY, "artist": CANARY, "location": "+41.3111+069.2797/"})
        sound: Any = message.add_stream(codec, rate=48000, options={"strict": "-2"})
        _sing(message, sound, seconds=seconds)
        message.mux(sound.encode())
    return kept.getvalue()


def _sing(container: av.container.OutputContainer, stream: Any, *, seconds: int) -> None:
    size, layout = 960, "stereo"
    for number in range(seconds * 48000 // size):
        frame = av.AudioFrame("fltp", layout, size)
        frame.sample_rate, frame.pts, frame.time_base = 48000, number * size, Fraction(1, 48000)
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
        resampled = av.AudioResampler(stream.codec_context.format, layout, 48000).resample(frame)
        for one in resampled:
            container.mux(stream.encode(one))


def bomb(width: int = 30_000, height: int = 30_000) -> bytes:
    """A PNG of some kilobytes that claims to be gigabytes of pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    packed = zlib.compressobj(9)
    line = bytes(1 + width // 8)
    body = b"".join(packed.compress(line) for _ in range(min(height, 3000))) + packed.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(200)
PDF = b"%PDF-1.7\n" + bytes(200)
ZIP = b"PK\x03\x04" + bytes(200)
EXE = b"MZ\x90\x00" + bytes(200)
GIF = b"GIF89a" + bytes(200)
SVG = b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>"
