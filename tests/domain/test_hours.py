"""Local hours as a teacher types them, and as they are shown again."""

import pytest

from desk.domain.hours import CalendarError, read_hours, shown

MINUTE, HOUR = 60, 3600
MORNING = (7 * HOUR, 12 * HOUR)
AFTERNOON = (13 * HOUR, 15 * HOUR + 30 * MINUTE)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("07.00–12.00", (MORNING,)),
        ("07:00-12:00", (MORNING,)),
        ("7-12", (MORNING,)),
        ("07.00 s.d. 12.00", (MORNING,)),
        ("07.00 sd 12.00", (MORNING,)),
        ("07.00 S/D 12.00", (MORNING,)),
        ("07.00 hingga 12.00", (MORNING,)),
        ("07.00\u221212.00", (MORNING,)),
        ("07.00\u201112.00", (MORNING,)),
        (" 07.00 – 12.00 , 13.00–15.30 ", (MORNING, AFTERNOON)),
        ("13.00–15.30; 07.00–12.00", (MORNING, AFTERNOON)),
        ("07.00–12.00 dan 13.00–15.30", (MORNING, AFTERNOON)),
        ("07.00–12.00 Dan 13.00–15.30", (MORNING, AFTERNOON)),
        ("07.00–12.00 and 13.00–15.30", (MORNING, AFTERNOON)),
        ("07.00–12.00\n13.00–15.30", (MORNING, AFTERNOON)),
        ("00.00–24.00", ((0, 24 * HOUR),)),
        ("07.05–07.06", ((7 * HOUR + 5 * MINUTE, 7 * HOUR + 6 * MINUTE),)),
        ("", ()),
        ("-", ()),
        ("–", ()),
        ("Tutup", ()),
        ("libur", ()),
        ("closed", ()),
    ],
)
def test_read(text, hours):
    assert read_hours(text) == hours


@pytest.mark.parametrize(
    "text",
    [
        *(
            "07.00",
            "pagi",
            "7 tutup",
            "07.00–",
            "12.00–07.00",
            "07.00–07.00",
            "07.60–12.00",
        ),
        *("07.00–24.01", "25.00–26.00", "07.00–12.00, 11.00–13.00"),
    ],
)
def test_refused(text):
    with pytest.raises(CalendarError):
        read_hours(text)


@pytest.mark.parametrize(
    ("hours", "text"),
    [
        ((), ""),
        ((MORNING,), "07.00–12.00"),
        ((MORNING, AFTERNOON), "07.00–12.00, 13.00–15.30"),
        (((0, 24 * HOUR),), "00.00–24.00"),
    ],
)
def test_shown_as_it_is_read(hours, text):
    assert shown(hours) == text
    assert read_hours(text) == hours
