"""One's own password and language."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext, refresh

from desk.blueprints.account import account
from desk.blueprints.account.forms import PasswordForm
from desk.domain.errors import NotFound
from desk.domain.people import Permission
from desk.domain.vocabulary import Language
from desk.services import accounts
from desk.web.access import Answer, public, requires
from desk.web.actor import act, actor, enter, find_actor, key_sent
from desk.web.languages import COOKIE
from desk.web.resume import page_of


@account.route("/password", methods=["GET", "POST"])
@requires(Permission.SIGNED_IN)
def password() -> Answer:
    """Choose a new password."""
    form = PasswordForm()
    if form.accepts(lambda: change(form)):
        flash(gettext("Your new password is set."), "success")
        return redirect(url_for("auth.home"))
    return render_template("auth/password.html", form=form), form.status


@account.post("/language")
@public
def language() -> Answer:
    """Choose the language of the screens."""
    chosen = request.form.get("language", "")
    if chosen not in set(Language):
        raise NotFound
    if find_actor() is not None:
        accounts.choose_language(act(key_sent()), Language(chosen))
    refresh()
    answer = redirect(page_of(request.form.get("next", "")))
    answer.set_cookie(COOKIE, chosen, max_age=365 * 24 * 3600, samesite="Lax")
    return answer


def change(form: PasswordForm) -> None:
    """Set the password and keep this session, while all others end."""
    accounts.change_password(
        act(form.key.data or ""),
        current=form.current.data or "",
        new=form.new.data or "",
        repeat=form.repeat.data or "",
    )
    enter(actor().id)
