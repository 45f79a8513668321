"""The unified social credit code (GB 32100-2015): 18 characters, the last of which checks the others."""

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH = 18


def is_tax_number(text: str) -> bool:
    """Whether the text is such a code and its check character is right."""
    return len(text) == LENGTH and set(text) <= set(ALPHABET) and text[-1] == _check(text[:-1])


def _check(body: str) -> str:
    weighted = sum(ALPHABET.index(letter) * pow(3, place, 31) for place, letter in enumerate(body))
    return ALPHABET[-weighted % 31]
