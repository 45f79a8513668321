"""The check that every fetched page passes through finds what it is there to find."""

import pytest

from tests.markup import faults

SOUND = """<!doctype html><html lang="zh-CN"><head><title>采购 · 明账</title></head><body><h1>采购</h1>
<form method="post"><input type="hidden" name="csrf_token"><label for="a">数量</label><input id="a" name="a">
<label>单价 <input name="b"></label><input name="c" aria-label="备注"><button>保存</button></form></body></html>"""


def test_a_sound_page_has_no_fault() -> None:
    assert faults(SOUND) == []


def test_a_fragment_needs_no_heading() -> None:
    assert faults("<tr><td>1.00</td></tr>") == []


@pytest.mark.parametrize(
    ("broken", "mended", "fault"),
    [
        ("<h1>采购</h1>", "", "0 h1"),
        ("<title>采购", "<title>付款", "does not begin with the h1"),
        ('<input type="hidden" name="csrf_token">', "", "no csrf_token"),
        ('<label for="a">数量</label>', "", "no label"),
        ('for="a"', 'for="z"', "which is not there"),
        ('name="c"', 'name="c" id="a"', "used 2 times"),
        ("</form>", "", "closes nothing"),
        ("<button>", '<button onclick="go()">', "inline"),
        ("<button>", '<button style="color:red">', "inline"),
        ("</body>", "<script>go()</script></body>", "inline"),
    ],
)
def test_a_fault_is_found(broken: str, mended: str, fault: str) -> None:
    assert any(fault in found for found in faults(SOUND.replace(broken, mended)))
