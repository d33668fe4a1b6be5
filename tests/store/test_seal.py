"""Sealing: only the right key, the right context and unchanged bytes open a value."""

import secrets
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl import bindings

from store import identifiers, seal, sodium
from store.errors import KeyDamaged, KeyLost, KeyMissing, SealBroken
from store.seal import Keys

OTHER = Keys(bytes(32), bytes(32))


@given(st.binary(max_size=3000), st.text())
def test_what_is_sealed_comes_back(plain: bytes, context: str) -> None:
    sealed = OTHER.seal(plain, context)

    assert OTHER.unseal(sealed, context) == plain
    assert len(sealed) == len(plain) + 41


@given(st.binary(max_size=60), st.data())
def test_one_changed_bit_breaks_the_seal(plain: bytes, data: st.DataObject) -> None:
    sealed = bytearray(OTHER.seal(plain, "draft"))
    bit = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[bit // 8] ^= 1 << bit % 8

    with pytest.raises(SealBroken):
        OTHER.unseal(bytes(sealed), "draft")


@given(st.binary(max_size=80))
def test_bytes_that_were_never_sealed_do_not_open(noise: bytes) -> None:
    with pytest.raises(SealBroken):
        OTHER.unseal(noise, "draft")


def test_a_sealed_value_does_not_open_for_another_purpose(keys: Keys) -> None:
    sealed = keys.seal(b"secret", "session:1")

    with pytest.raises(SealBroken):
        keys.unseal(sealed, "session:2")


def test_a_sealed_value_does_not_open_with_another_key(keys: Keys) -> None:
    with pytest.raises(SealBroken):
        OTHER.unseal(keys.seal(b"secret", "draft"), "draft")


def test_sealing_twice_gives_two_different_values(keys: Keys) -> None:
    assert keys.seal(b"secret", "draft") != keys.seal(b"secret", "draft")


@given(st.binary(max_size=4000))
def test_a_part_comes_back_and_its_length_tells_only_whole_kibibytes(plain: bytes) -> None:
    key = seal.make_part_key()
    body = seal.seal_part(key, plain, "report:1")

    assert seal.unseal_part(key, body, "report:1") == plain
    assert (len(body) - 41) % 1024 == 0
    assert 0 < len(body) - 41 - len(plain) <= 1024


def test_a_part_opens_neither_for_another_case_nor_with_the_key_of_another_part() -> None:
    key, other = seal.make_part_key(), seal.make_part_key()
    body = seal.seal_part(key, b"one", "report:1")

    for strange, context in ((key, "report:2"), (other, "report:1")):
        with pytest.raises(SealBroken):
            seal.unseal_part(strange, body, context)


def test_an_index_finds_the_same_value_again_and_only_that(keys: Keys) -> None:
    assert keys.index("sender", "7") == keys.index("sender", "7")
    assert len(keys.index("sender", "7")) == 32
    different = {keys.index("sender", "7"), keys.index("sender", "8"), keys.index("receipt", "7")}
    different |= {OTHER.index("sender", "7"), keys.index("sender7", ""), keys.index("sende", "r7")}
    assert len(different) == 6


def test_keys_are_made_for_the_owner_only_and_are_the_same_when_loaded(tmp_path: Path) -> None:
    folder = tmp_path / "var" / "keys"
    made = seal.make_keys(folder)
    modes = {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}

    assert modes == {"service.key": 0o600, "index.key": 0o600}
    assert folder.stat().st_mode & 0o777 == 0o700
    assert seal.load_keys(folder).unseal(made.seal(b"x", "c"), "c") == b"x"
    assert seal.load_keys(folder).index("a", "b") == made.index("a", "b")


def test_making_keys_again_keeps_the_first(tmp_path: Path) -> None:
    sealed = seal.make_keys(tmp_path).seal(b"x", "c")

    assert seal.make_keys(tmp_path).unseal(sealed, "c") == b"x"


@pytest.mark.parametrize("name", ["service.key", "index.key"])
def test_a_missing_key_is_named(tmp_path: Path, name: str) -> None:
    seal.make_keys(tmp_path)
    (tmp_path / name).unlink()

    with pytest.raises(KeyMissing, match=f"{name} is missing. Restore it"):
        seal.load_keys(tmp_path)
    with pytest.raises(KeyLost, match=f"{name} is gone"):
        seal.make_keys(tmp_path)


def test_no_new_keys_are_made_for_a_database_that_was_sealed_with_others(tmp_path: Path) -> None:
    (tmp_path / "cases.db").touch()

    with pytest.raises(KeyLost, match=r"service\.key and .*index\.key is gone"):
        seal.make_keys(tmp_path / "keys", database=tmp_path / "cases.db")
    assert not (tmp_path / "keys").exists()


@pytest.mark.parametrize("content", [b"", b"abc", b"zz" * 32, b"00" * 31, b"\xff" * 64])
def test_a_damaged_key_is_named(tmp_path: Path, content: bytes) -> None:
    seal.make_keys(tmp_path)
    (tmp_path / "index.key").write_bytes(content)

    with pytest.raises(KeyDamaged, match=r"index\.key is not a key"):
        seal.load_keys(tmp_path)


def test_keys_do_not_show_themselves(tmp_path: Path) -> None:
    keys = seal.make_keys(tmp_path)

    assert (tmp_path / "service.key").read_text().strip() not in f"{keys!r} {keys}"


def test_a_token_is_random_and_safe_in_an_address() -> None:
    tokens = {identifiers.token(secrets.token_bytes) for _ in range(1000)}

    assert len(tokens) == 1000
    assert all(len(token) == 16 and token.replace("-", "").replace("_", "").isalnum() for token in tokens)


@given(st.binary(max_size=500), st.binary(max_size=40))
def test_libsodium_called_straight_gives_what_its_wrapper_gives(plain: bytes, context: bytes) -> None:
    key, nonce = bytes(range(32)), bytes(range(24))
    sealed = sodium.encrypt(plain, context, nonce, key)

    assert sealed == bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, context, nonce, key)
    assert sodium.decrypt(sealed, context, nonce, key) == plain


@pytest.mark.parametrize(("nonce", "key"), [(bytes(23), bytes(32)), (bytes(24), bytes(31)), (b"", b"")])
def test_nothing_is_read_beyond_a_key_or_nonce_that_is_too_short(nonce: bytes, key: bytes) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        sodium.encrypt(b"plain", b"", nonce, key)
    with pytest.raises(ValueError, match="32 bytes"):
        sodium.decrypt(bytes(40), b"", nonce, key)
