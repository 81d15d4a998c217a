"""Telephone numbers: one form, whichever people write."""

from desk.web.phones import read_phone, shown_phone

MOBILE = "+628123456789"
FULL_WIDTH = "".join(chr(ord(digit) + 0xFEE0) for digit in "08123456789")
FORMS = (
    "0812-3456-789",
    "+62 812 3456 789",
    "62812.3456.789",
    "WA: (0812) 3456789 (ibu Sari)",
    "+62 (0)812\u20133456\u2013789",
    "0062 812 3456 789",
    FULL_WIDTH,
    # As WhatsApp puts it on the clipboard, with marks nobody sees.
    "\u202a+62 812\u20113456\u2011789\u202c",
    "0812 3456 789 / 0856 1234 5678",
    "\t0812/3456/789 ",
)
NONE = ("", "anonim", "@sari", "sari@example.com", "0812", "12345", "XII PM 1")


def test_a_number_is_one_in_every_form_people_write() -> None:
    assert {read_phone(written) for written in FORMS} == {MOBILE}


def test_a_landline_has_its_area() -> None:
    assert read_phone("(021) 555 1234") == "+62215551234"
    assert shown_phone("+62215551234") == "(021) 5551234"


def test_a_number_of_another_country_stays_there() -> None:
    assert read_phone("+60 12-345 6789") == "+60123456789"
    assert shown_phone("+60123456789") == "+60 12-345 6789"


def test_what_is_no_number_is_none_and_is_shown_as_it_is() -> None:
    assert {read_phone(written) for written in NONE} == {None}
    assert [shown_phone(written) for written in NONE] == list(NONE)
