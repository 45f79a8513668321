"""Browsers at the measured servers: one kept connection each, the cookies of a log-in, and a clock around what is sent."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from time import perf_counter
from urllib.parse import urlencode
from uuid import uuid4

from werkzeug.test import encode_multipart

from tests.forms.filling import Page
from tests.security.staff import PASSWORD
from tests.signing.pens import sign_data

FORM = "application/x-www-form-urlencoded"


@contextmanager
def served(which: str, home: Path) -> Iterator[int]:
    """A server in a process of its own; gives its port."""
    command = [sys.executable, "-m", "bench.served", which, str(home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield int(process.stdout.readline())
        finally:
            process.terminate()


class Visitor:
    """Somebody at a server."""

    def __init__(self, port: int, who: str | None = None) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookies: dict[str, str] = {}
        self.token = ""
        if who:
            self.token = self._token(self.page("/login"))
            self.ask("POST", "/login", urlencode({"csrf_token": self.token, "name": who, "password": PASSWORD}), FORM)
            self.token = self._token(self.page("/today/"))

    def page(self, address: str) -> str:
        """A page's text."""
        answer, text = self.ask("GET", address)
        assert answer.status == 200, (address, answer.status, text[-2000:])
        return text

    def send(self, address: str, form: dict[str, str]) -> tuple[str, float]:
        """Send a form; gives where it led, and how many seconds it took."""
        boundary, body = encode_multipart({"csrf_token": self.token, "form_key": uuid4().hex, **form})
        start = perf_counter()
        answer, text = self.ask("POST", address, body, f"multipart/form-data; boundary={boundary}")
        took = perf_counter() - start
        assert answer.status == 303, (address, answer.status, re.findall(r'class="(?:error|found)[^>]*>(.*?)<', text))
        return answer.headers["Location"], took

    def fill(self, address: str, /, typed: dict[str, str] | None = None, *, signed: bool = False) -> float:
        """Open a page, fill its form, sign it where it is to be signed, and send it; gives how long the sending took."""
        text = self.page(address)
        return self.send(address, Page(text).sent(typed or {}) | (sign_data(text) if signed else {}))[1]

    def ask(self, method: str, address: str, body: bytes | str = b"", kind: str = "") -> tuple[HTTPResponse, str]:
        """Send a request and read the whole answer."""
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.connection.request(method, address, body, {"Cookie": cookie} | ({"Content-Type": kind} if kind else {}))
        answer = self.connection.getresponse()
        text = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie", []):
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer, text

    def _token(self, text: str) -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', text)
        assert found
        return found[1]
