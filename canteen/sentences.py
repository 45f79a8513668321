"""Numbers in sentences, as people write them."""

from datetime import date, datetime
from string import Formatter
from typing import Any

from canteen.money import trimmed, yuan


class _Message(Formatter):
    """Numbers in sentences: fen as yuan (:yuan), thousandths (:qty), ten-thousandths as percent (:share), days as they are."""

    def format_field(self, value: Any, spec: str) -> str:
        if value is None:
            return "—"
        if spec == "yuan":
            return yuan(int(value))
        if spec == "qty":
            return trimmed(int(value), 3)
        if spec == "price4":
            return trimmed(int(value), 4)
        if spec == "share":
            return f"{trimmed(int(value), 2)}%"
        return value.isoformat() if isinstance(value, date | datetime) else str(value)


MESSAGE = _Message()
