"""The harness of device tests (native/parity) from Python, by its C API."""

import ctypes as c
import json
import weakref
from pathlib import Path
from typing import Any

import numpy as np
from native_api import BUILT

from parity.native import structs as s
from parity.native.binding import CoreError

LIBRARY = BUILT / "libpocket_ocr_parity.so"
Handle = c.c_void_p


class PageImage(c.Structure):
    """A page of the corpus."""

    _fields_ = (("name", c.c_char_p), ("file", c.c_char_p), ("image", s.Image))


class Harness:
    """`pocket_ocr_parity` of a bundle and a corpus; every method raises CoreError."""

    def __init__(self, bundle: Path, corpus: Path, precision: str | None = None) -> None:
        if not LIBRARY.is_file():
            raise FileNotFoundError(f"{LIBRARY} is not there: build the device core (make native)")
        self.library = c.CDLL(str(LIBRARY))
        self.library.pocket_ocr_parity_facts.restype = s.Facts
        self.library.pocket_ocr_parity_pages.restype = c.c_size_t
        self.handle = Handle()
        named = None if precision is None else precision.encode()
        self.call("open", bytes(bundle), named, bytes(corpus), c.byref(self.handle))
        close = self.library.pocket_ocr_parity_close
        self._close = weakref.finalize(self, close, self.handle)
        self.facts: s.Facts = self.library.pocket_ocr_parity_facts(self.handle)

    def call(self, name: str, *arguments: Any) -> None:
        """A function that returns a status."""
        error = s.Error()
        status = getattr(self.library, f"pocket_ocr_parity_{name}")(*arguments, c.byref(error))
        assert status == error.status
        if status:
            raise CoreError(status, error.message.decode())

    def model(self) -> s.Model:
        """That is to be run."""
        model = s.Model()
        self.call("model", self.handle, c.byref(model))
        return model

    def next(self) -> np.ndarray:
        """Tiles, uint8 [N, 32, W]."""
        at, count = c.c_void_p(), c.c_size_t()
        self.call("next", self.handle, c.byref(at), c.byref(count))
        shape = (count.value, self.facts.tile_height, self.facts.tile_width)
        data = c.string_at(at, int(np.prod(shape))) if count.value else b""
        return np.frombuffer(data, np.uint8).reshape(shape)

    def give(self, logits: np.ndarray) -> None:
        """Logits of these, float32 [N, T, C]."""
        data = np.ascontiguousarray(logits, np.float32)
        size = c.c_size_t(data.size)
        self.call("give", self.handle, c.c_void_p(data.ctypes.data), size)

    def pages(self) -> int:
        """How many there are."""
        count: int = self.library.pocket_ocr_parity_pages(self.handle)
        return count

    def page(self, index: int) -> tuple[str, Path, np.ndarray]:
        """Name, file, and grey pixels, uint8 [H, W]."""
        page = PageImage()
        self.call("page", self.handle, c.c_size_t(index), c.byref(page))
        image = page.image
        assert (image.format, image.stride) == (1, image.width)
        pixels = np.frombuffer(c.string_at(image.pixels, image.size), np.uint8)
        grey = pixels.reshape(image.height, image.width)
        return page.name.decode(), Path(page.file.decode()), grey

    def read(self, index: int, page: dict[str, Any]) -> None:
        """What was read on a page: `scan.page.Page.as_dict()`."""
        size = (page["width"], page["height"], page["rotation"])
        self.call("read", self.handle, c.c_size_t(index), *size)
        for block in page["blocks"]:
            for line in block["lines"]:
                for word in line["words"]:
                    self.word(index, word["text"].encode(), word["quad"], word["confidence"])

    def word(self, index: int, text: bytes, quad: list[int], confidence: int) -> None:
        """A word of a page."""
        corners = s.Quad(*quad)
        self.call("word", self.handle, c.c_size_t(index), text, c.byref(corners), confidence)

    def version(self, name: str, version: str) -> None:
        """Of a runtime."""
        self.call("version", self.handle, name.encode(), version.encode())

    def report(self, runtime: str, device: str) -> dict[str, Any]:
        """The report."""
        text, size = c.c_char_p(), c.c_size_t()
        names = runtime.encode(), device.encode()
        self.call("report", self.handle, *names, c.byref(text), c.byref(size))
        found: dict[str, Any] = json.loads(c.string_at(text, size.value))
        return found
