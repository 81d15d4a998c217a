"""Somebody with a browser, as cheap as can be: keep-alive, cookies, one token."""

import gzip
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import cycle
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import uuid4

TOKEN = re.compile(r'name="csrf_token"[^>]*?value="([^"]+)"')
PROBLEM = re.compile(r'class="form-error"[^>]*id="([^"]+)"')
HOST = "127.0.0.1"
TIMEOUT = 60


class Answer(NamedTuple):
    """What a server sent, and how long it took (seconds)."""

    status: int
    body: bytes
    headers: Mapping[str, str]
    seconds: float

    @property
    def text(self) -> str:
        """Return the page, unpacked."""
        return self.plain.decode()

    @property
    def plain(self) -> bytes:
        """Return the bytes before they were packed."""
        is_packed = self.headers.get("content-encoding") == "gzip"
        return gzip.decompress(self.body) if is_packed else self.body


@dataclass
class Visitor:
    """A connection to one server, signed in or not. Can be sent to other processes."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""
    _connection: HTTPConnection | None = field(default=None, repr=False)

    def __getstate__(self) -> dict[str, object]:
        """Leave the connection behind."""
        return {**self.__dict__, "_connection": None}

    def reconnect(self) -> None:
        """Begin anew: a server hangs up on who has said nothing for two minutes."""
        if self._connection is not None:
            self._connection.close()

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._send("GET", path, None)

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        """Send a form under a fresh key."""
        typed = {"csrf_token": self.token, "key": uuid4().hex, **fields}
        return self._send("POST", path, urlencode(typed))

    def sign_in(self, username: str, password: str) -> "Visitor":
        """Sign in as a person does, and keep a token for the forms."""
        self.token = TOKEN.findall(self.get("/sign-in").text)[0]
        answer = self.post("/sign-in", {"username": username, "password": password})
        if answer.status >= 400 or "session" not in self.cookies:
            message = f"{username} could not sign in: {answer.status}"
            raise RuntimeError(message)
        self.token = TOKEN.findall(self.get("/account/password").text)[0]
        return self

    def _send(self, method: str, path: str, body: str | None) -> Answer:
        if self._connection is None:
            self._connection = HTTPConnection(HOST, self.port, timeout=TIMEOUT)
        # What a browser asks for on a network without https.
        headers = {"Accept-Encoding": "gzip, deflate", "Accept-Language": "id"}
        if self.cookies:
            cookies = (f"{name}={value}" for name, value in self.cookies.items())
            headers["Cookie"] = "; ".join(cookies)
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        begin = time.perf_counter()
        self._connection.request(method, path, body, headers)
        response = self._connection.getresponse()
        content = response.read()
        seconds = time.perf_counter() - begin
        for cookie in response.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        told = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status, content, told, seconds)


class Counter(NamedTuple):
    """A student at the counter: what is typed into the forms of the first two steps."""

    source_id: int

    @property
    def recorded(self) -> dict[str, str]:
        """Return the form of the first step, filled in."""
        return {
            "version": "1",
            "complaint": "Kak, roti yang saya beli tadi pagi ternyata rusak.",
            "item": "Roti isi cokelat",
            "receipt": "MM-00017",
            "remedy": "exchange",
            "needs": "practical",
            "source_id": str(self.source_id),
            "channel": "in_person",
            "customer": "Adinda (XI PM 1)",
        }

    @property
    def confirmed(self) -> dict[str, str]:
        """Return the form of the second step, filled in."""
        return {
            "version": "2",
            "restatement": "Jadi rotinya ingin diganti dengan yang baru, benar?",
            "reply": "right",
        }


class Walk(NamedTuple):
    """One of the forms that write, sent again and again for new tickets."""

    name: str
    student: Visitor
    counter: Counter

    def prepared(self, count: int) -> list[str]:
        """Return the addresses of so many forms, each of a ticket at that step."""
        if self.name == "start":
            return ["/tickets/start"] * count
        steps = ["record"] if self.name == "record" else ["record", "confirm"]
        paths = []
        for _ in range(count):
            ticket = accepted(self.student.post("/tickets/start", {}))
            path = ticket.headers["location"]
            for step in steps[:-1]:
                accepted(self.student.post(f"{path}/{step}", self._filled(step)))
            paths.append(f"{path}/{steps[-1]}")
        return paths

    def send(self, path: str) -> Answer:
        """Send the form."""
        return accepted(self.student.post(path, self._filled(path.rpartition("/")[2])))

    def _filled(self, step: str) -> dict[str, str]:
        known = {"record": self.counter.recorded, "confirm": self.counter.confirmed}
        return known.get(step, {})


def accepted(answer: Answer) -> Answer:
    """Return the answer to a form that was carried out; it leads on to a page."""
    if answer.status not in {302, 303}:
        said = ", ".join(PROBLEM.findall(answer.text)) or answer.text[-500:]
        message = f"A form was not carried out: {answer.status}: {said}"
        raise RuntimeError(message)
    return answer


class Load(NamedTuple):
    """What one of several clients does at once: pages for a time, or forms."""

    visitor: Visitor
    paths: list[str]
    walk: Walk | None = None
    seconds: float = 0


class Done(NamedTuple):
    """What a client got done, when it began and ended, and its own processor time."""

    answers: int
    begin: float
    end: float
    busy: float


def work(load: Load, begin: float) -> Done:
    """Do what one client does, from an agreed instant on (by the wall clock)."""
    load.visitor.get("/static/favicon.ico")  # so that everybody is connected
    time.sleep(max(0.0, begin - time.time()))
    started, busy = time.time(), time.process_time()
    count = 0
    for path in _paths(load):
        answer = load.walk.send(path) if load.walk else load.visitor.get(path)
        if answer.status >= 400:
            message = f"{path}: {answer.status}"
            raise RuntimeError(message)
        count += 1
    return Done(count, started, time.time(), time.process_time() - busy)


def _paths(load: Load) -> Iterator[str]:
    if load.walk is not None:
        yield from load.paths
        return
    end = time.time() + load.seconds
    for path in cycle(load.paths):
        if time.time() >= end:
            return
        yield path
