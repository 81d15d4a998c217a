"""The administrator lets people in and brings complaints from elsewhere."""

import pytest
from playwright.sync_api import expect

from tests.journeys.support.complaints import ten_cases, write_file
from tests.journeys.support.visitor import PASSWORD

pytestmark = pytest.mark.browser

NEW_PASSWORD = "kopi tubruk pagi"


def test_a_new_student_signs_in_and_chooses_a_password(visit):
    admin = visit("admin")
    admin.follow("People")
    admin.follow("Add a person")
    admin.write("Full name", "Bayu Saputra")
    admin.write("User name", "bayu")
    admin.choose("Role", "Student on duty")
    admin.select("Unit", "Minimarket Sekolah Bina Karya")
    admin.select("Class group", "XII PM 1")
    one_time = admin.field("One-time password").input_value()
    admin.press("Add this person")
    admin.is_at("People")

    student = visit("bayu", password=one_time)
    student.is_at("Change password")
    student.open("/tickets/")
    student.is_at("Change password")
    student.write("Present password", one_time)
    student.write("New password", NEW_PASSWORD)
    student.write("New password again", NEW_PASSWORD)
    student.press("Change password")
    student.is_at("My desk")

    again = visit()
    again.knock("bayu", one_time)
    again.sees("User name and password do not match.")
    again.sign_in("bayu", NEW_PASSWORD)
    again.is_at("My desk")


def test_a_class_list_becomes_accounts_with_slips(visit, tmp_path):
    file = tmp_path / "kelas.csv"
    file.write_text("NIS;Nama;Kelas\n0091234567;Bayu Saputra;XII PM 1\n")
    admin = visit("admin")
    admin.follow("Class groups")
    admin.follow("Bring in a class list")
    admin.field("File").set_input_files(file)
    admin.press("Look at the list")
    admin.is_at("Look at the class list")
    admin.sees("bayu.saputra")
    admin.press("Take this list over")
    admin.is_at("Class list taken over")
    username, password = admin.page.locator(".slip-word").all_inner_texts()

    student = visit(username, password=password)
    student.is_at("Change password")

    admin.press("All handed out: forget the passwords")
    admin.sees("The one-time passwords are forgotten.")


def test_an_account_is_closed_and_its_session_ends(visit):
    student, admin = visit("siswa6"), visit("admin")
    admin.write("Search", "siswa6")
    admin.press("Search")
    admin.follow("Dimas Arya Prasetyo")
    admin.press("Close this account")
    admin.sees("The account is closed.")
    student.open("/tickets/")
    student.is_at("Sign in")
    student.knock("siswa6", PASSWORD)
    student.sees("User name and password do not match.")


def test_a_file_of_real_complaints_goes_into_the_queue(desk, visit, tmp_path):
    file = write_file(tmp_path / "keluhan.csv", ten_cases())
    before = desk.log.count()
    admin = visit("admin")
    for times in ("once", "twice"):
        admin.follow("Import")
        admin.field("File").set_input_files(file)
        admin.choose("Channel", "Questionnaire")
        admin.press("Choose the columns")
        admin.is_at("Choose the columns")
        preview = admin.page.locator("section", has_text=admin.say("Already there"))
        if times == "once":
            expect(preview.first).to_contain_text("10")
            admin.hand.press(admin.page.locator(".form-actions .btn-primary"))
            admin.is_at("Import finished")
    admin.sees("There is nothing new to import with these columns.")
    assert desk.log.count() == before + 10


def test_a_file_that_is_none_is_refused_in_one_line(visit, tmp_path):
    file = tmp_path / "foto.csv"
    file.write_bytes(bytes(range(256)))
    admin = visit("admin")
    admin.follow("Import")
    admin.field("File").set_input_files(file)
    admin.press("Choose the columns")
    admin.is_at("Import complaints")
    expect(admin.page.locator(".form-error")).to_have_count(1)
