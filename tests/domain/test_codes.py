"""The secret code of a complaint, however it is typed."""

import pytest

from desk.domain.codes import digest_of, read_code, shown

CODE = "23ABCDEFGH9Z"
# As keyboards of other scripts write it: each letter as wide as a sign of theirs.
WIDE = "".join(chr(ord(letter) + 0xFEE0) for letter in CODE)


@pytest.mark.parametrize(
    "typed",
    [
        "23AB-CDEF-GH9Z",
        "23abcdefgh9z",
        " 23AB cdef.GH9Z\n",
        "23ABCDEFGH9Z",
        "Kode: 23AB-CDEF-GH9Z",
        "http://192.0.2.7:5000/complaint/23AB-CDEF-GH9Z",
        WIDE,
    ],
)
def test_is_read_however_it_is_typed(typed):
    assert read_code(typed) == CODE


@pytest.mark.parametrize(
    "typed",
    ["", "23AB-CDEF-GH9", "23AB-CDEF-GH9Z2", "O3AB-CDEF-GH9Z", "2" * 100_000],
)
def test_anything_else_is_none(typed):
    assert read_code(typed) is None


def test_is_printed_in_groups():
    assert shown(CODE) == "23AB-CDEF-GH9Z"


def test_what_is_stored_tells_no_code():
    assert CODE not in digest_of(CODE)
    assert digest_of(CODE) != digest_of(CODE[::-1])
