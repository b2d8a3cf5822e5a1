"""The device core from Python: the C API behind handles that close themselves. NumPy only.

engine = Engine(Library("libpocket_ocr.so"), Path("pocket_ocr/bundle"))
with engine.page(grey) as page:
    while len(tiles := page.next()):
        page.give(net(tiles))
    print(page.as_dict())
"""

import ctypes as c
import json
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from parity.native import structs as s

FORMATS = {"GRAY8": 1, "RGB888": 2, "BGR888": 3, "RGBA8888": 4, "BGRA8888": 5, "ARGB_INT": 6}
"""Name of a pixel format in the header → its number."""
AUTO = -1


class CoreError(Exception):
    """A call that failed: `status` and the core's sentence."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class Library:
    """The shared library."""

    def __init__(self, path: Path) -> None:
        """Load it.

        Raises:
            OSError: it cannot be loaded.
            AttributeError: it lacks a function of the C API.
        """
        loaded = c.CDLL(str(path))
        self._fallible = {name: _function(loaded, name) for name in s.FALLIBLE}
        self._plain = {name: _function(loaded, name) for name in s.PLAIN}
        for name, function in self._fallible.items():
            function.argtypes, function.restype = s.FALLIBLE[name], c.c_int
        for name, function in self._plain.items():
            function.restype, function.argtypes = s.PLAIN[name]

    def attempt(self, name: str, *arguments: Any) -> None:
        """Call a function that returns a status.

        Raises:
            CoreError: the status is not OK.
        """
        error = s.Error()
        status = self._fallible[name](*arguments, c.byref(error))
        if status:
            raise CoreError(status, error.message.decode())

    def call(self, name: str, *arguments: Any) -> Any:
        """Call a function that cannot fail."""
        return self._plain[name](*arguments)

    @property
    def version(self) -> str:
        """Of the core."""
        return self.call("version").decode()

    def grey(self, pixels: np.ndarray, format: str) -> np.ndarray:
        """Grey pixels, uint8 [H, W], of an image: see `image`.

        Raises:
            CoreError: no such image.
        """
        given = image(pixels, format)
        made = np.empty(pixels.shape[:2], np.uint8)
        self.attempt("grey", c.byref(given), made.ctypes.data, made.nbytes)
        return made


class Engine:
    """A model of a bundle, its charset, and its lexicon."""

    def __init__(
        self,
        library: Library,
        bundle: Path,
        precision: str | None = None,
        *,
        lexicon: bool = True,
    ) -> None:
        """Open a bundle's model of a precision, its default if that is None.

        Without `lexicon`, words are left as the net reads them.

        Raises:
            CoreError: the manifest, the charset, the lexicon or the precision is refused.
            OSError: a file cannot be read.
        """
        self.library = library
        manifest = c.c_void_p()
        text = (bundle / "manifest.json").read_bytes()
        library.attempt("manifest_open", text, len(text), c.byref(manifest))
        try:
            index = self._index(manifest, precision)
            model = s.Model()
            library.attempt("manifest_model", manifest, index, c.byref(model))
            self.model = bundle / model.file.decode()
            charset = bundle / library.call("manifest_charset_file", manifest).decode()
            self._handle = c.c_void_p()
            text = charset.read_bytes()
            library.attempt("engine_open", manifest, index, text, len(text), c.byref(self._handle))
            self._close = weakref.finalize(self, library.call, "engine_close", self._handle)
            words = library.call("manifest_lexicon_file", manifest) if lexicon else None
            if words is not None:
                self.correct_by((bundle / words.decode()).read_bytes())
        finally:
            library.call("manifest_close", manifest)
        self.facts: s.Facts = library.call("engine_facts", self._handle)

    def _index(self, manifest: c.c_void_p, precision: str | None) -> int:
        if precision is None:
            return int(self.library.call("manifest_default_model", manifest))
        for index in range(self.library.call("manifest_models", manifest)):
            model = s.Model()
            self.library.attempt("manifest_model", manifest, index, c.byref(model))
            if model.precision.decode() == precision:
                return index
        raise CoreError(1, f"the bundle holds no {precision} model")

    def correct_by(self, lexicon: bytes) -> None:
        """Correct words from now on by a lexicon's file.

        Raises:
            CoreError: it is none, of another version, or damaged.
        """
        self.library.attempt("engine_lexicon", self._handle, lexicon, len(lexicon))

    def page(self, pixels: np.ndarray, format: str = "GRAY8", rotation: int = AUTO) -> "Page":
        """Begin to read an image: see `image`.

        Raises:
            CoreError: no such image or rotation.
        """
        handle = c.c_void_p()
        given = image(pixels, format)
        self.library.attempt("page_begin", self._handle, c.byref(given), rotation, c.byref(handle))
        return Page(self, handle)

    def decode(self, logits: np.ndarray) -> str:
        """Text of one tile's logits, float32 [T, C].

        Raises:
            CoreError: they are of another shape, or not finite.
        """
        data = np.ascontiguousarray(logits, np.float32)
        size = c.c_size_t()
        text = c.create_string_buffer(4 * len(data) + 1)
        self.library.attempt(
            "engine_decode",
            self._handle, data.ctypes.data, data.size, text, len(text), c.byref(size),
        )  # fmt: skip
        return text.raw[: size.value].decode()


class Page:
    """A page that is being read."""

    def __init__(self, engine: Engine, handle: c.c_void_p) -> None:
        self._library = engine.library
        self._facts = engine.facts
        self._handle = handle
        self._close = weakref.finalize(self, engine.library.call, "page_close", handle)

    def __enter__(self) -> "Page":
        return self

    def __exit__(self, *error: object) -> None:
        self._close()

    def next(self) -> np.ndarray:
        """Tiles to run the net on, uint8 [N, 32, W]; none if the page is read.

        Raises:
            CoreError: see the header.
        """
        at, count = c.c_void_p(), c.c_size_t()
        self._library.attempt("page_next", self._handle, c.byref(at), c.byref(count))
        shape = (count.value, self._facts.tile_height, self._facts.tile_width)
        if not count.value or at.value is None:
            return np.empty(shape, np.uint8)
        data = (c.c_uint8 * int(np.prod(shape))).from_address(at.value)
        return np.ctypeslib.as_array(data).reshape(shape).copy()

    def give(self, logits: np.ndarray) -> None:
        """Logits of these tiles, float32 [N, T, C].

        Raises:
            CoreError: see the header.
        """
        data = np.ascontiguousarray(logits, np.float32)
        self._library.attempt("page_give", self._handle, data.ctypes.data, data.size)

    def read(self, net: Callable[[np.ndarray], np.ndarray]) -> "Page":
        """Ask for tiles and give logits until the page is read.

        Raises:
            CoreError: see the header.
        """
        while len(tiles := self.next()):
            self.give(net(tiles))
        return self

    def progress(self) -> int:
        """0 to 1000."""
        return int(self._library.call("page_progress", self._handle))

    def cancel(self) -> None:
        """Stop."""
        self._library.call("page_cancel", self._handle)

    def json(self) -> bytes:
        """The result's JSON.

        Raises:
            CoreError: the page is not read yet.
        """
        text, size = c.c_char_p(), c.c_size_t()
        self._library.attempt("page_json", self._handle, c.byref(text), c.byref(size))
        return c.string_at(text, size.value)

    def as_dict(self) -> dict[str, Any]:
        """The result, of JSON types.

        Raises:
            CoreError: the page is not read yet.
        """
        found: dict[str, Any] = json.loads(self.json())
        return found

    def result(self) -> dict[str, Any]:
        """The same, made of the C structs; the whole text is in it as "text".

        Raises:
            CoreError: the page is not read yet.
        """
        r = s.Result()
        self._library.attempt("page_result", self._handle, c.byref(r))
        chars = [_entry(r.chars[i]) for i in range(r.char_count)]
        words = [_entry(word, chars=chars) for word in r.words[: r.word_count]]
        lines = [
            _entry(line, words=words) | {"light_on_dark": bool(line.light_on_dark)}
            for line in r.lines[: r.line_count]
        ]
        blocks = [_entry(block, lines=lines) for block in r.blocks[: r.block_count]]
        size = {"width": r.width, "height": r.height, "rotation": r.rotation}
        return size | {"text": c.string_at(r.text, r.text_size).decode(), "blocks": blocks}


def image(pixels: np.ndarray, format: str) -> s.Image:
    """The C API's image of pixels: uint8 [H, W], [H, W, 3] or [H, W, 4], or uint32 [H, W].

    Rows may be apart; within a row the pixels must follow each other. The array must outlive it.
    """
    height, width = pixels.shape[:2]
    stride = pixels.strides[0]
    row = width * pixels.itemsize * (pixels.shape[2] if pixels.ndim == 3 else 1)
    size = (height - 1) * stride + row
    return s.Image(pixels.ctypes.data, size, stride, width, height, FORMATS[format])


def _entry(struct: Any, **members: list[dict[str, Any]]) -> dict[str, Any]:
    """A char, word, line or block as JSON types; members by their range."""
    found = {
        "text": struct.text.decode(),
        "quad": [getattr(struct.quad, name) for name in s.CORNERS],
    }
    if hasattr(struct, "confidence"):
        found["confidence"] = struct.confidence
    for name, every in members.items():
        found[name] = every[struct.first : struct.first + struct.count]
    return found


def _function(library: c.CDLL, name: str) -> Any:
    return getattr(library, f"pocket_ocr_{name}")
