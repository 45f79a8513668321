"""A tenth of all PINs is what somebody would try first."""

import pytest

from canteen.signing.guessable import is_guessable


@pytest.mark.parametrize(
    "pin",
    [
        "000000", "121212", "112112", "123123", "112233", "123321", "122222",
        "123456", "654321", "890123", "135791", "864208",
        "261005", "051026", "000229", "290200", "311299",
        "147258", "159357", "789456", "987123", "125896", "145632", "085214",
        "521520", "131452", "201314", "168888",
    ],
)  # fmt: skip
def test_what_somebody_would_try_first(pin: str) -> None:
    assert is_guessable(pin)


@pytest.mark.parametrize("pin", ["274953", "593847", "604928", "715038", "261305", "300229", "320015", "904713"])
def test_what_nobody_would(pin: str) -> None:
    assert not is_guessable(pin)


def test_they_are_a_tenth() -> None:
    assert 12_900 < sum(is_guessable(f"{number:06}") for number in range(0, 1_000_000, 7)) < 15_700
