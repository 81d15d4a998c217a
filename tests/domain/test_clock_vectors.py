"""Every published vector of the clock, to the second, and files that are refused."""

import json
from contextlib import suppress
from pathlib import Path

import pytest

from desk.domain.cases import CaseError, measure_cases

VECTORS = Path(__file__).parents[2] / ".." / "shared" / "vectors" / "clock.json"
TEXT = VECTORS.read_text(encoding="utf-8") if VECTORS.exists() else ""
CASES = json.loads(TEXT)["cases"] if TEXT else []

HOURS = {
    "tz": "Asia/Jakarta",
    "weekly": {"3": [["07:00", "15:00"]]},
    "closed": {},
    "overrides": {},
}
RECEIVED = {"n": 1, "kind": "received", "at": "2026-09-02T09:00:00+07:00", "by": "S1"}
TAKEN = {"n": 2, "kind": "taken", "at": "2026-09-02T10:00:00+07:00", "by": "S2"}
CASE = {
    "id": "T1",
    "calendar": "SHOP",
    "as_of": "2026-09-02T12:00:00+07:00",
    "events": [RECEIVED],
}


def written(case: dict | None = None, **calendars: dict) -> str:
    return json.dumps(
        {"calendars": {"SHOP": HOURS, **calendars}, "cases": [CASE | (case or {})]}
    )


def figures(case: dict | None = None, **calendars: dict) -> dict:
    return measure_cases(written(case, **calendars))["T1"]


@pytest.mark.skipif(not TEXT, reason=f"no vectors at {VECTORS}; CI has them")
class TestPublished:
    @pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
    def test_case(self, case):
        assert measure_cases(TEXT)[case["id"]] == case["expected"]

    def test_there_are_cases_and_none_is_lost(self):
        assert len(CASES) >= 24
        assert list(measure_cases(TEXT)) == [case["id"] for case in CASES]

    def test_a_wrong_vector_would_show_its_id(self):
        wrong = json.loads(TEXT)
        wrong["cases"][3]["events"][-1]["at"] = "2026-10-12T08:05:01+07:00"
        got = measure_cases(json.dumps(wrong))
        assert [c["id"] for c in CASES if got[c["id"]] != c["expected"]] == ["V04"]


class TestFormat:
    def test_holders_keep_their_names_and_the_queue_has_one(self):
        roster = {
            "S1": [["2026-09-02T09:30:00+07:00", "2026-09-02T15:00:00+07:00"]],
            "S2": None,
        }
        got = figures({"events": [RECEIVED, TAKEN], "roster": roster})
        assert got["shares"] == {"QUEUE": 1800, "S1": 1800, "S2": 7200}

    def test_shifts_may_come_in_any_order(self):
        roster = {
            "S1": [
                ["2026-09-02T11:00:00+07:00", "2026-09-02T11:30:00+07:00"],
                ["2026-09-02T09:00:00+07:00", "2026-09-02T09:15:00+07:00"],
            ]
        }
        assert figures({"roster": roster})["shares"] == {"QUEUE": 8100, "S1": 2700}

    def test_the_queue_may_be_named_or_left_out(self):
        for by in ({"by": "QUEUE"}, {"by": None}, {}):
            receipt = {k: v for k, v in RECEIVED.items() if k != "by"} | by
            assert figures({"events": [receipt]})["shares"] == {"QUEUE": 10800}

    def test_empty_settings_are_the_defaults(self):
        empty = dict.fromkeys(["roster", "verified", "rejected_pauses", "pause_cap_s"])
        assert figures(empty) == figures()

    def test_the_same_event_delivered_twice_counts_once(self):
        assert figures({"events": [RECEIVED, TAKEN, TAKEN]}) == figures(
            {"events": [TAKEN, RECEIVED]}
        )

    def test_a_receipt_logged_later_is_a_duplicate_and_owns_no_later_time(self):
        merged = RECEIVED | {"n": 5, "at": "2026-09-02T08:00:00+07:00", "by": "S2"}
        got = figures({"events": [merged, RECEIVED]})
        assert got["shares"] == {"S2": 3600, "S1": 10800}

    def test_settings_of_the_case_reach_the_clock(self):
        events = [RECEIVED, {"n": 2, "kind": "recorded", "at": TAKEN["at"]}]
        paused = {"n": 3, "kind": "paused", "at": TAKEN["at"], "reason": "x"}
        assert figures({"events": [*events, paused]})["paused"] == 7200
        capped = {"events": [*events, paused], "pause_cap_s": 60}
        assert figures(capped)["paused"] == 60
        refused = {"events": [*events, paused], "rejected_pauses": [3]}
        assert figures(refused)["paused"] == 0
        late = events[1] | {"recorded_at": "2026-09-02T11:00:00+07:00"}
        assert figures({"events": [RECEIVED, late]})["steps"]["record"] == 7200
        verified = {"events": [RECEIVED, late], "verified": [2]}
        assert figures(verified)["steps"]["record"] == 3600

    def test_step_back_and_undo_are_read(self):
        events = [
            RECEIVED,
            TAKEN | {"kind": "recorded"},
            {"n": 3, "kind": "stepped_back", "at": TAKEN["at"], "to": "record"},
        ]
        assert figures({"events": events})["steps"]["confirm"] == 0
        undo = {"n": 4, "kind": "voided", "at": TAKEN["at"], "target": 3}
        assert figures({"events": [*events, undo]})["steps"]["confirm"] == 7200

    def test_a_receipt_undone_is_cancelled(self):
        undo = {"n": 2, "kind": "voided", "at": TAKEN["at"], "target": 1}
        got = figures({"events": [RECEIVED, undo]})
        assert (got["status"], got["wall"], got["response"]) == ("cancelled", 0, None)


