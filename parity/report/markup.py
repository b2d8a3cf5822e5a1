"""HTML built from nested calls; whatever is not markup already is escaped on its way in.

The result is well-formed XML as well, so that a test can parse it strictly.
"""

import re
from html import escape

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_VOID = frozenset(("br", "col", "img", "input", "link", "meta"))
"""Elements that never have content: the only ones of HTML that close themselves."""


class Markup(str):
    """Text that is HTML: `tag` takes it as it is."""

    __slots__ = ()


def text(value: str) -> Markup:
    """Text as HTML; characters that neither HTML nor XML can hold become U+FFFD."""
    return value if isinstance(value, Markup) else Markup(escape(clean(value)))


def clean(value: str) -> str:
    """Text with U+FFFD in place of control characters and lone surrogates."""
    return _UNPRINTABLE.sub("\ufffd", value)


def tag(name: str, /, *children: str, **attributes: str | float | bool | None) -> Markup:
    """An element. Attributes: `class_` is `class`, `data_x` is `data-x`, None and False are left
    out, True stands for a bare attribute.
    """  # fmt: skip
    head = [name]
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        shown = "" if value is True else f"{value:g}" if isinstance(value, float) else str(value)
        head.append(f'{key.rstrip("_").replace("_", "-")}="{escape(clean(shown))}"')
    inner = join(*children)
    closed = f"<{' '.join(head)}"
    if not inner and (name in _VOID or name in _DRAWN):
        return Markup(f"{closed}/>")
    return Markup(f"{closed}>{inner}</{name}>")


_DRAWN = frozenset(("circle", "image", "line", "path", "polyline", "rect", "use"))
"""Elements of SVG without content: they may close themselves too."""


def join(*parts: str, between: str = "") -> Markup:
    """Parts one after the other, each escaped unless it is markup."""
    return Markup(text(between).join(text(part) for part in parts))
