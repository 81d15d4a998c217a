"""What the tests that police the house share."""

from functools import cache

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tests.house.sources import ROOT

INDONESIAN = ROOT / "desk/translations/id/LC_MESSAGES/messages.po"


@cache
def _read() -> Catalog:
    with INDONESIAN.open("rb") as file:
        return read_po(file, locale="id")


@pytest.fixture
def catalogue() -> Catalog:
    """Return the Indonesian catalogue."""
    return _read()
