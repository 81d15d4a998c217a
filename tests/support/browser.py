"""A browser without scripts, used as a person would; every page it opens is checked."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from bs4 import Tag
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse

from desk.queries.people import find_identity
from tests.support.cast import PASSWORD, World
from tests.support.pages import Page, check, text_of

MOST_REDIRECTS = 5
HOST = "http://localhost"
Values = str | Iterable[str]


class Browser:
    """Opens pages, fills in the forms that stand on them, and follows redirects."""

    def __init__(self, app: Flask, world: World) -> None:
        """Open with no cookies."""
        self.app, self.world = app, world
        self.client: FlaskClient = app.test_client()
        self.path = ""
        self.status = HTTPStatus.OK
        self.html = ""
        self._shown = ""
        self._page: Page | None = None
        self._last: dict[str, Any] = {}

    @property
    def page(self) -> Page:
        """Return the last page shown, read when first asked for."""
        if self._page is None:
            self._page = Page(self._shown)
        return self._page

    def sign_in(self, username: str) -> "Browser":
        """Sign one of the cast in, quickly: the session as signing in leaves it."""
        enter(self.client, self.world.id_of(username))
        return self

    def sign_in_by_form(self, username: str, password: str = PASSWORD) -> None:
        """Sign in as a person does."""
        self.get("/sign-in")
        self.submit("sign-in", username=username, password=password)

    def forget_session(self) -> None:
        """Lose the session, as after a night or on a restarted phone."""
        self.client.delete_cookie("session")

    def get(self, path: str, status: int = HTTPStatus.OK, **query: Any) -> "Browser":
        """Open a page, following redirects, and expect a status."""
        return self._send("GET", path, status, query_string=query or None)

    def submit(
        self,
        action: str,
        status: int | None = None,
        *,
        forged: dict[str, Values | FileStorage] | None = None,
        **typed: Values | bool,
    ) -> "Browser":
        """Fill in the form on this page that is sent to an action, and send it.

        The action is a path, or its last part ("take"); a button's formaction counts.
        Fields not named are sent as they stand. What the form does not offer is an
        error, unless forged. Expects 200, or the status given.
        """
        form, button = self._form(action)
        fields = _as_filled(form)
        for name, value in typed.items():
            _fill(form, fields, name, value)
        for name, forgery in (forged or {}).items():
            fields.setlist(name, _listed(forgery))
        if (
            button
            and button.get("name")
            and button["name"] not in {**typed, **(forged or {})}
        ):
            fields[str(button["name"])] = str(button.get("value", ""))
        target = (button and button.get("formaction")) or form["action"]
        expected = HTTPStatus.OK if status is None else status
        if str(form.get("method", "get")).lower() == "get":
            path = urlsplit(str(target)).path  # as browsers do: the fields replace it
            return self._send("GET", path, expected, query_string=fields)
        return self._send("POST", str(target), expected, data=fields)

    def post(self, path: str, status: int = HTTPStatus.OK, **fields: Any) -> "Browser":
        """Send what no form on the page would, with a token that is good."""
        if not self._shown:
            self.get("/account/password")  # or the page to sign in; both have a token
        token = self.page.find("input", attrs={"name": "csrf_token"})
        assert token is not None
        data = {"csrf_token": token["value"], **fields}
        return self._send("POST", path, status, data=data)

    def again(self, status: int = HTTPStatus.OK) -> "Browser":
        """Send the last form once more, as a double tap does."""
        return self._send("POST", status=status, **self._last)

    def save_draft(self, action: str, **typed: Values | bool) -> int:
        """Save what is typed into a form, as the script does; return the status."""
        form, _ = self._form(action)
        fields = _as_filled(form)
        for name, value in typed.items():
            _fill(form, fields, name, value)
        token = self.page.find("meta", attrs={"name": "csrf-token"})
        del fields["csrf_token"]
        headers = {"X-CSRFToken": str(token["content"]) if token else ""}
        answer = self.client.post("/drafts", data=fields, headers=headers)
        return answer.status_code

    @property
    def refusal(self) -> str:
        """Return what the form says above its fields."""
        return text_of(self.page.select_one(".problems-lead"))

    @property
    def flashes(self) -> list[str]:
        """Return the kind of each message on top of the page: success, warning ..."""
        kinds = (
            note.get_attribute_list("class") for note in self.page.select(".flash")
        )
        return [str(kind[-1]).removeprefix("flash-") for kind in kinds]

    @property
    def rows(self) -> list[int]:
        """Return the ids of the tickets the page lists, in order, each once."""
        assert self.page.main is not None
        links = [str(a["href"]) for a in self.page.main.find_all("a", href=True)]
        ids = [path.removeprefix("/tickets/") for path in links]
        return list(dict.fromkeys(int(each) for each in ids if each.isdigit()))

    @property
    def text(self) -> str:
        """Return the words of the page's main part."""
        return text_of(self.page.main)

    @property
    def errors(self) -> dict[str, str]:
        """Return the message beside each field that has one, by the field's id."""
        notes = self.page.select(".form-error")
        return {str(n["id"]).removesuffix("-error"): text_of(n) for n in notes}

    @property
    def actions(self) -> list[str]:
        """Return where the forms and buttons in the page's main part lead."""
        assert self.page.main is not None
        forms = self.page.main.find_all("form", attrs={"method": "post"})
        buttons = self.page.main.find_all("button", formaction=True)
        return [str(f["action"]) for f in forms] + [
            str(b["formaction"]) for b in buttons
        ]

    def value(self, name: str, action: str = "") -> str | None:
        """Return what a field holds, of the form for an action or of the first.

        Forms of the page itself come before those around it.
        """
        assert self.page.main is not None
        there = [*self.page.main.find_all("form"), *self.page.named("form")]
        forms = [self._form(action)[0]] if action else there
        for form in forms:
            fields = _as_filled(form)
            if name in fields:
                return str(fields[name])
        return None

    def has_form(self, action: str) -> bool:
        """Say whether the page offers a form or button for an action."""
        return any(_is_meant(action, each) for each in self.actions)

    def _form(self, action: str) -> tuple[Tag, Tag | None]:
        for form in self.page.find_all("form"):
            if _is_meant(action, str(form.get("action", ""))):
                return form, form.find("button", attrs={"type": "submit", "name": True})
            lent = self.page.select(f"button[formaction][form='{form.get('id')}']")
            for button in [*form.find_all("button", formaction=True), *lent]:
                if _is_meant(action, str(button["formaction"])):
                    return form, button
        there = [str(form.get("action")) for form in self.page.find_all("form")]
        raise AssertionError(f"{self.path} has no form for {action!r}, only {there}")

    def _send(self, method: str, path: str, status: int, **kwargs: Any) -> "Browser":
        headers = {"Referer": f"{HOST}{self.path}"} if self.path else {}
        if method == "POST":
            self._last = {"path": path, **kwargs}
        for _ in range(MOST_REDIRECTS):
            response = self.client.open(path, method=method, headers=headers, **kwargs)
            if response.status_code not in {301, 302, 303, 307, 308}:
                break
            path, method, kwargs = _local(response), "GET", {}
        else:
            raise AssertionError(f"{path} redirects for ever")
        self._show(response, path, status)
        return self

    def _show(self, response: TestResponse, path: str, status: int) -> None:
        self.response, self.status = response, HTTPStatus(response.status_code)
        is_text = (response.mimetype or "").startswith("text/")
        content = response.get_data()
        response.close()
        self.html = content.decode() if is_text else ""
        if response.mimetype == "text/html" and self.html:
            self.path = response.request.full_path.rstrip("?")
            self._shown = self.html
            self._page = check(self.html)
        assert self.status == status, f"{path}: {self.status}, not {status}"


