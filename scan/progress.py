"""Shows on stderr how far a long work is: a bar on a terminal, plain lines elsewhere."""

import shutil
import sys
from typing import TextIO

BAR = 20


class Progress:
    """Counts things done; says nothing about a single one."""

    def __init__(self, total: int, stream: TextIO | None = None) -> None:
        self._total = total
        self._done = 0
        self._stream = stream or sys.stderr
        self._terminal = self._stream.isatty()

    def advance(self, name: str) -> None:
        """One more is done."""
        self._done += 1
        if self._total < 2:
            return
        count = f"{self._done}/{self._total}"
        if not self._terminal:
            print(f"{count} {name}", file=self._stream, flush=True)
            return
        bar = "#" * (BAR * self._done // self._total)
        line = f"[{bar:.<{BAR}}] {count} {name}"
        width = shutil.get_terminal_size().columns - 1
        self._write(f"\r\x1b[K{line[:width]}")
        if self._done == self._total:
            self.clear()

    def clear(self) -> None:
        """Take the bar away, so that other text may be printed."""
        if self._terminal:
            self._write("\r\x1b[K")

    def say(self, text: str) -> None:
        """Print a line."""
        self.clear()
        print(text, file=self._stream, flush=True)

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
