"""Merging, whatever was done before: I11 of clock.md, and the way back."""

import random

import pytest

from desk.domain.vocabulary import Step

OF_THE_LOG = {"version", "log_head", "touched_at", "counted", "counted_in_step"}
HOLDERS = ("siswa", "siswi")


def _columns(tickets, ticket):
    columns = tickets.read(ticket).columns
    return {name: told for name, told in columns.items() if name not in OF_THE_LOG}


def _some_tickets(chance, tickets, clock):
    """Return three tickets with minutes or hours between them, some of them closed."""
    made = []
    for holder in chance.choices(HOLDERS, k=3):
        step = chance.choice([*Step, None])
        made.append(tickets.at(step, by=holder))
        clock.move(minutes=chance.choice([1, 20, 300]))
        if step not in {None, Step.RECORD} and chance.random() < 0.5:
            tickets.step_back(made[-1], Step.RECORD, by=holder)
            tickets.release(made[-1], by=holder)
    chance.shuffle(made)
    return made


@pytest.mark.parametrize("seed", range(4))
def test_merging_never_shortens_and_unmerging_restores(seed, tickets, clock):
    chance = random.Random(seed)
    survivor, *duplicates = _some_tickets(chance, tickets, clock)
    before = [_columns(tickets, each) for each in (survivor, *duplicates)]
    shortest = tickets.measures(survivor).resolution
    for duplicate in duplicates:
        tickets.merge(survivor, duplicate)
        longer = tickets.measures(survivor).resolution
        assert longer >= shortest
        shortest = longer
    chance.shuffle(duplicates)
    clock.move(minutes=chance.choice([1, 90]))
    for duplicate in duplicates:
        tickets.unmerge(duplicate)
    after = {each: _columns(tickets, each) for each in (survivor, *duplicates)}
    assert sorted(after.values(), key=str) == sorted(before, key=str)
