"""Serves the product, or the yardstick, as the product is served, until it is ended: `python -m bench.served product HOME`."""

import logging
import sys
from pathlib import Path

from waitress import create_server

from bench.working import app_on
from bench.yardstick import plain
from canteen.serving import THREADS

if __name__ == "__main__":
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # eight at once do wait for each other
    which, home = sys.argv[1], Path(sys.argv[2])
    app = app_on(home) if which == "product" else plain(f"sqlite:///{home / 'canteen.sqlite3'}")
    server = create_server(app, host="127.0.0.1", port=0, threads=THREADS, ident="")
    print(server.effective_port, flush=True)
    server.run()
