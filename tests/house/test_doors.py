"""Doors are locked: each is marked, and who passes which is written out in full."""

import pytest

from desk.domain.people import Permission
from desk.web.access import PUBLIC, access_of
from tests.house.routes import address, doors

ROLES = ("nobody", "siswa", "pengawas", "guru", "ketua", "admin")
# The ticket used is one in the queue of the minimarket, with one event; forms are sent
# empty, so those that start filled in are accepted. 401 is the sign-in page with what
# was typed in hand, 409 and 422 the same page with the reason, 302 the way on (or to
# the sign-in page, for nobody), 404 for imports because no file has been uploaded,
# and for versions, shifts, swaps and absences because nothing has been changed.
MATRIX = """
                                  nobody    siswa pengawas     guru    ketua    admin
GET  auth.home                       302      302      302      302      302      302
GET  auth.sign_in                    200      302      302      302      302      302
POST auth.sign_in                    409      409      409      409      409      409
POST auth.sign_out                   302      302      302      302      302      302
GET  account.password                302      200      200      200      200      200
POST account.password                401      422      422      422      422      422
POST account.language                404      404      404      404      404      404
GET  help.guide                      302      200      200      200      200      200
GET  privacy.retention               302      403      403      403      403      200
POST privacy.erase                   401      403      403      403      403      302
GET  privacy.reads                   302      403      403      403      403      200
GET  privacy.find                    302      403      200      200      200      403
POST privacy.find                    401      403      422      422      422      403
GET  privacy.ticket                  302      403      200      200      200      403
POST privacy.export_ticket           401      403      200      200      200      403
POST privacy.print_ticket            401      403      200      200      200      403
GET  privacy.customer                302      403      404      404      404      403
POST privacy.export_customer         401      403      404      404      404      403
POST privacy.print_customer          401      403      404      404      404      403
POST privacy.restrict                401      403      404      404      404      403
POST privacy.release                 401      403      404      404      404      403
POST admin.record_consent            401      403      403      403      403      302
POST drafts.save                     401      204      204      204      204      204
GET  tickets.index                   302      200      200      403      403      403
POST tickets.start                   401      302      302      403      403      403
GET  tickets.show                    302      200      200      200      200      403
GET  tickets.time                    302      200      200      200      200      403
GET  tickets.step                    302      302      302      403      403      403
POST tickets.walk                    401      409      409      403      403      403
POST tickets.ask_approval            401      409      409      403      403      403
POST tickets.look                    401      200      200      200      200      403
POST tickets.leave                   401      204      204      204      204      403
POST tickets.take                    401      302      302      403      403      403
POST tickets.release                 401      302      302      302      302      403
POST tickets.undo                    401      302      302      302      302      403
POST tickets.offer                   401      409      409      403      403      403
POST tickets.withdraw                401      302      302      403      403      403
POST tickets.accept                  401      302      302      403      403      403
POST tickets.decline                 401      409      409      403      403      403
POST tickets.reopen                  401      403      409      409      409      403
POST tickets.follow_on               401      403      302      403      403      403
POST tickets.void                    401      403      409      409      409      403
POST tickets.step_back               401      409      409      409      409      403
POST tickets.approve                 401      403      409      409      409      403
POST tickets.refuse                  401      403      422      422      422      403
POST tickets.pause                   401      409      409      403      403      403
POST tickets.resume                  401      302      302      302      302      403
POST tickets.contact                 401      409      409      409      409      403
POST tickets.verify                  401      403      302      302      302      403
POST tickets.reject                  401      403      302      302      302      403
GET  review.waiting                  302      403      200      200      200      403
POST tickets.merge                   401      403      422      422      422      403
POST tickets.not_duplicate            401      403      404      404      404      403
POST tickets.unmerge                 401      403      409      409      409      403
POST tickets.mark                    401      409      409      409      409      403
POST tickets.confirm_mark            401      403      409      409      409      403
POST tickets.decline_mark            401      403      409      409      409      403
POST tickets.restore                 401      403      409      409      409      403
POST tickets.assign                  401      403      409      409      409      403
POST tickets.take_over               401      403      302      403      403      403
POST tickets.prioritise              401      403      409      409      409      403
POST tickets.move                    401      403      409      409      409      403
POST tickets.coach                   401      403      409      409      409      403
POST tickets.note_fact               401      409      409      409      409      403
POST tickets.read_note               401      302      302      302      302      403
GET  customers.index                 302      200      200      200      200      403
GET  customers.add                   302      200      200      200      200      403
POST customers.add                   401      422      422      422      422      403
GET  customers.similar               302      200      200      200      200      403
GET  customers.show                  302      404      404      404      404      403
GET  customers.change                302      404      404      404      404      403
POST customers.change                401      404      404      404      404      403
POST customers.reveal                401      404      404      404      404      403
POST customers.merge                 401      403      404      404      404      403
POST customers.unmerge               401      403      404      404      404      403
POST tickets.link                    401      409      409      409      409      403
POST tickets.unlink                  401      302      302      302      302      403
POST tickets.make_card               401      409      409      409      409      403
POST tickets.reveal                  401      302      302      302      302      403
GET  tickets.paper                   302      200      200      403      403      403
POST tickets.paper                   401      422      422      403      403      403
GET  tickets.photo                   302      404      404      404      404      403
GET  tickets.sent_photo              302      404      404      404      404      403
GET  review.samples                  302      403      200      200      200      403
POST review.samples                  401      403      422      422      422      403
GET  review.sample                   302      403      404      404      404      403
GET  review.check_evidence           302      403      404      404      404      403
POST review.check_evidence           401      403      404      404      404      403
GET  rubric.observe                  302      403      200      200      200      403
POST rubric.begin_sheet              401      403      302      302      302      403
GET  rubric.counter                  302      403      404      404      404      403
POST rubric.mark_counter             401      403      404      404      404      403
POST rubric.take_back_counter        401      403      404      404      404      403
GET  rubric.sheet                    302      403      404      404      404      403
POST rubric.mark_sheet               401      403      404      404      404      403
POST rubric.take_back_sheet          401      403      404      404      404      403
GET  rubric.sample                   302      403      404      404      404      403
GET  rubric.population               302      403      404      404      404      403
POST rubric.draw                     401      403      403      404      403      403
GET  review.open_tickets             302      403      200      200      200      403
GET  review.board                    302      403      200      200      200      403
GET  review.views                    302      403      200      200      200      403
GET  review.save_view                302      403      200      200      200      403
POST review.save_view                401      403      422      422      422      403
GET  review.change_view              302      403      404      404      404      403
POST review.change_view              401      403      404      404      404      403
POST review.remove_view              401      403      404      404      404      403
GET  review.wall                     302      403      200      200      200      403
POST review.make_wall                401      403      302      302      302      403
POST review.revoke_wall              401      403      302      302      302      403
GET  wall.show                       404      404      404      404      404      404
GET  review.selection                302      403      302      302      302      403
POST review.selection                401      403      302      302      302      403
GET  review.archive                  302      403      200      200      200      403
GET  review.search                   302      403      200      200      200      403
GET  review.export_search            302      403      200      200      200      403
GET  reports.index                   302      403      200      200      200      403
GET  reports.tickets                 302      403      200      200      200      403
GET  reports.export                  302      403      200      200      200      403
GET  reports.export_tickets          302      403      200      200      200      403
GET  feedback.index                  302      403      200      200      200      403
GET  feedback.tickets                302      403      200      200      200      403
GET  feedback.export                 302      403      200      200      200      403
GET  feedback.export_tickets         302      403      200      200      200      403
GET  feedback.forecasts              302      403      403      200      200      403
GET  feedback.student_forecasts      302      403      403      200      200      403
GET  feedback.my_forecasts           302      200      200      403      403      403
GET  feedback.follow_ups             302      200      200      200      200      403
POST tickets.slip                    401      302      200      200      200      403
POST tickets.follow_up               401      409      409      409      409      403
GET  review.export_open              302      403      200      200      200      403
GET  review.export_archive           302      403      200      200      200      403
GET  sources.pareto                  302      403      200      200      200      403
GET  sources.export                  302      403      200      200      200      403
GET  sources.tickets                 302      403      200      200      200      403
GET  sources.export_tickets          302      403      200      200      200      403
GET  sources.export                  302      403      200      200      200      403
GET  sources.tickets                 302      403      200      200      200      403
GET  sources.export_tickets          302      403      200      200      200      403
GET  sources.tagging                 302      403      200      200      200      403
GET  sources.tag_several             302      403      302      302      302      403
POST sources.tag_several             401      403      422      422      422      403
GET  sources.tag                     302      403      200      200      200      403
POST sources.tag                     401      403      409      409      409      403
GET  sources.tag_by_rule             302      403      200      200      200      403
POST sources.tag_by_rule             401      403      422      422      422      403
POST sources.counts                  401      403      422      422      422      403
GET  sources.import_counts           302      403      200      200      200      403
POST sources.import_counts           401      403      422      422      422      403
GET  sources.counts                  302      403      200      200      200      403
GET  archive.numbers                 302      403      200      200      200      403
GET  archive.export_numbers          302      403      200      200      200      403
GET  archive.number_tickets          302      403      404      404      404      403
GET  archive.export_number_tickets   302      403      404      404      404      403
GET  archive.stages                  302      403      200      200      200      403
GET  archive.stage_rows              302      403      200      200      200      403
GET  archive.export_stage_rows       302      403      200      200      200      403
GET  archive.complaint_form          302      200      200      200      200      403
GET  archive.follow_up_form          302      403      200      200      200      403
GET  grading.index                   302      403      403      200      200      403
POST grading.teach                   401      403      403      302      403      403
GET  grading.begin_period            302      403      403      200      403      403
POST grading.begin_period            401      403      403      422      403      403
POST grading.add_class               401      403      403      404      403      403
GET  grading.scheme                  302      403      403      404      404      403
GET  grading.scheme_version          302      403      403      404      404      403
GET  grading.change_scheme           302      403      403      404      403      403
POST grading.change_scheme           401      403      403      404      403      403
GET  grades.scheme                   302      404      403      403      403      403
GET  grading.table                   302      403      403      404      404      403
GET  grading.class_sheet             302      403      403      404      404      403
GET  grading.overview                302      403      403      404      404      403
GET  grading.week                    302      403      403      404      404      403
POST grading.recompute               401      403      403      404      403      403
GET  grading.student                 302      403      403      404      404      403
POST grading.review                  401      403      403      404      403      403
POST grading.unreview                401      403      403      404      403      403
POST grading.clear_override          401      403      403      404      403      403
POST grading.review_all              401      403      403      302      403      403
POST grading.override                401      403      403      404      403      403
POST grading.keep                    401      403      403      404      403      403
POST grading.republish               401      403      403      404      403      403
POST grading.answer                  401      403      403      404      403      403
GET  grading.publishing              302      403      403      404      404      403
POST grading.publish                 401      403      403      404      403      403
POST grading.lock                    401      403      403      404      403      403
GET  grading.objections              302      403      403      200      403      403
POST grades.raise_objection          401      404      403      403      403      403
GET  grades.index                    302      200      403      403      403      403
GET  grades.show                     302      404      403      403      403      403
GET  grading.files                   302      403      403      404      404      403
GET  grading.export_file             302      403      403      404      404      403
GET  targets.index                   302      302      302      200      200      403
GET  targets.unit                    302      200      200      200      200      403
GET  targets.version                 302      404      404      404      404      403
GET  targets.set_targets             302      403      403      200      403      403
POST targets.set_targets             401      403      403      422      403      403
GET  roster.home                     302      302      302      302      302      403
GET  roster.week                     302      200      200      200      200      403
GET  roster.day                      302      403      403      200      403      403
GET  roster.add_shifts               302      403      403      200      403      403
POST roster.add_shifts               401      403      403      422      403      403
GET  roster.shift                    302      404      404      404      404      403
POST roster.mark_attendance          401      403      403      404      403      403
POST roster.remove_shift             401      403      403      404      403      403
GET  roster.copy_week                302      403      403      200      403      403
POST roster.copy_week                401      403      403      422      403      403
GET  roster.import_shifts            302      403      403      200      403      403
POST roster.import_shifts            401      403      403      422      403      403
GET  roster.ask_swap                 302      404      404      403      403      403
POST roster.ask_swap                 401      404      404      403      403      403
GET  roster.swap                     302      403      404      404      404      403
POST roster.consent_to_swap          401      403      404      404      404      403
POST roster.decline_swap             401      403      404      404      404      403
GET  roster.people                   302      403      403      200      403      403
GET  roster.person                   302      403      403      200      403      403
POST roster.add_absence              401      403      403      422      403      403
POST roster.end_absence              401      403      403      404      403      403
POST roster.release_tickets          401      403      403      422      403      403
GET  calendar.index                  302      403      403      200      403      200
GET  calendar.month                  302      403      403      200      403      200
GET  calendar.weekly                 302      403      403      200      403      200
POST calendar.weekly                 401      403      403      409      403      409
GET  calendar.close                  302      403      403      200      403      200
POST calendar.close                  401      403      403      409      403      409
GET  calendar.override               302      403      403      200      403      200
POST calendar.override               401      403      403      409      403      409
GET  calendar.clear                  302      403      403      200      403      200
POST calendar.clear                  401      403      403      409      403      409
GET  calendar.holidays               302      403      403      200      403      200
POST calendar.holidays               401      403      403      409      403      409
GET  calendar.zone                   302      403      403      200      403      200
POST calendar.zone                   401      403      403      409      403      409
GET  calendar.versions               302      403      403      200      403      200
GET  calendar.version                302      403      403      200      403      200
POST calendar.version                401      403      403      409      403      409
GET  admin.people                    302      403      403      403      403      200
GET  admin.add_person                302      403      403      403      403      200
POST admin.add_person                401      403      403      403      403      422
GET  admin.person                    302      403      403      403      403      200
POST admin.person                    401      403      403      403      403      302
POST admin.reset_password            401      403      403      403      403      302
POST admin.deactivate_person         401      403      403      403      403      302
POST admin.activate_person           401      403      403      403      403      302
GET  admin.class_groups              302      403      403      403      403      200
POST admin.class_groups              401      403      403      403      403      422
GET  admin.class_group               302      403      403      403      403      200
POST admin.class_group               401      403      403      403      403      302
POST admin.set_teachers              401      403      403      403      403      302
POST admin.retire_class_group        401      403      403      403      403      302
POST admin.restore_class_group       401      403      403      403      403      302
GET  admin.class_lists               302      403      403      403      403      200
POST admin.class_lists               401      403      403      403      403      422
GET  admin.class_list                302      403      403      403      403      404
POST admin.choose_list_columns       401      403      403      403      403      404
POST admin.take_over_class_list      401      403      403      403      403      404
POST admin.forget_class_list         401      403      403      403      403      404
POST admin.forget_passwords          401      403      403      403      403      404
GET  admin.units                     302      403      403      403      403      200
GET  admin.add_unit                  302      403      403      403      403      200
POST admin.add_unit                  401      403      403      403      403      422
GET  admin.unit                      302      403      403      403      403      200
POST admin.unit                      401      403      403      403      403      302
POST admin.deactivate_unit           401      403      403      403      403      302
POST admin.activate_unit             401      403      403      403      403      302
GET  admin.sources                   302      403      403      200      403      200
GET  admin.add_source_group          302      403      403      200      403      200
POST admin.add_source_group          401      403      403      422      403      422
GET  admin.add_source                302      403      403      200      403      200
POST admin.add_source                401      403      403      422      403      422
GET  admin.source_words              302      403      403      200      403      200
POST admin.source_words              401      403      403      302      403      302
GET  admin.source                    302      403      403      200      403      200
POST admin.source                    401      403      403      302      403      302
POST admin.retire_source             401      403      403      302      403      302
POST admin.restore_source            401      403      403      302      403      302
POST admin.move_source_up            401      403      403      302      403      302
POST admin.move_source_down          401      403      403      302      403      302
GET  admin.imports                   302      403      403      403      403      200
POST admin.imports                   401      403      403      403      403      422
GET  admin.import_file               302      403      403      403      403      404
POST admin.choose_columns            401      403      403      403      403      404
POST admin.import_upload             401      403      403      403      403      404
POST admin.forget_upload             401      403      403      403      403      404
GET  complaint.form                  200      200      200      200      200      200
POST complaint.form                  422      422      422      422      422      422
GET  complaint.thanks                302      302      302      302      302      302
POST complaint.done                  302      302      302      302      302      302
GET  complaint.find                  200      200      200      200      200      200
GET  complaint.status                404      404      404      404      404      404
POST complaint.write                 404      404      404      404      404      404
POST complaint.answer                404      404      404      404      404      404
GET  complaint.poster                302      403      200      200      200      403
GET  admin.refused_rows              302      403      403      403      403      404
GET  solutions.index                 302      200      200      200      200      403
GET  solutions.show                  302      200      200      200      200      403
GET  solutions.propose               302      200      200      200      403      403
POST solutions.propose               401      422      422      422      403      403
GET  solutions.version               302      404      404      404      404      403
POST solutions.approve               401      403      403      404      403      403
POST solutions.decline               401      403      403      404      403      403
POST solutions.retire                401      403      403      302      403      403
GET  improvements.index              302      200      200      200      200      403
GET  improvements.new                302      403      404      404      404      403
POST improvements.new                401      403      404      404      404      403
GET  improvements.show               302      404      404      404      404      403
GET  improvements.change             302      403      404      404      404      403
POST improvements.change             401      403      404      404      404      403
POST improvements.begin              401      403      404      404      404      403
POST improvements.end                401      403      404      404      404      403
GET  improvements.tickets            302      403      404      404      404      403
GET  quality.show                    302      403      200      200      200      403
GET  quality.rows                    302      403      404      404      404      403
"""
_head, *_lines = MATRIX.strip().splitlines()
TABLE = {
    (method, endpoint): dict(zip(ROLES, map(int, statuses), strict=True))
    for method, endpoint, *statuses in map(str.split, _lines)
}


