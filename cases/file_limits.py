"""How large and how many files may be; apart from the decoders, which the service itself never loads."""

MOST_BYTES = 20 * 1024 * 1024
"""Telegram lets a bot download no more (Bot API, getFile: 20 MB); every other channel keeps to the same."""
MOST_PIXELS = 50_000_000
"""50 megapixels. A picture that claims more is refused before any of it is decoded."""
LONGEST_VOICE = 300
"""Seconds of a voice message."""
MOST_FILES = 10
"""Files of one report."""
REASONS = ("file", "file_size", "file_pixels", "file_heic", "file_broken", "file_long", "file_gone")
"""Codes of refusals: no such kind, over 20 MB, over 50 megapixels, HEIC, damaged, over 5 minutes, gone."""
