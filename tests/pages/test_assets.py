"""Static files come compressed to whoever can unpack them, whole and in parts, and are not asked for twice."""

import gzip

import pytest
from flask import Flask
from flask.testing import FlaskClient

from canteen import assets

STYLE = (assets.STATIC / "mingzhang.css").read_bytes()
ZIP = {"Accept-Encoding": "br, gzip;q=0.8"}


@pytest.fixture
def files() -> FlaskClient:
    """A client of an application that has static files and nothing else."""
    app = Flask("canteen", static_folder=str(assets.STATIC))
    assets.init(app)
    app.add_url_rule("/", view_func=lambda: "token " * 1000)
    return app.test_client()


def address(files: FlaskClient, name: str = "mingzhang.css") -> str:
    """Where pages look for a file."""
    with files.application.test_request_context():
        return assets.asset(name)


def test_a_style_sheet_is_compressed_and_kept_for_ever(files: FlaskClient) -> None:
    answer = files.get(address(files), headers=ZIP)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert answer.headers["Cache-Control"] == assets.FOR_EVER
    assert gzip.decompress(answer.data) == STYLE
    assert int(answer.headers["Content-Length"]) == len(answer.data) < len(STYLE) / 3


@pytest.mark.parametrize("accepted", [None, "identity", "br", "gzip;q=0, *"])
def test_whoever_cannot_unpack_it_gets_it_as_it_is(files: FlaskClient, accepted: str | None) -> None:
    answer = files.get(address(files), headers={"Accept-Encoding": accepted} if accepted else {}, buffered=True)
    assert "Content-Encoding" not in answer.headers
    assert answer.data == STYLE
    assert "Accept-Encoding" in answer.vary, "a proxy must not give it to the others"


def test_a_part_is_a_part_of_the_file_itself(files: FlaskClient) -> None:
    answer = files.get(address(files), headers={**ZIP, "Range": "bytes=3-9"}, buffered=True)
    assert (answer.status_code, answer.data) == (206, STYLE[3:10])


@pytest.mark.parametrize("accepted", [{}, ZIP])
def test_the_head_says_what_the_whole_would_and_a_known_file_is_not_sent_again(
    files: FlaskClient, accepted: dict[str, str]
) -> None:
    whole = files.get(address(files), headers=accepted, buffered=True)
    head = files.head(address(files), headers=accepted, buffered=True)
    assert head.data == b""
    assert [head.headers[name] for name in ("Content-Length", "ETag", "Vary")] == [
        whole.headers[name] for name in ("Content-Length", "ETag", "Vary")
    ]
    again = files.get(address(files), headers={**accepted, "If-None-Match": whole.headers["ETag"]}, buffered=True)
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Cache-Control"] == assets.FOR_EVER


def test_the_two_forms_are_told_apart(files: FlaskClient) -> None:
    tags = {files.get(address(files), headers=accepted, buffered=True).headers["ETag"] for accepted in ({}, ZIP)}
    assert len(tags) == 2


def test_a_page_is_never_compressed(files: FlaskClient) -> None:
    assert "Content-Encoding" not in files.get("/", headers=ZIP).headers


@pytest.mark.parametrize("name", ["nothing.css", "../assets.py", "vendor/../../assets.py", "vendor"])
def test_what_is_no_static_file_is_not_there(files: FlaskClient, name: str) -> None:
    assert files.get(f"/static/{name}", headers=ZIP).status_code == 404