def test_every_door_is_marked(app):
    marks = {
        rule.endpoint: access_of(app.view_functions[rule.endpoint])
        for _, rule in doors(app)
    }
    unmarked = [e for e, mark in marks.items() if mark not in {PUBLIC, *Permission}]
    assert not unmarked


def test_few_doors_are_public(app):
    marks = {
        rule.endpoint: access_of(app.view_functions[rule.endpoint])
        for _, rule in doors(app)
    }
    public = {endpoint for endpoint, mark in marks.items() if mark == PUBLIC}
    assert public == {
        *("auth.sign_in", "auth.sign_out", "account.language"),
        # Whoever knows its address, which nobody guesses.
        "wall.show",
        # A customer has no account, but the code of a complaint.
        *("complaint.form", "complaint.thanks", "complaint.done"),
        *("complaint.find", "complaint.status", "complaint.write"),
        "complaint.answer",
    }


def test_the_matrix_names_every_door(app):
    assert _head.split() == list(ROLES)
    assert {(method, rule.endpoint) for method, rule in doors(app)} == set(TABLE)


# Who may pass is the doors' business: one kind of database is enough to tell.
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("method", "endpoint"), TABLE)
def test_matrix(method, endpoint, app, tickets, open_browser):
    (rule,) = (r for m, r in doors(app) if (m, r.endpoint) == (method, endpoint))
    has_ticket = "ticket_id" in rule.arguments
    found = {}
    for role in ROLES:
        browser = open_browser(None if role == "nobody" else role)
        ticket = tickets.receive() if has_ticket else 0
        path = address(app, rule, tickets.world, ticket)
        found[role] = _knock(browser, method, path)
    assert found == TABLE[method, endpoint]


def _knock(browser, method, path):
    data = None
    if method == "POST":
        browser.get("/account/password")  # or the page to sign in; both have a token
        data = {"csrf_token": browser.value("csrf_token"), "key": "k"}
    with browser.client.open(path, method=method, data=data) as response:
        return response.status_code
