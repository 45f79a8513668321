"""A code is drawn as the library makes it, bar by bar, within its white edge."""

import re

import segno

from canteen.codes import QUIET, code_path

ADDRESS = "https://canteen.example.gov.cn/documents/purchase/1234"
BAR = re.compile(r"M(\d+) (\d+)H(\d+)v1H\d+z")


def test_every_dark_module_is_drawn_and_no_other() -> None:
    path, size = code_path(ADDRESS)
    drawn = {(x, int(y)) for start, y, end in BAR.findall(path) for x in range(int(start), int(end))}
    rows = enumerate(segno.make_qr(ADDRESS, error="m", boost_error=False).matrix, QUIET)
    assert drawn == {(x, y) for y, row in rows for x, dark in enumerate(row, QUIET) if dark}
    assert "".join(found[0] for found in BAR.finditer(path)) == path
    assert size == max(map(max, drawn)) + 1 + QUIET
