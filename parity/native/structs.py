"""The C API's structs and functions (native/include/pocket_ocr.h) for ctypes."""

import ctypes as c

_size_p = c.POINTER(c.c_size_t)
Handle = c.c_void_p
HandleOut = c.POINTER(c.c_void_p)
CORNERS = tuple(f"{axis}{i}" for i in range(4) for axis in "xy")


class Error(c.Structure):
    """What went wrong."""

    _fields_ = (("status", c.c_int), ("message", c.c_char * 252))


class Model(c.Structure):
    """A model of the bundle."""

    _fields_ = (
        ("file", c.c_char_p),
        ("sha256", c.c_char_p),
        ("bytes", c.c_int64),
        ("precision", c.c_char_p),
        ("input", c.c_char_p),
        ("output", c.c_char_p),
        ("tile_width", c.c_int32),
        ("tile_height", c.c_int32),
        ("steps", c.c_int32),
        ("classes", c.c_int32),
    )


class Facts(c.Structure):
    """What the caller needs to run the net."""

    _fields_ = (
        ("tile_width", c.c_int32),
        ("tile_height", c.c_int32),
        ("steps", c.c_int32),
        ("classes", c.c_int32),
        ("blank", c.c_int32),
        ("batch", c.c_int32),
        ("max_pixels", c.c_int64),
    )


class Image(c.Structure):
    """Pixels of a page."""

    _fields_ = (
        ("pixels", c.c_void_p),
        ("size", c.c_size_t),
        ("stride", c.c_size_t),
        ("width", c.c_int32),
        ("height", c.c_int32),
        ("format", c.c_int32),
    )


class Quad(c.Structure):
    """Corners."""

    _fields_ = tuple((name, c.c_int32) for name in CORNERS)


class Char(c.Structure):
    """A character."""

    _fields_ = (("text", c.c_char_p), ("quad", Quad), ("confidence", c.c_int32))


class Word(c.Structure):
    """A word and its range of characters."""

    _fields_ = (
        ("text", c.c_char_p),
        ("quad", Quad),
        ("confidence", c.c_int32),
        ("first", c.c_size_t),
        ("count", c.c_size_t),
    )


class Line(c.Structure):
    """A line and its range of words."""

    _fields_ = (
        ("text", c.c_char_p),
        ("quad", Quad),
        ("confidence", c.c_int32),
        ("light_on_dark", c.c_int32),
        ("first", c.c_size_t),
        ("count", c.c_size_t),
    )


class Block(c.Structure):
    """A block and its range of lines."""

    _fields_ = (
        ("text", c.c_char_p),
        ("quad", Quad),
        ("first", c.c_size_t),
        ("count", c.c_size_t),
    )


class Result(c.Structure):
    """All that was read."""

    _fields_ = (
        ("width", c.c_int32),
        ("height", c.c_int32),
        ("rotation", c.c_int32),
        ("text", c.c_char_p),
        ("text_size", c.c_size_t),
        ("blocks", c.POINTER(Block)),
        ("block_count", c.c_size_t),
        ("lines", c.POINTER(Line)),
        ("line_count", c.c_size_t),
        ("words", c.POINTER(Word)),
        ("word_count", c.c_size_t),
        ("chars", c.POINTER(Char)),
        ("char_count", c.c_size_t),
    )


_error = c.POINTER(Error)

FALLIBLE: dict[str, tuple[type, ...]] = {
    "manifest_open": (c.c_void_p, c.c_size_t, HandleOut, _error),
    "manifest_model": (Handle, c.c_size_t, c.POINTER(Model), _error),
    "engine_open": (Handle, c.c_size_t, c.c_void_p, c.c_size_t, HandleOut, _error),
    "engine_lexicon": (Handle, c.c_void_p, c.c_size_t, _error),
    "engine_decode": (Handle, c.c_void_p, c.c_size_t, c.c_char_p, c.c_size_t, _size_p, _error),
    "page_begin": (Handle, c.POINTER(Image), c.c_int32, HandleOut, _error),
    "page_next": (Handle, HandleOut, _size_p, _error),
    "page_give": (Handle, c.c_void_p, c.c_size_t, _error),
    "page_result": (Handle, c.POINTER(Result), _error),
    "page_json": (Handle, c.POINTER(c.c_char_p), _size_p, _error),
    "grey": (c.POINTER(Image), c.c_void_p, c.c_size_t, _error),
}
"""Arguments of functions that return a status; the last one is the error."""

PLAIN: dict[str, tuple[type | None, tuple[type, ...]]] = {
    "version": (c.c_char_p, ()),
    "manifest_close": (None, (Handle,)),
    "manifest_name": (c.c_char_p, (Handle,)),
    "manifest_version": (c.c_char_p, (Handle,)),
    "manifest_charset_file": (c.c_char_p, (Handle,)),
    "manifest_charset_sha256": (c.c_char_p, (Handle,)),
    "manifest_lexicon_file": (c.c_char_p, (Handle,)),
    "manifest_lexicon_sha256": (c.c_char_p, (Handle,)),
    "manifest_models": (c.c_size_t, (Handle,)),
    "manifest_default_model": (c.c_size_t, (Handle,)),
    "engine_close": (None, (Handle,)),
    "engine_facts": (Facts, (Handle,)),
    "page_close": (None, (Handle,)),
    "page_progress": (c.c_int32, (Handle,)),
    "page_cancel": (None, (Handle,)),
}
"""Result and arguments of the other functions."""
