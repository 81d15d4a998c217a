"""One act on several tickets: what was done and what was not, ticket by ticket."""

import pytest

from desk.domain.vocabulary import Priority, Step

PATH = "/review/selection"
LIST = "/review/?step=confirm"


@pytest.fixture
def pengawas(open_browser):
    return open_browser("pengawas")


@pytest.fixture
def three(tickets):
    return [tickets.at(Step.CONFIRM) for _ in range(3)]


@pytest.fixture
def choosing(pengawas, tickets, three):
    """Tick three tickets in a filtered list and go on."""
    return choose(pengawas, tickets, three)


def choose(browser, tickets, ids, back=LIST):
    ticks = [f"{each}:{tickets.read(each).version}" for each in ids]
    return browser.get(PATH, ticket=ticks, back=back)


def numbers(browser, kind):
    """Return the tickets in one half of the result."""
    return [a.get_text() for a in browser.page.select(f".notice-{kind} .number")]


def reasons(browser):
    return [
        li.get_text(" ", strip=True) for li in browser.page.select(".notice-wait li")
    ]


def test_the_list_leads_here(pengawas, tickets, three):
    pengawas.get(LIST)
    form = pengawas.page.select_one("form#selection")
    assert form["action"] == PATH
    assert form.select_one("[name=back]")["value"] == LIST
    boxes = pengawas.page.select("[name=ticket][form=selection]")
    assert {box["value"].partition(":")[0] for box in boxes} == set(map(str, three))


def test_assigns_every_one(choosing, three, tickets, world):
    choosing.submit(
        "selection", deed="assign", receiver_id=str(world.id_of("siswi")), note="Bantu."
    )
    assert len(numbers(choosing, "good")) == 3
    assert "3 berhasil" in choosing.text
    for each in three:
        assert tickets.read(each).owner_id == world.id_of("siswi")
        assert tickets.words(each) == {"note": "Bantu."}
    assert choosing.page.select_one(f"a[href='{LIST}']")


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ({"deed": "take_over"}, "assigned"),
        ({"deed": "prioritise", "impact": "many", "urgency": "now"}, "prioritised"),
        ({"deed": "move", "unit_id": "PC", "reason": "Urusan cetak."}, "moved"),
        ({"deed": "release"}, "released"),
    ],
)
def test_does_each_deed(typed, kind, choosing, tickets, world):
    if "unit_id" in typed:
        typed = {**typed, "unit_id": str(world.units["PC"])}
    choosing.submit("selection", **typed)
    assert len(numbers(choosing, "good")) == 3
    assert {tickets.log(each)[-1] for each in tickets.ids()} == {kind}
    choosing.again()
    assert len(numbers(choosing, "good")) == 3, "a double tap says the same"
    assert {tickets.log(each).count(kind) for each in tickets.ids()} == {1}


def test_says_for_each_why_it_was_not_done(pengawas, tickets, three):
    stale, closed, fine = three
    own, held = tickets.at(Step.RECORD, by="pengawas"), tickets.receive()
    choose(pengawas, tickets, [*three, own, held])
    tickets.confirm(stale)
    for finish in (tickets.confirm, tickets.fulfil, tickets.thank):
        finish(closed)
    pengawas.submit("selection", deed="prioritise", impact="many", urgency="now")
    assert numbers(pengawas, "good") == [
        tickets.read(fine).number,
        tickets.read(held).number,
    ]
    told = "\n".join(reasons(pengawas))
    assert f"{tickets.read(stale).number} – Tiket ini berubah sementara itu" in told
    assert f"{tickets.read(closed).number} – Tiket ini sudah ditutup" in told
    assert f"{tickets.read(own).number} – " in told
    assert len(reasons(pengawas)) == 3
    assert tickets.read(fine).priority is Priority.HIGH
    before = pengawas.text
    pengawas.again()
    assert pengawas.text == before


def test_what_is_in_the_queue_is_not_put_back(pengawas, tickets, three):
    queued = tickets.receive()
    choose(pengawas, tickets, [three[0], queued])
    pengawas.submit("selection", deed="release")
    assert reasons(pengawas) == [
        f"{tickets.read(queued).number} – Tiket ini sudah di antrean."
    ]


