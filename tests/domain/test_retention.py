"""How long what is personal is kept, by the Indonesian school year."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from desk.domain.retention import (
    KEEPS_CARD,
    Limits,
    content_ends_before,
    content_goes_at,
    school_year,
)
from desk.domain.vocabulary import Purpose

JAKARTA, JAYAPURA = "Asia/Jakarta", "Asia/Jayapura"


def instant(text: str, zone: str = JAKARTA) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp())


def test_a_school_year_begins_in_july() -> None:
    assert school_year(date(2026, 6, 30)) == 2025
    assert school_year(date(2026, 7, 1)) == 2026


@pytest.mark.parametrize(
    ("ended", "goes"),
    [
        ("2026-09-02T09:00:00", "2028-07-01T00:00:00"),
        ("2027-06-30T23:59:59", "2028-07-01T00:00:00"),
        ("2027-07-01T00:00:00", "2029-07-01T00:00:00"),
    ],
)
def test_words_go_at_the_end_of_the_next_school_year(ended: str, goes: str) -> None:
    ended_at, goes_at = instant(ended), instant(goes)
    assert content_goes_at(ended_at, JAKARTA) == goes_at
    # Said the other way round: a second earlier they are not past their time.
    assert ended_at < content_ends_before(goes_at, JAKARTA)
    assert not ended_at < content_ends_before(goes_at - 1, JAKARTA)


def test_each_unit_keeps_its_own_midnight() -> None:
    now = instant("2028-07-01T00:00:00", JAYAPURA)  # still June in Jakarta
    limits = Limits.at(now, {1: JAKARTA, 2: JAYAPURA})
    assert limits.content[1] == instant("2026-07-01T00:00:00")
    assert limits.content[2] == instant("2027-07-01T00:00:00", JAYAPURA)
    assert limits.contact == now - 90 * 86_400


def test_only_consent_to_what_goes_on_keeps_a_card() -> None:
    assert set(Purpose) - set(KEEPS_CARD) == {Purpose.FOLLOW_UP}
