"""Exact numbers: integer fen, thousandths and ten-thousandths, read from and written to text."""


def to_text(scaled: int, places: int) -> str:
    """An integer scaled by 10**places as decimal text with exactly that many decimals, '-' in front of a negative."""
    sign, digits = "-" if scaled < 0 else "", str(abs(scaled)).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}"


def yuan(fen: int) -> str:
    """Fen as yuan with exactly two decimals: 120350 -> '1203.50'."""
    return to_text(fen, 2)


def trimmed(scaled: int, places: int) -> str:
    """As to_text, without trailing zeros: 1500 thousandths -> '1.5'."""
    return to_text(scaled, places).rstrip("0").rstrip(".")


def times(quantity: int, price: int) -> int:
    """A quantity in thousandths times a price in fen, rounded half up to the fen as the database does."""
    return (quantity * price + 500) // 1000
