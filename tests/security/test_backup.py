"""A backup is whole, taken while others write, and comes back only if not a byte of it was touched."""

import json
import random
import threading
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from flask import Flask
from sqlalchemy import select

from canteen import attachments, audit, clock
from canteen.backup import DIGEST, _seal, back_up
from canteen.db import Base, db
from canteen.models import ImportFile, KeptWarning, LogEntry, Snapshot, User
from canteen.restore import NotEmpty, NotRestored, restore
from canteen.step import unjudged
from canteen.verify import verify
from tests.security.staff import employ

AFTER_RESTORING = {"log_entry", "log_head"}
"""Tables in which the restoring itself leaves its trace."""


def everything() -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables."""
    return {
        table.name: [tuple(row) for row in db.session.execute(select(table).order_by(*table.primary_key))]
        for table in Base.metadata.sorted_tables
    }


@pytest.fixture
def used(app: Flask) -> Flask:
    """An installation with people, a file, JSON, instants and a log."""
    user = employ("kuaiji", "会计")
    digest = attachments.keep(b"a workbook")
    with unjudged():
        facts = {"origin": "甲\u2028", "count": 3, "nothing": None}
        db.session.add_all(
            [
                ImportFile(canteen_id=1, sha256=digest, name="a.xlsx", late=False, brought_by="", brought_at=clock.now(), counts=facts),
                Snapshot(canteen_id=1, month=clock.today(), as_of=clock.today(), taken_at=clock.now(), taken_by=user, report=facts),
                KeptWarning(canteen_id=1, clause="3.8", document="x", stage="pay", message="", numbers=facts, at=clock.now()),
            ]
        )  # fmt: skip
        audit.record("试写", "甲", amount=1)
    return app


@pytest.fixture
def archive(used: Flask, tmp_path: Path) -> Path:
    """Its backup."""
    assert used.testing
    back_up(tmp_path / "a.zip")
    return tmp_path / "a.zip"


def test_what_comes_back_is_what_was_there(archive: Path, second: Flask) -> None:
    before, digest = everything(), next(attachments.digests())
    with second.app_context():
        restore(archive)
        after = everything()
        assert verify() == []
        assert attachments.find(digest) == b"a workbook"
        last = db.session.scalars(select(LogEntry).order_by(LogEntry.id.desc())).first()
        assert last
        assert last.action == "恢复备份"
    for table in before.keys() - AFTER_RESTORING:
        assert after[table] == before[table], table


def test_the_restored_installation_goes_on(archive: Path, second: Flask) -> None:
    with second.app_context():
        restore(archive)
        employ("chuna", "出纳")
        assert set(db.session.scalars(select(User.username))) == {"kuaiji", "chuna"}
        assert audit.problems() == []


def test_every_write_known_before_it_began_is_in_it(used: Flask, second: Flask, tmp_path: Path) -> None:
    written, stop = list[int](), threading.Event()

    def write() -> None:
        with used.app_context():
            while not stop.is_set():
                with unjudged():
                    audit.record("试写", str(len(written)))
                written.append(len(written))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while len(written) < 10:
            stop.wait(0.01)
        known = len(written)
        back_up(tmp_path / "live.zip")
    finally:
        stop.set()
        writer.join()
    with second.app_context():
        restore(tmp_path / "live.zip")
        kept = db.session.scalars(select(LogEntry.thing).where(LogEntry.action == "试写", LogEntry.thing != "甲")).all()
        assert verify() == []
    assert kept == [str(number) for number in range(len(kept))]
    assert len(kept) >= known


def test_the_keys_are_not_in_it(archive: Path, used: Flask) -> None:
    with ZipFile(archive) as opened:
        assert not any(used.config["SECRET_KEY"] in opened.read(name) for name in opened.namelist())


def test_only_its_owner_reads_it(archive: Path) -> None:
    assert archive.stat().st_mode & 0o077 == 0


def test_a_flipped_byte_is_refused_wherever_it_is(archive: Path, second: Flask) -> None:
    content = archive.read_bytes()
    places = random.Random(1).sample(range(len(content)), 50)
    with second.app_context():
        for place in places:
            damaged = bytearray(content)
            damaged[place] ^= 1
            archive.write_bytes(damaged)
            with pytest.raises(NotRestored):
                restore(archive)


def rewritten(archive: Path, change: dict[str, bytes | None]) -> Path:
    """The archive with members replaced or left out, and its checksum made to fit again."""
    forged = archive.with_name("forged.zip")
    with ZipFile(archive) as old, ZipFile(forged, "w", ZIP_DEFLATED) as new:
        new.comment = bytes(DIGEST)
        for name in old.namelist():
            content = change.get(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    with forged.open("r+b") as file:
        _seal(file)
    return forged


def test_an_exchanged_table_is_refused(archive: Path, second: Flask) -> None:
    with second.app_context(), pytest.raises(NotRestored, match="表 user 被改动"):
        restore(rewritten(archive, {"tables/user.jsonl": b""}))


def test_a_missing_member_is_refused(archive: Path, second: Flask) -> None:
    digest = next(attachments.digests())
    with second.app_context(), pytest.raises(NotRestored, match="缺"):
        restore(rewritten(archive, {f"files/{digest}": None}))


def test_an_exchanged_file_is_refused(archive: Path, second: Flask) -> None:
    digest = next(attachments.digests())
    with second.app_context(), pytest.raises(NotRestored, match=f"文件 {digest} 被改动"):
        restore(rewritten(archive, {f"files/{digest}": b"another"}))


def test_the_manifest_of_another_backup_is_refused(archive: Path, second: Flask, tmp_path: Path) -> None:
    employ("chuna", "出纳")
    back_up(tmp_path / "b.zip")
    with ZipFile(tmp_path / "b.zip") as other:
        forged = rewritten(archive, {"manifest.json": other.read("manifest.json")})
    with second.app_context(), pytest.raises(NotRestored):
        restore(forged)


def test_a_backup_of_a_newer_program_is_refused(archive: Path, second: Flask) -> None:
    with ZipFile(archive) as opened:
        manifest = json.loads(opened.read("manifest.json")) | {"revision": "9999"}
    with second.app_context(), pytest.raises(NotRestored, match="升级"):
        restore(rewritten(archive, {"manifest.json": json.dumps(manifest).encode()}))


def test_without_the_key_of_then_nothing_is_restored(archive: Path, second: Flask) -> None:
    second.config["SECRET_KEY"] = b"x" * 32
    with second.app_context():
        with pytest.raises(NotRestored, match="密钥"):
            restore(archive)
        assert set(map(len, everything().values())) == {0}


def test_what_is_there_is_never_overwritten(archive: Path) -> None:
    before = everything()
    with pytest.raises(NotEmpty):
        restore(archive)
    assert everything() == before


def test_an_unfinished_backup_is_none(archive: Path, second: Flask) -> None:
    archive.write_bytes(archive.read_bytes()[:-100])
    with second.app_context(), pytest.raises(NotRestored):
        restore(archive)
