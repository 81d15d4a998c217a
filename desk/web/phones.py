"""Telephone numbers: read in whatever form people write them, shown in one."""

import re
import unicodedata

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

INDONESIA = "ID"
# What a number may be made of; the words before and after it are no part of it.
NUMBER = re.compile(r"\+?[(\[]?\d[\d\s.,()\[\]/\\-]{4,}\d")
# People write the way out of the country as two noughts, whatever theirs is.
WAY_OUT = re.compile(r"^00(?=[1-9])")


def read_phone(text: str, region: str = INDONESIA) -> str | None:
    """Return the first telephone number in a text as +62…, None if there is none."""
    for found in NUMBER.finditer(_plain(text)):
        written = found.group().strip()
        for part in (written, *re.split(r"[/,\\]", written)):
            number = _parsed(part, region)
            if number is not None:
                return phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return None


def shown_phone(number: str) -> str:
    """Return a number as people of the country read it; other text as it is."""
    try:
        parsed = phonenumbers.parse(number, INDONESIA)
    except phonenumbers.NumberParseException:
        return number
    is_at_home = parsed.country_code == phonenumbers.country_code_for_region(INDONESIA)
    kind = PhoneNumberFormat.NATIONAL if is_at_home else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, kind)


def _plain(text: str) -> str:
    """Return a text with plain digits and dashes, and nothing that is not seen."""
    plain = unicodedata.normalize("NFKC", text)
    seen = (c for c in plain if unicodedata.category(c) != "Cf")
    return "".join("-" if unicodedata.category(c) == "Pd" else c for c in seen)


def _parsed(text: str, region: str) -> phonenumbers.PhoneNumber | None:
    digits = re.sub(r"[^\d+]", "", text)
    for written in (digits, WAY_OUT.sub("+", digits)):
        try:
            number = phonenumbers.parse(written, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return number
    return None


def chats(number: str) -> bool:
    """Say whether somebody can be written to at a number, by what it looks like."""
    try:
        parsed = phonenumbers.parse(number, INDONESIA)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.number_type(parsed) in {
        PhoneNumberType.MOBILE,
        PhoneNumberType.FIXED_LINE_OR_MOBILE,
    }