class TestExtends:
    def test_a_named_calendar_of_the_file(self):
        night = {"extends": "SHOP", "weekly": {"3": [["22:00", "24:00"]]}}
        early = {"extends": "NIGHT", "overrides": {"2026-09-02": [["09:00", "09:30"]]}}
        got = figures({"calendar": "EARLY"}, NIGHT=night, EARLY=early)
        assert got["resolution"] == 1800

    def test_an_unknown_name_means_the_first_that_stands_alone(self):
        closed = {"extends": "KAL-A", "add_closed": {"2026-09-02": "flood"}}
        other = HOURS | {"tz": "Asia/Makassar"}
        got = figures({"calendar": "V2"}, V2=closed, OTHER=other)
        assert (got["resolution"], got["off_hours"]) == (0, 10800)
        assert figures({"calendar": "V3"}, V3={"extends": "KAL-A"}) == figures()

    def test_closed_days_are_added_to_those_taken_over(self):
        base = HOURS | {"closed": {"2026-09-02": "flood"}}
        added = {"extends": "BASE", "add_closed": {"2026-09-09": "again"}}
        assert figures({"calendar": "V2"}, BASE=base, V2=added)["resolution"] == 0
        own = added | {"closed": {}}
        assert figures({"calendar": "V2"}, BASE=base, V2=own)["resolution"] == 10800


