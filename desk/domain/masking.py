"""What is left of a telephone number or address when it is not to be read."""

DOTS = "••••"
# Fewer digits than this are no telephone number.
FEWEST_DIGITS = 7
# From so many digits on the first four tell the kind of number and nothing more.
LONG = 10
COUNTRY = "62"


def masked(contact: str) -> str:
    """Return enough of a contact to know it again, and too little to use it."""
    text = contact.strip()
    if not text:
        return ""
    if "@" in text[1:]:
        return f"{text[0]}{DOTS}@…"
    digits = "".join(c for c in text if c.isdecimal())
    if len(digits) >= FEWEST_DIGITS:
        return _masked_digits(digits)
    return f"{text[0]}{DOTS}"


def _masked_digits(digits: str) -> str:
    plain = "".join(str(int(digit)) for digit in digits)
    if plain.startswith(COUNTRY) and len(plain) > LONG:
        plain = "0" + plain.removeprefix(COUNTRY).removeprefix("0")
    shown = 4 if len(plain) >= LONG else 2
    return f"{plain[:shown]}{DOTS}{plain[-2:]}"
