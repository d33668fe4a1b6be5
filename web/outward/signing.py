"""Signing: how a department's server knows that a webhook comes from us, is whole, and is not an old one.

X-Hotline-Id          the same whenever the same is sent again
X-Hotline-Timestamp   seconds since 1970 (UTC), when this was sent
X-Hotline-Signature   v1=HMAC-SHA256(secret, timestamp + "." + body), in hexadecimal digits

The receiver refuses what is more than five minutes old: docs/OUTWARD.md shows how it is checked.
"""

import hashlib
import hmac
from collections.abc import Mapping

ID, TIMESTAMP, SIGNATURE = "X-Hotline-Id", "X-Hotline-Timestamp", "X-Hotline-Signature"


def headers(secret: bytes, id: str, timestamp: int, body: bytes) -> Mapping[str, str]:
    """Give the headers that go with a body."""
    told = str(timestamp)
    return {ID: id, TIMESTAMP: told, SIGNATURE: f"v1={_digest(secret, told, body)}"}


def _digest(secret: bytes, timestamp: str, body: bytes) -> str:
    return hmac.new(secret, timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()
