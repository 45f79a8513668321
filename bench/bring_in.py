"""Brings a workbook in, in a process of its own, and prints seconds and the peak memory of parent and child in MiB."""

import resource
import sys
from pathlib import Path
from time import perf_counter

from canteen import create_app
from canteen.exchange.history import bring_in

if __name__ == "__main__":
    with create_app().app_context():
        start = perf_counter()
        answer = bring_in(Path(sys.argv[1]), canteen="01", name="量度", by="bench")
        seconds = perf_counter() - start
    if answer.errors:
        raise SystemExit(str(answer.errors[:3]))
    peaks = [resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(seconds, *peaks)
