"""Signing in and out."""

from flask import redirect, render_template, request, session, url_for

from desk.blueprints.auth import auth
from desk.domain.people import Permission
from desk.services import accounts
from desk.web.access import Answer, public, requires
from desk.web.actor import actor, enter, find_actor, leave
from desk.web.device import remember_staff
from desk.web.forms import SignInForm
from desk.web.navigation import home_of
from desk.web.now import now
from desk.web.resume import carried_fields, is_local, keep


@auth.get("/")
@requires(Permission.SIGNED_IN)
def home() -> Answer:
    """Go to the page of one's role."""
    return redirect(home_of(actor()))


@auth.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> Answer:
    """Sign in, and go on where one was, with what one had typed."""
    form = SignInForm()
    path, fields = request.form.get("carried_path", ""), carried_fields()
    if form.accepts(lambda: start_session(form)):
        return onward(form.next.data, path, fields)
    if request.method == "GET":
        if find_actor() is not None:
            return redirect(url_for("auth.home"))
        form.next.data = request.args.get("next", "")
    page = render_template(
        "auth/sign_in.html", form=form, carried=fields, carried_path=path
    )
    return page, form.status


@auth.post("/sign-out")
@public
def sign_out() -> Answer:
    """End the session."""
    leave()
    session.clear()
    return redirect(url_for("auth.sign_in"))


def start_session(form: SignInForm) -> None:
    """Check the name and password and start a fresh session."""
    person_id = accounts.sign_in(
        username=form.username.data or "", password=form.password.data or "", now=now()
    )
    # A session known before signing in must not become a signed-in one.
    session.clear()
    enter(person_id)
    session.permanent = True
    remember_staff()


def onward(target: str | None, path: str, fields: dict[str, list[str]]) -> Answer:
    """Go back to the form that was carried along, or to the page asked for."""
    if is_local(path):
        keep(actor(), fields, path)
    return redirect(target if target and is_local(target) else url_for("auth.home"))
