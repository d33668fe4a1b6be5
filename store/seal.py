"""Sealing: what is kept can be read only with keys that are kept elsewhere.

XChaCha20-Poly1305 (libsodium, through PyNaCl). The context says what a sealed value is for; it is not stored,
and a value moved to another place does not open there.
"""

import os
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

from nacl import bindings

from store import sodium
from store.errors import KeyDamaged, KeyLost, KeyMissing, SealBroken

KEY_SIZE = sodium.KEY_SIZE
NONCE_SIZE = sodium.NONCE_SIZE
PART_STEP = 1024  # a part's length tells only how many KiB it has
VERSION = b"\x01"  # first byte of every sealed value, so that another way of sealing can follow

SERVICE_KEY = "service.key"
INDEX_KEY = "index.key"


class Keys:
    """The keys of the running service. Never printed, never stored in the database."""

    __slots__ = ("_index", "_service")

    def __init__(self, service: bytes, index: bytes) -> None:
        self._service = service
        self._index = blake2b(key=index, digest_size=16)  # keyed once, copied for every use

    def __repr__(self) -> str:
        return "Keys(…)"

    def seal(self, plain: bytes, context: str) -> bytes:
        """`plain`, readable only with the service key and the same `context`. 41 bytes longer than before."""
        return seal_under(self._service, plain, context)

    def unseal(self, sealed: bytes, context: str) -> bytes:
        """What was sealed for this `context`.

        Raises:
            SealBroken: changed, or sealed with another key or for another context.
        """
        return unseal_under(self._service, sealed, context)

    def mark(self) -> str:
        """32 hexadecimal digits that tell these two keys from any others, and tell nothing else."""
        return blake2b(self.index("mark", "").encode(), key=self._service, digest_size=16).hexdigest()

    def index(self, kind: str, value: str) -> str:
        """32 hexadecimal digits by which `value` can be found again, not guessed without the index key."""
        # The length keeps ("a", "bc") and ("ab", "c") apart.
        hashed = self._index.copy()
        hashed.update(f"{len(kind)}:{kind}{value}".encode())
        return hashed.hexdigest()


def make_part_key() -> bytes:
    """Give a new random key for one part of a case, or for one medium."""
    return os.urandom(KEY_SIZE)


def seal_part(part_key: bytes, plain: bytes, context: str) -> bytes:
    """`plain` under the part's own key, padded to whole KiB."""
    return seal_under(part_key, bindings.sodium_pad(plain, PART_STEP), context)


def unseal_part(part_key: bytes, body: bytes, context: str) -> bytes:
    """What was sealed by `seal_part` with this key for this `context`.

    Raises:
        SealBroken: changed, for another context, or sealed with another key.
    """
    return bindings.sodium_unpad(unseal_under(part_key, body, context), PART_STEP)


def make_keys(folder: Path, *, database: Path | None = None) -> Keys:
    """The keys in `folder`, made now if there are none yet. A key that exists is never overwritten.

    Raises:
        KeyLost: one key of two is gone, or both are while the file `database` exists: new keys would not open
            what is there.
        KeyDamaged: a key file is not a key.
    """
    paths = [folder / SERVICE_KEY, folder / INDEX_KEY]
    missing = [path for path in paths if not path.exists()]
    if not missing:
        return load_keys(folder)
    if len(missing) == 1 or (database is not None and database.exists()):
        raise KeyLost(
            f"{_listed(missing)} is gone, but there is data that needs it. Restore it from your backup of "
            "the keys; a new key would not open what is there."
        )
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    for path in paths:
        _write_key(path, os.urandom(KEY_SIZE))
    return load_keys(folder)


def load_keys(folder: Path) -> Keys:
    """The keys in `folder`.

    Raises:
        KeyMissing: a key file is not there.
        KeyDamaged: a key file is not a key.
    """
    return Keys(_read_key(folder / SERVICE_KEY), _read_key(folder / INDEX_KEY))


def seal_under(key: bytes, plain: bytes, context: str) -> bytes:
    """`plain` under this key of 32 bytes, for this `context`. 41 bytes longer than before."""
    nonce = os.urandom(NONCE_SIZE)
    return VERSION + nonce + sodium.encrypt(plain, context.encode(), nonce, key)


def unseal_under(key: bytes, sealed: bytes, context: str) -> bytes:
    """What was sealed by `seal_under` with this key for this `context`.

    Raises:
        SealBroken: changed, for another context, or sealed with another key.
    """
    start = len(VERSION) + NONCE_SIZE
    if sealed[:1] != VERSION or len(sealed) < start:
        raise SealBroken
    nonce = sealed[len(VERSION) : start]
    plain = sodium.decrypt(sealed[start:], context.encode(), nonce, key)
    if plain is None:
        raise SealBroken
    return plain


def _write_key(path: Path, key: bytes) -> None:
    draft = path.with_name(path.name + ".new")
    handle = os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key.hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
    os.link(draft, path)  # unlike a rename, a link never replaces a key that is there
    draft.unlink()
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _read_key(path: Path) -> bytes:
    try:
        text = path.read_text(encoding="ascii").strip()
        key = bytes.fromhex(text)
    except FileNotFoundError as error:
        raise KeyMissing(
            f"The key {path} is missing. Restore it, or run `hotline init` for a new installation."
        ) from error
    except ValueError as error:
        raise KeyDamaged(f"{path} is not a key. Restore it from your backup of the keys.") from error
    if len(key) != KEY_SIZE:
        raise KeyDamaged(f"{path} is not a key. Restore it from your backup of the keys.")
    return key


def _listed(paths: Sequence[Path]) -> str:
    return " and ".join(str(path) for path in paths)
