"""The Pareto over the complaints people really wrote, counted again in other ways."""

import csv
import re
from collections import Counter

import pytest
from sqlalchemy import text

from desk.domain.default_words import WORDS
from desk.extensions import db
from desk.queries.dimensions import Scope
from desk.queries.pareto import Narrow, pareto
from desk.queries.sources import source_codes
from tests.house.sources import ROOT

REAL = ROOT.parent / "shared" / "data" / "complaints-id.csv"
MAP = "complaint=complaint,item=product"
# The last source a ticket's log tells, counted by the database alone.
OF_THE_LOG = """
    SELECT source.code, count(*) FROM (
        SELECT ticket_id, max(n) AS n FROM ticket_event
        WHERE json_extract(facts, '$.source_id') IS NOT NULL GROUP BY ticket_id
    ) AS last
    JOIN ticket_event ON ticket_event.ticket_id = last.ticket_id
                     AND ticket_event.n = last.n
    JOIN source ON source.id = json_extract(ticket_event.facts, '$.source_id')
    GROUP BY source.code
"""

pytestmark = [
    pytest.mark.skipif(not REAL.exists(), reason=f"no data at {REAL}; CI has them"),
    pytest.mark.parametrize("database", ["sqlite"], indirect=True),
]


def by_hand():
    """Count the rows of the file with plain string search, knowing only the words."""
    codes: dict[str, set[str]] = {}
    for code, words in WORDS.items():
        for phrase in words.splitlines():
            codes.setdefault(phrase, set()).add(code)
    longest_first = sorted(codes, key=len, reverse=True)
    phrases = re.compile(rf"(?<= )(?:{'|'.join(longest_first)})(?= )")
    found: Counter[str] = Counter()
    with REAL.open(encoding="utf-8", errors="replace") as file:
        for row in csv.DictReader(file):
            # What was broken in the file left an i with marks above it in the texts.
            plain = row["complaint"].lower().replace("ï", "i")
            plain = re.sub(r"[^a-z0-9]", " ", plain)
            hits = set(phrases.findall(f" {' '.join(plain.split())} "))
            score = Counter(code for hit in hits for code in codes[hit])
            most = max(score.values(), default=0)
            best = [code for code, n in score.items() if n == most]
            if len(best) == 1:
                found[best[0]] += 1
    return found


def test_the_pareto_counts_what_the_file_and_the_log_say(app, world, clock):
    args = ["desk", "import-complaints", str(REAL), "--map", MAP, "--unit", "MM"]
    result = app.test_cli_runner().invoke(args=[*args, "--by-rule"])
    assert result.exit_code == 0, result.output
    day = 86_400
    scope = Scope(
        (world.units["MM"],), clock.now - day, clock.now + day, "Asia/Jakarta"
    )
    with app.app_context():
        codes = {id_: code for code, id_ in source_codes(world.units["MM"]).items()}
        log: Counter[str] = Counter(dict(db.session.execute(text(OF_THE_LOG)).all()))
        level_one = pareto(Narrow(scope), None, now=clock.now)
        shown: Counter[str] = Counter()
        for line in level_one.lines:
            below = pareto(Narrow(scope), line.source_id, now=clock.now)
            assert below.total.n == line.n
            shown.update({codes[each.source_id or 0]: each.n for each in below.lines})
    assert shown == log == by_hand()
    assert log.total() >= 200
    assert level_one.total.n + level_one.untagged.n == 1_352