def test_shows_what_changed_since_it_was_ticked(pengawas, tickets, three):
    ticks = [f"{each}:{tickets.read(each).version}" for each in three]
    tickets.confirm(three[0])
    pengawas.get(PATH, ticket=ticks)
    assert pengawas.text.count("Berubah sementara itu") == 1
    pengawas.submit("selection", deed="release")
    assert len(numbers(pengawas, "good")) == 3


def test_what_was_typed_stays_when_something_is_missing(choosing, three, tickets):
    choosing.submit("selection", 422, deed="move", reason="Urusan cetak.")
    assert list(choosing.errors) == ["unit_id"]
    assert choosing.value("reason") == "Urusan cetak."
    assert len(choosing.page.select(".picked [checked]")) == 3
    choosing.submit("selection", 422, deed="prioritise", impact="many")
    assert choosing.value("impact") == "many"
    assert {tickets.log(each)[-1] for each in three} == {"recorded"}


def test_something_must_be_chosen(choosing, three, tickets):
    choosing.submit("selection", 422)
    choosing.submit("selection", 422, forged={"deed": "delete"})
    assert {tickets.log(each)[-1] for each in three} == {"recorded"}


@pytest.mark.parametrize("ticks", [[], ["abc"], ["1"], ["-1:2"], ["9" * 30 + ":1"]])
def test_nothing_ticked(ticks, pengawas, three):
    pengawas.get(PATH, ticket=ticks, back=LIST)
    assert pengawas.path == LIST
    assert "Centang dulu" in pengawas.text


def test_another_units_ticket_tells_nothing(choosing, tickets, open_browser, three):
    stranger = tickets.start(by="tetangga")
    number = tickets.read(stranger).number
    ticks = [f"{each}:2" for each in (three[0], stranger, 999_999)]
    choosing.submit("selection", deed="release", forged={"ticket": ticks})
    assert len(numbers(choosing, "good")) == 1
    assert number not in choosing.text
    assert "Tiket ini tidak (atau tidak lagi) di unit Anda." in choosing.text
    assert "Tiket itu tidak ada." in choosing.text
    assert tickets.log(stranger) == ["received"]
    choosing.get(PATH, ticket=[f"{stranger}:2"], back=LIST)
    assert choosing.path == LIST


def test_a_hundred_at_a_time(pengawas, tickets, three):
    ticks = [f"{each}:2" for each in [*three, *range(900_000, 900_497)]]
    pengawas.get(PATH, ticket=ticks)
    assert "400 tidak diikutkan" in pengawas.text
    assert len(pengawas.page.select(".picked li")) == 3


def test_off_duty_is_said_for_each(choosing, rosters, world, three, tickets):
    rosters.plan("siswa", hours="08:00-10:00")
    receiver = str(world.id_of("siswi"))
    choosing.submit("selection", deed="assign", forged={"receiver_id": receiver})
    assert len(reasons(choosing)) == 3
    assert all("Dewi Lestari" in each for each in reasons(choosing))


def test_a_teacher_is_not_offered_to_take_over(open_browser, tickets, three):
    guru = choose(open_browser("guru"), tickets, three)
    deeds = [box["value"] for box in guru.page.select("[name=deed]")]
    assert deeds == ["assign", "prioritise", "move", "release"]
    guru.submit("selection", 422, forged={"deed": "take_over"})


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example/", "/nowhere"]
)
def test_leads_back_to_a_page_of_ours(back, pengawas, tickets, three):
    choose(pengawas, tickets, three, back=back)
    assert pengawas.page.select_one("a[href='/review/']")
    led = [tag.get("href") or tag.get("action") or "" for tag in pengawas.page.elements]
    assert not [address for address in led if address.startswith(back)]


@pytest.mark.parametrize("username", ["siswa", "admin"])
def test_refuses_others(username, open_browser, tickets, three):
    open_browser(username).get(PATH, 403, ticket=f"{three[0]}:2")


def test_queries_stay_the_same(pengawas, three, count_queries):
    with count_queries() as one:
        pengawas.get(PATH, ticket=f"{three[0]}:2")
    with count_queries() as all_:
        pengawas.get(PATH, ticket=[f"{each}:2" for each in three])
    assert len(one) == len(all_)
