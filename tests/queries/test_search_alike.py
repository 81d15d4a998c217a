"""Real complaints: both databases find the same tickets in the same order."""

import csv
import random
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import insert

from desk.domain.search import read, words
from desk.extensions import db
from desk.models import Ticket
from desk.queries.results import every_result
from tests.support.databases import rolled_back

FILE = Path(__file__).resolve().parents[3] / "shared" / "data" / "complaints-id.csv"
AT = 1_788_310_000
QUERIES = 300


@pytest.fixture(scope="module")
def complaints():
    if not FILE.exists():
        pytest.skip("the file of public complaints is not here")
    with FILE.open(encoding="utf-8", errors="replace") as file:
        return [row["complaint"].replace("\0", "") for row in csv.DictReader(file)]


def asked(complaints) -> list[str]:
    """Return searches as people make them: words, beginnings, phrases, minus."""
    chance = random.Random(1)
    queries = []
    for text in chance.choices(complaints, k=QUERIES):
        there = words(text) or ["kosong"]
        word, other = chance.choices(there, k=2)
        begun = word[: chance.randint(1, len(word))]
        one, two = chance.choice([*pairwise(there), (word, other)])
        forms = (
            *(word, begun, f"{begun} {other}", f'"{one} {two}"'),
            *(f"{begun} -{other}", f'{one} -"{two} {one}"'),
        )
        queries.append(chance.choice(forms))
    return queries


def answers(database, complaints) -> dict[str, list[int]]:
    """Return which complaints each search finds, by their place in the file."""
    actor, unit_id = database.world.actors["guru"], database.world.units["MM"]
    with rolled_back(database.app), database.app.app_context():
        db.session.execute(insert(Ticket), list(rows(complaints, unit_id)))
        found = {
            query: [int(each.item) for each in every_result(read(query), actor, now=AT)]
            for query in asked(complaints)
        }
        db.session.rollback()
    return found


def rows(complaints, unit_id):
    for n, text in enumerate(complaints):
        number = f"KEL/MM/2026/09/{n:04}"
        yield {
            "number": number,
            "unit_id": unit_id,
            "log_head": "",
            "received_at": AT + n,
            "item": str(n),
            "complaint": text,
            "search_text": " ".join(words(number, text)),
        }


def test_both_find_the_same(sqlite, postgresql, complaints):
    found = answers(sqlite, complaints)
    assert found == answers(postgresql, complaints)
    assert len(found) > QUERIES / 2
    assert sum(map(bool, found.values())) > len(found) * 0.9