REFUSED = [
    ("nonsense", "not JSON: Expecting value: line 1 column 1 (char 0)"),
    ("[]", "not an object with calendars and cases"),
    ("{}", "the file: calendars is missing"),
    ('{"calendars": {}}', "the file: cases is missing"),
    ('{"calendars": {}, "cases": {}}', "the file: cases is not a list"),
    ('{"calendars": {}, "cases": [3]}', "case 1: not an object"),
    ('{"calendars": {}, "cases": [{}]}', "case 1: id is missing"),
    ('{"calendars": {"A": 3}, "cases": []}', "calendars: A is not an object"),
    ('{"calendars": {"A": {}}, "cases": []}', "calendar A: tz: missing"),
    (
        '{"calendars": {"A": {"extends": "A"}}, "cases": []}',
        "calendar A: extends itself",
    ),
    (
        '{"calendars": {"A": {"extends": "B"}}, "cases": []}',
        "calendar A: extends B, and there is no calendar to extend",
    ),
]
REFUSED_CASES = [
    ({"calendar": "BAKERY"}, "case T1: calendar BAKERY is not in the file"),
    ({"calendar": None}, "case T1: calendar is empty"),
    ({"as_of": "2026-09-02T12:00:00"}, "case T1: '2026-09-02T12:00:00' has no offset"),
    ({"as_of": "noon"}, "case T1: 'noon' is not an instant"),
    ({"events": None}, "case T1: events is empty"),
    ({"events": [7]}, "case T1: event 1 is not an object"),
    ({"events": [{"kind": "taken"}]}, "case T1: event 1: at is missing"),
    ({"events": [RECEIVED | {"n": "1"}]}, "case T1: event 1: n is not a whole number"),
    ({"events": [RECEIVED | {"n": True}]}, "event True: n is not a whole number"),
    (
        {"events": [RECEIVED | {"kind": "sneezed"}]},
        "case T1: event 1: 'sneezed' is not one of received, taken,",
    ),
    (
        {"events": [RECEIVED | {"to": "cook"}]},
        "event 1: 'cook' is not one of record, confirm, fulfil, thank",
    ),
    ({"events": [RECEIVED | {"by": 3}]}, "case T1: event 1: by is not a text"),
    (
        {"events": [RECEIVED | {"recorded_at": "2026-09-02T09:00:00"}]},
        "case T1: event 1: '2026-09-02T09:00:00' has no offset from UTC",
    ),
    (
        {"events": [RECEIVED | {"at": "2026-09-02T09:00:00.5+07:00"}]},
        "event 1: '2026-09-02T09:00:00.5+07:00' is not a whole second",
    ),
    (
        {"events": [RECEIVED, RECEIVED | {"by": "S2"}]},
        "case T1: two different events have the number 1",
    ),
    ({"verified": 3}, "case T1: verified is not a list of event numbers"),
    ({"rejected_pauses": ["a"]}, "case T1: rejected_pauses is not a list of event"),
    ({"pause_cap_s": "long"}, "case T1: pause_cap_s is not a whole number"),
    ({"roster": []}, "case T1: roster is not an object"),
    ({"roster": {"S1": 3}}, "case T1: roster of S1: not a list of pairs of instants"),
    ({"roster": {"S1": [["x", "y"]]}}, "case T1: roster of S1: 'x' is not an instant"),
]


class TestRefused:
    @pytest.mark.parametrize(("text", "message"), REFUSED)
    def test_file(self, text, message):
        with pytest.raises(CaseError) as refusal:
            measure_cases(text)
        assert str(refusal.value) == message

    @pytest.mark.parametrize(("case", "message"), REFUSED_CASES)
    def test_case(self, case, message):
        with pytest.raises(CaseError) as refusal:
            measure_cases(written(case))
        assert message in str(refusal.value)
        assert "\n" not in str(refusal.value)

    def test_a_case_given_twice(self):
        text = json.dumps({"calendars": {"SHOP": HOURS}, "cases": [CASE, CASE]})
        with pytest.raises(CaseError, match="case T1: given twice"):
            measure_cases(text)

    def test_bytes_that_are_no_text(self):
        with pytest.raises(CaseError, match="not JSON"):
            measure_cases(b"\xff\xfe\x00")

    def test_it_is_a_value_error(self):
        assert issubclass(CaseError, ValueError)


WEIRD: list = [
    None,
    True,
    0,
    -1,
    1.5,
    "",
    "x",
    [],
    [[]],
    [["x"]],
    {},
    {"x": "y"},
    [None],
]
WHOLE = json.loads(
    written(
        {
            "roster": {"S1": [[RECEIVED["at"], TAKEN["at"]]]},
            "verified": [2],
            "rejected_pauses": [],
            "pause_cap_s": 60,
            "events": [RECEIVED, TAKEN | {"recorded_at": TAKEN["at"], "to": "record"}],
        },
        V2={"extends": "X", "add_closed": {"2026-09-09": "flood"}, "closed": {}},
    )
)


def places(node: object, path: tuple = ()) -> list[tuple]:
    if isinstance(node, list):
        node = dict(enumerate(node))
    inner = list(node.items()) if isinstance(node, dict) else []
    return [path, *(p for key, value in inner for p in places(value, (*path, key)))]


@pytest.mark.parametrize("weird", WEIRD, ids=repr)
def test_whatever_stands_anywhere_in_a_file_is_measured_or_refused(weird):
    assert measure_cases(json.dumps(WHOLE))
    for path in places(WHOLE)[1:]:
        broken = json.loads(json.dumps(WHOLE))
        node = broken
        for key in path[:-1]:
            node = node[key]
        node[path[-1]] = weird
        with suppress(CaseError):
            measure_cases(json.dumps(broken))
