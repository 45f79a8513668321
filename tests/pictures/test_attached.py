"""What is attached is kept as it came and shown made anew, to those who read the canteen's papers and to nobody else."""

from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select

from canteen import attachments, clock
from canteen.db import db
from canteen.models import Attachment, Attempt, LogEntry, User
from canteen.pictures.field import PER_DAY, PER_MINUTE
from canteen.pictures.views import download_name
from canteen.step import unjudged
from canteen.verify import verify
from tests.pictures.photos import noted, photo
from tests.utilities.conftest import Visit, bills, keeper, send, today, visit

__all__ = ["keeper", "today", "visit"]
ALONE = "sandbox; default-src 'none'"


@pytest.fixture
def sent(keeper: FlaskClient) -> bytes:
    """A photo of a dial that was sent with a bill, as the phone made it."""
    content = photo(exif=noted())
    assert send(keeper, photo=(content, "11月 表盘.HTML")).status_code == 303
    return content


def test_the_picture_is_shown_without_what_the_camera_noted(sent: bytes, keeper: FlaskClient) -> None:
    answer = keeper.get("/pictures/1")
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    assert (answer.headers["Content-Security-Policy"], answer.headers["X-Content-Type-Options"]) == (ALONE, "nosniff")
    assert answer.headers["Cache-Control"] == "no-store"
    assert not answer.headers.get("Content-Disposition", "").startswith("attachment")
    assert (dict(Image.open(BytesIO(answer.data)).getexif()), b"Shouji" in answer.data) == ({}, False)


def test_the_original_is_taken_away_as_it_came(sent: bytes, keeper: FlaskClient) -> None:
    answer = keeper.get("/pictures/1/original")
    assert (answer.data, answer.mimetype) == (sent, "image/jpeg")
    assert answer.headers["Content-Security-Policy"] == ALONE
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith("attachment")
    assert "filename*=UTF-8''11%E6%9C%88%20%E8%A1%A8%E7%9B%98.HTML.jpg" in disposition
    assert db.session.scalars(select(LogEntry.thing).where(LogEntry.action == "下载附件")).all() == ["attachment:1"]


def test_a_pdf_is_only_taken_away(keeper: FlaskClient) -> None:
    answer = send(keeper, paper=(b"%PDF-1.7", "账单.pdf"))
    page = keeper.get(answer.location).text
    assert ["/pictures/1" in page, 'src="/pictures/2"' in page, 'href="/pictures/2/original"' in page] == [
        True,
        False,
        True,
    ]
    assert keeper.get("/pictures/2").status_code == 404
    assert keeper.get("/pictures/2/original").mimetype == "application/pdf"


def test_who_sees_it(sent: bytes, visit: Visit) -> None:
    statuses = {
        200: visit("监管"),
        403: visit("部门经办"),
        404: visit("会计", canteen="02"),
    }
    for status, client in statuses.items():
        assert [client.get(f"/pictures/1{end}").status_code for end in ("", "/original")] == [status] * 2
    assert statuses[200].get("/pictures/2").status_code == 404


@pytest.mark.parametrize(
    ("name", "media", "download"),
    [
        ("表盘.jpg", "image/jpeg", "表盘.jpg"),
        ("表盘.JPEG", "image/jpeg", "表盘.JPEG"),
        ("表盘.png", "image/jpeg", "表盘.png.jpg"),
        ("表盘.exe", "image/png", "表盘.exe.png"),
        ("表盘", "application/pdf", "表盘.pdf"),
    ],
)
def test_a_name_ends_with_what_the_file_is(name: str, media: str, download: str) -> None:
    assert download_name(name, media) == download


@pytest.mark.parametrize(("before", "most"), [("upload", PER_MINUTE), ("upload-day", PER_DAY)])
def test_nobody_sends_without_end(keeper: FlaskClient, before: str, most: int) -> None:
    used(f"{before}:{keeper_id()}", most - 1)
    assert send(keeper).status_code == 303
    refused = send(keeper, opening="4700", closing="4700", amount="0")
    assert (refused.status_code, "上传太频繁" in refused.text) == (422, True)
    assert len(bills()) == 1


def test_a_file_that_was_changed_or_removed_is_found(sent: bytes, app: Flask) -> None:
    assert verify() == []
    row = db.session.scalars(select(Attachment)).one()
    files = app.config["CONFIG"].instance / "files"
    (files / row.sha256[:2] / row.sha256).write_bytes(b"another")
    assert row.shown
    (files / row.shown[:2] / row.shown).unlink()
    assert [problem.reason for problem in verify()] == ["附件被改动", "附件的图片不见了"]
    assert attachments.find(row.shown) is None


def test_a_picture_whose_file_is_gone_is_not_there(sent: bytes, app: Flask, keeper: FlaskClient) -> None:
    shown = db.session.scalars(select(Attachment.shown)).one() or ""
    (app.config["CONFIG"].instance / "files" / shown[:2] / shown).unlink()
    assert keeper.get("/pictures/1").status_code == 404


def used(key: str, times: int) -> None:
    """Count so many uses, half a minute ago."""
    with unjudged():
        db.session.add_all(Attempt(key=key, at=clock.now() - timedelta(seconds=30)) for _ in range(times))


def keeper_id() -> int:
    return db.session.scalars(select(User.id).where(User.username == "会计01")).one()
