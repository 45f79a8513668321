"""The law's tests store worlds as the rules' tests do."""

from tests.rules.conftest import codes, installation, judge, store

__all__ = ["codes", "installation", "judge", "store"]
