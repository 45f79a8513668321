"""An import that dies in the middle leaves nothing, and can be made again."""

import subprocess
import sys
from pathlib import Path

from flask import Flask

from canteen.db import Base, db
from canteen.exchange.history import bring_in
from tests.exchange.files import counts, rows, workbook
from tests.house.source import ROOT
from tests.world import lawful

PROGRAM = """
import sys
from pathlib import Path
from threading import Event
from canteen import create_app
from canteen.config import Config
from canteen.exchange.history import bring_in

def tell(sentence):
    print(sentence, flush=True)
    if sentence.startswith("已写入 采购 "):
        Event().wait()

config = Config(database_url=sys.argv[1], instance=Path(sys.argv[2]), testing=True, cheap_hashes=True)
with create_app(config).app_context():
    bring_in(Path(sys.argv[3]), tell=tell)
"""


def test_killed_in_the_middle_nothing_is_stored(app: Flask, database_url: str, tmp_path: Path) -> None:
    file = tmp_path / "history.xlsx"
    file.write_bytes(workbook(lawful()))
    db.session.remove()
    command = [sys.executable, "-c", PROGRAM, database_url, str(tmp_path), str(file)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as importing:
        assert importing.stdout
        assert any(line.startswith("已写入 采购 ") for line in importing.stdout)
        importing.kill()
    left = {table.name for table in Base.metadata.sorted_tables if db.session.execute(db.select(table)).first()}
    assert left <= {"alembic_version"}
    assert counts(bring_in(file)) == (rows(lawful()), 0, 0)
