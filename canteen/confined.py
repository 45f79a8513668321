"""Runs a reader of foreign files as a program of its own, with little memory and time: whatever a file does to it, the server stays up."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from threading import BoundedSemaphore, Timer
from typing import IO, cast

try:
    import resource
except ImportError:  # only where the system has it
    resource = None  # type: ignore[assignment]

MEMORY = 512 * 1024 * 1024


class Died(Exception):
    """The program was ended: it asked for more memory or time than it has."""


@dataclass(frozen=True)
class Confined:
    """A program that imports nothing of the product and reads what it is given on standard input; at most two run at once."""

    program: Path
    cpu_seconds: int
    wall_seconds: int
    slots: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(2))

    @contextmanager
    def answer(self, content: bytes, *arguments: str) -> Iterator[IO[bytes]]:
        """What the program prints; it ends with the block, whatever happens in it. Raises Died."""
        command = [sys.executable, "-I", str(self.program), *arguments]
        with self.slots, Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL) as child:  # noqa: S603 - our own program
            timer = Timer(self.wall_seconds, child.kill)
            timer.start()
            try:
                self._limit(child)
                _give(child, content)
                yield cast("IO[bytes]", child.stdout)
                if child.wait():
                    raise Died
            finally:
                timer.cancel()
                child.kill()

    def _limit(self, child: Popen[bytes]) -> None:
        """Limit the program before it has been given anything to read."""
        if hasattr(resource, "prlimit"):
            limits = {resource.RLIMIT_AS: MEMORY, resource.RLIMIT_CPU: self.cpu_seconds, resource.RLIMIT_CORE: 0}
            for kind, most in limits.items():
                resource.prlimit(child.pid, kind, (most, most))


def _give(child: Popen[bytes], content: bytes) -> None:
    with suppress(BrokenPipeError), cast("IO[bytes]", child.stdin) as pipe:
        pipe.write(content)
