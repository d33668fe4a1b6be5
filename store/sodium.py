"""XChaCha20-Poly1305 of libsodium, called straight: every word of a dialogue passes here several times.

PyNaCl's own wrapper looks at each argument again and costs more than the cipher. Lengths are held here: a key
or nonce that is too short would be read beyond its end.
"""

from nacl._sodium import ffi, lib  # type: ignore[import-not-found]

KEY_SIZE: int = lib.crypto_aead_xchacha20poly1305_ietf_keybytes()
NONCE_SIZE: int = lib.crypto_aead_xchacha20poly1305_ietf_npubbytes()
TAG_SIZE: int = lib.crypto_aead_xchacha20poly1305_ietf_abytes()


def encrypt(plain: bytes, context: bytes, nonce: bytes, key: bytes) -> bytes:
    """`plain` under this key, with a tag of 16 bytes at its end that covers the context too.

    Raises:
        ValueError: a key or nonce that is not of its length.
    """
    _measure(nonce, key)
    sealed = bytearray(len(plain) + TAG_SIZE)
    lib.crypto_aead_xchacha20poly1305_ietf_encrypt(
        ffi.from_buffer(sealed), ffi.NULL, plain, len(plain), context, len(context), ffi.NULL, nonce, key
    )
    return bytes(sealed)


def decrypt(sealed: bytes, context: bytes, nonce: bytes, key: bytes) -> bytes | None:
    """What `encrypt` was given; None where any of it, the key or the context is another.

    Raises:
        ValueError: a key or nonce that is not of its length.
    """
    _measure(nonce, key)
    length = len(sealed) - TAG_SIZE
    if length < 0:
        return None
    plain = bytearray(length)
    refused = lib.crypto_aead_xchacha20poly1305_ietf_decrypt(
        ffi.from_buffer(plain), ffi.NULL, ffi.NULL, sealed, len(sealed), context, len(context), nonce, key
    )
    return None if refused else bytes(plain)


def _measure(nonce: bytes, key: bytes) -> None:
    if len(nonce) != NONCE_SIZE or len(key) != KEY_SIZE:
        raise ValueError("a key of 32 bytes and a nonce of 24 are needed")
