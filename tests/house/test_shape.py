"""The shape of the code: short functions, short files, a sentence on top."""

import ast
from statistics import median, quantiles

import pytest

from tests.house.source import ROOT, functions, length, modules

EVERYTHING = ("canteen", "tests", "bench")
LONGEST_FUNCTION, LONGEST_FILE = 40, 300
USUAL_FUNCTION, NEARLY_EVERY_FUNCTION = 8, 25


def test_every_module_begins_with_a_sentence() -> None:
    docstrings = {path: ast.get_docstring(tree) or "" for path, tree in modules(*EVERYTHING).items()}
    assert [path for path, text in docstrings.items() if not text.endswith((".", "。"))] == []


def test_no_function_is_long() -> None:
    long = [
        f"{path}:{function.lineno} {function.name} has {length(function)} lines"
        for path, tree in modules(*EVERYTHING).items()
        for function in functions(tree)
        if length(function) > LONGEST_FUNCTION
    ]
    assert long == []


@pytest.mark.parametrize("pattern", ["canteen/**/*.py", "tests/**/*.py", "templates/**/*.html", "canteen/static/*.js"])
def test_no_file_is_long(pattern: str) -> None:
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in ROOT.glob(pattern)}
    assert {str(path.relative_to(ROOT)): count for path, count in lines.items() if count > LONGEST_FILE} == {}


def test_most_functions_are_a_few_lines() -> None:
    lengths = [length(function) for tree in modules("canteen").values() for function in functions(tree)]
    assert median(lengths) <= USUAL_FUNCTION
    assert quantiles(lengths, n=10)[-1] <= NEARLY_EVERY_FUNCTION
