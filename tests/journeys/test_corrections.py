"""The customer corrects, the student slips, the shift ends: nothing is lost."""

import pytest

from tests.journeys.support.counter import BREAD, Counter

pytestmark = pytest.mark.browser


def test_the_customer_corrects_the_restatement(desk, siswa):
    counter = Counter(siswa)
    number = counter.start()
    counter.record()
    siswa.write("The restatement, as you said it", "Jadi Ibu ingin uangnya kembali?")
    siswa.choose("The customer's answer", "Corrected")
    siswa.write("What the customer corrected", "Bukan uang, rotinya diganti saja.")
    siswa.press("Save and go on")
    siswa.sees("Noted.")
    counter.stands_at("Confirm needs")
    siswa.sees("Bukan uang, rotinya diganti saja.")
    counter.confirm()
    assert desk.log.kinds(number)[2:] == ["stepped_back", "confirmed"]


def test_a_slip_is_undone_and_the_text_comes_back(desk, siswa):
    counter = Counter(siswa)
    number = counter.start()
    counter.record(BREAD)
    siswa.press("Undo")
    counter.stands_at("Record the request")
    siswa.sees("Undone. What you wrote is back in the form.")
    assert siswa.field("Complaint").input_value() == BREAD.complaint
    assert siswa.field("Item or service").input_value() == BREAD.item
    siswa.press("Save and go on")
    counter.stands_at("Confirm needs")
    assert desk.log.kinds(number) == ["received", "recorded", "voided", "recorded"]


def test_the_bell_rings_and_another_student_goes_on(visit):
    early, late = visit("siswa2"), visit("siswa5")
    counter = Counter(early)
    number = counter.start()
    counter.record(BREAD.but(complaint="Roti tawar saya bau apek."))
    early.press("Put back in the queue")
    early.is_at("My desk")
    late.open()
    counter = Counter(late)
    assert counter.take("Roti tawar saya bau apek.") == number
    counter.stands_at("Confirm needs")
    counter.confirm()


def test_a_step_is_taken_back_with_a_reason(siswa):
    counter = Counter(siswa)
    counter.start()
    counter.record()
    counter.confirm()
    siswa.unfold("Go back a step")
    siswa.choose("Back to", "Confirm needs")
    siswa.write("Why", "Ibunya ternyata ingin uang kembali.")
    siswa.press("Go back")
    counter.stands_at("Confirm needs")
    siswa.sees("Ibunya ternyata ingin uang kembali.")
    restated = siswa.field("The restatement, as you said it")
    assert restated.input_value() == BREAD.restatement