def enter(client: FlaskClient, person_id: int) -> None:
    """Give a client the session of somebody, as signing in leaves it."""
    with client.application.app_context():
        identity = find_identity(person_id)
    assert identity is not None
    with client.session_transaction() as session:
        session["_user_id"] = f"{person_id}.{identity.session_version}"
        session["_fresh"] = True
        session.permanent = True


def _local(response: TestResponse) -> str:
    target = urlsplit(response.location)
    assert target.netloc in {"", "localhost"}, f"sent away to {response.location}"
    return f"{target.path}?{target.query}" if target.query else target.path


def _is_meant(action: str, target: str) -> bool:
    path = urlsplit(target).path
    return path == action or path.rstrip("/").rsplit("/", 1)[-1] == action


def _as_filled(form: Tag) -> MultiDict[str, str]:
    fields: MultiDict[str, str] = MultiDict()
    for field in form.find_all(["input", "textarea", "select"]):
        name, kind = str(field.get("name", "")), field.get("type", "text")
        if not name or field.has_attr("disabled"):
            continue
        if field.name == "textarea":
            # A browser drops the first line end.
            text = field.get_text().replace("\r\n", "\n").removeprefix("\n")
            fields.add(name, text)
        elif field.name == "select":
            chosen = field.find("option", selected=True) or field.find("option")
            fields.add(name, str(chosen["value"]) if chosen else "")
        elif kind in {"radio", "checkbox"} and not field.has_attr("checked"):
            continue
        elif kind not in {"submit", "button", "file"}:
            fields.add(name, str(field.get("value", "")))
    return fields


def _fill(
    form: Tag, fields: MultiDict[str, str], name: str, value: Values | bool
) -> None:
    offered = form.find_all(True, attrs={"name": name})
    assert offered, f"the form has no field {name}"
    kinds = {str(field.get("type", "")) for field in offered}
    if value is False:
        fields.poplist(name)
        return
    texts = [str(offered[0]["value"])] if value is True else _listed(value)
    if kinds <= {"radio", "checkbox", "submit"}:
        values = {str(field["value"]) for field in offered}
        assert set(texts) <= values, f"{name} offers {values}, not {texts}"
    fields.setlist(name, texts)


def _listed(value: Any) -> list[Any]:
    # A file is one value, although it can be gone through line by line.
    if isinstance(value, str | FileStorage):
        return [value]
    return [str(each) for each in value]
