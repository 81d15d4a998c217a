"""A contact on a screen: enough to know it again, too little to use it."""

from desk.domain.masking import masked

LEFT = {
    "081234567890": "0812••••90",
    "+62 812-3456-7890": "0812••••90",
    "WA: 0812.3456.7890": "0812••••90",
    "".join(chr(ord(digit) + 0xFEE0) for digit in "081234567890"): "0812••••90",
    "555 1234": "55••••34",
    "budi@example.com": "b••••@…",
    "@sari.xii": "@••••",
    "lewat Bu Rina": "l••••",
    "  ": "",
}


def test_enough_is_left_to_know_a_contact_again() -> None:
    assert {written: masked(written) for written in LEFT} == LEFT
