"""Boxes: only the private half opens them; one sealer serves many holders and never repeats itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl import bindings
from nacl.exceptions import CryptoError

from store import boxes
from store.boxes import Pair, Sealer
from store.errors import SealBroken

HOLDER, OTHER = boxes.pair_of(b"a" * 32), boxes.pair_of(b"b" * 32)
KEY = b"k" * 32
UNREAD = 33 * 8 - 1  # the highest bit of the sealer's public half: X25519 does not look at it (RFC 7748)


def _sealed_alone_beginning_with(first: bytes) -> bytes:
    """Give a sealed box of the earlier kind whose random first byte is this one."""
    return next(box for box in iter(lambda: boxes.close(HOLDER.public, KEY), b"") if box[:1] == first)


@given(st.binary(max_size=300))
def test_what_a_sealer_puts_into_a_box_comes_back(plain: bytes) -> None:
    closed = Sealer().close(HOLDER.public, plain)

    assert boxes.open_box(HOLDER, closed) == plain
    assert len(closed) == len(plain) + 73


def test_every_holder_of_a_sealer_opens_their_own_boxes_alone() -> None:
    sealer = Sealer()
    closed = {pair: [sealer.close(pair.public, KEY) for _ in range(3)] for pair in (HOLDER, OTHER)}

    assert all(boxes.open_box(pair, box) == KEY for pair, own in closed.items() for box in own)
    for pair, stranger in ((HOLDER, OTHER), (OTHER, HOLDER)):
        for box in closed[pair]:
            with pytest.raises(SealBroken):
                boxes.open_box(stranger, box)


def test_no_two_boxes_of_a_sealer_have_the_same_nonce_or_the_same_bytes() -> None:
    sealer = Sealer()
    closed = [sealer.close(HOLDER.public, KEY) for _ in range(1000)]
    nonces = {box[33:57] for box in closed}

    assert len(nonces) == len({box[57:] for box in closed}) == 1000


def test_two_sealers_have_nothing_in_common() -> None:
    one, other = Sealer().close(HOLDER.public, KEY), Sealer().close(HOLDER.public, KEY)

    assert one[1:33] != other[1:33]


def test_a_sealer_tells_nothing_of_itself() -> None:
    assert repr(Sealer()) == "Sealer(…)"


def test_the_boxes_and_all_public_halves_open_nothing() -> None:
    closed = Sealer().close(HOLDER.public, KEY)

    for private in (HOLDER.public, closed[1:33], bytes(range(32))):
        with pytest.raises(SealBroken):
            boxes.open_box(Pair(HOLDER.public, private), closed)


@given(st.data())
def test_one_changed_bit_breaks_a_box(data: st.DataObject) -> None:
    closed = bytearray(Sealer().close(HOLDER.public, KEY))
    bit = data.draw(st.integers(0, len(closed) * 8 - 1).filter(lambda bit: bit != UNREAD))
    closed[bit // 8] ^= 1 << bit % 8

    with pytest.raises(SealBroken):
        boxes.open_box(HOLDER, bytes(closed))


@given(st.integers(0, 104))
def test_a_box_that_was_cut_off_does_not_open(length: int) -> None:
    with pytest.raises(SealBroken):
        boxes.open_box(HOLDER, Sealer().close(HOLDER.public, KEY)[:length])


@pytest.mark.parametrize("first", [boxes.VERSION, b"\x00", b"\xff"])
def test_a_box_of_an_earlier_version_still_opens_whatever_byte_it_begins_with(first: bytes) -> None:
    closed = _sealed_alone_beginning_with(first)

    assert boxes.open_box(HOLDER, closed) == KEY
    with pytest.raises(SealBroken):
        boxes.open_box(OTHER, closed)


def test_nothing_is_closed_for_a_public_half_that_anybody_could_open() -> None:
    with pytest.raises(CryptoError):
        Sealer().close(bytes(bindings.crypto_box_PUBLICKEYBYTES), KEY)
