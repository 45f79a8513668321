"""How much a request may bring: files only where the page takes them, and only of whom it lets in."""

from io import BytesIO

import pytest
from flask import Flask

from tests.security.staff import employ, log_in, pass_time, token

ROOM: list[tuple[str | None, str, int, str]] = [
    ("采购", "/purchases/new", 91, "照片和文件一次最多 90 MiB"),
    ("验收", "/purchases/new", 1, "这一页只收文字"),
    ("采购", "/purchases/999/discard", 1, "这一页只收文字"),
    ("会计", "/import/", 21, "照片和文件一次最多 20 MiB"),
    (None, "/purchases/new", 1, "这一页只收文字"),
    (None, "/login", 1, "这一页只收文字"),
]


def test_files_are_received_only_where_the_page_takes_them_and_of_whom_it_lets_in(app: Flask) -> None:
    for post in ("采购", "验收", "会计"):
        employ(post, post)
    for held, target, mebibytes, sentence in ROOM:
        client = app.test_client()
        if held:
            log_in(client, held)
        sizes = {mebibytes << 20: 400, (mebibytes << 20) + 1: 413}  # what fits is read, and found to have no token
        for size, status in sizes.items():
            sent = {"CONTENT_LENGTH": str(size), "CONTENT_TYPE": "multipart/form-data; boundary=x"}
            answer = client.post(target, environ_overrides=sent)
            assert (answer.status_code, sentence in answer.text) == (status, status == 413), (held, target, size)


def test_a_form_with_photos_that_came_after_its_session_fell_idle_is_read(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    employ("cai", "采购")
    client = app.test_client()
    log_in(client, "cai")
    data = {"csrf_token": token(client), "supplier": "老王菜摊", "photos-0": (BytesIO(bytes(2 << 20)), "1.jpg")}
    pass_time(monkeypatch, minutes=60)
    answer = client.post("/purchases/new", data=data)
    assert (answer.status_code, "parked" in (answer.location or "")) == (303, True)
