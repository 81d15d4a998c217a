"""The Pareto's arithmetic, and whether a complaint came back."""

from desk.domain.pareto import bars
from desk.domain.recurrence import WITHIN, Case, contact_key, judge

DAY = 86_400


def vital(**counts):
    names = dict(enumerate(counts))
    found = bars({n: counts[name] for n, name in names.items()})
    return [names[bar.key] for bar in found if bar.is_vital]


def test_the_vital_few_are_the_smallest_set_that_reaches_80_per_cent():
    assert vital(a=60, b=20, c=15, d=5) == ["a", "b"]  # exactly 80 is reached
    assert vital(a=60, b=19, c=16, d=5) == ["a", "b", "c"]
    assert vital(a=100) == ["a"]
    assert vital() == []


def test_equal_sources_are_vital_together_or_not_at_all():
    assert vital(a=50, b=15, c=15, d=15, e=5) == ["a", "b", "c", "d"]
    assert vital(a=1, b=1, c=1) == ["a", "b", "c"]


def test_bars_stand_in_order_and_add_up_to_all():
    found = bars({7: 1, 8: 3, 9: 0, 5: 3})
    assert [(bar.key, bar.reached) for bar in found] == [(8, 3), (5, 6), (7, 7)]
    assert found[-1].cumulative == 100


def case(id_, day, closed=None, *, group=1, keys=("ani",), is_reopened=False):
    ends = None if closed is None else closed * DAY
    return Case(id_, group, keys, day * DAY, ends, is_reopened)


def judged(*cases, now=100):
    found = judge(cases, cases, now * DAY)
    return found.back, found.settled, found.early


def test_a_complaint_came_back_within_thirty_days_of_closing():
    again = case(1, 0, 1), case(2, 31)
    assert judged(*again) == ({1}, set(), set())
    too_late = case(1, 0, 1), Case(2, 1, ("ani",), DAY + WITHIN + 1, None)
    assert judged(*too_late) == (set(), {1}, set())
    before_it_was_closed = case(1, 0, 5), case(2, 3)
    assert judged(*before_it_was_closed) == (set(), {1}, set())


def test_it_has_to_be_of_the_same_customer_and_source():
    assert judged(case(1, 0, 1), case(2, 9, group=2)) == (set(), {1}, set())
    assert judged(case(1, 0, 1), case(2, 9, keys=("budi",))) == (set(), {1}, set())
    assert judged(case(1, 0, 1), case(2, 9, keys=("card", "ani")))[0] == {1}


def test_reopened_has_come_back_and_before_thirty_days_nobody_knows():
    assert judged(case(1, 0, is_reopened=True)) == ({1}, set(), set())
    assert judged(case(1, 0, 71)) == (set(), set(), {1})
    assert judged(case(1, 0)) == (set(), set(), set())


def test_a_number_is_one_however_it_is_written():
    ways = "0812-3456-7890", "+62 812 3456 7890", "6281234567890"
    assert len({contact_key(way) for way in ways}) == 1
    assert contact_key(" Kelas XI ") == contact_key("kelas xi") != ""
    assert contact_key("–") == ""
