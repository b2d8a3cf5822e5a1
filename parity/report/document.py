"""The frame of a self-contained page: policy, style, header, sections."""

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from parity.report.markup import Markup, join, tag

STYLE = Path(__file__).with_name("style.css")


def document(title: str, lead: Markup, sections: Iterable[Markup], script: str = "") -> str:
    """The HTML of a page. It loads nothing, and its policy forbids it to.

    Args:
        title: its heading, and its name in the browser.
        lead: what stands under the heading.
        sections: see `section`.
        script: JavaScript that runs at the end.
    """
    body = join(
        tag("header", tag("h1", title), lead),
        tag("main", *sections),
        *([tag("script", Markup(script))] if script else []),
        between="\n",
    )
    head = join(
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", **{"http-equiv": "Content-Security-Policy", "content": _policy(script)}),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", title),
        tag("style", Markup(STYLE.read_text(encoding="utf-8"))),
        between="\n",
    )
    html = tag("html", tag("head", head), "\n", tag("body", body), lang="en")
    return f"<!DOCTYPE html>\n{html}\n"


def section(heading: str, *content: Markup) -> Markup:
    """A part of the page, under a heading that a link can name."""
    name = heading.lower().replace(" ", "-").replace(",", "")
    return tag("section", tag("h2", heading, id=name), *content, aria_labelledby=name)


def _policy(script: str) -> str:
    """Content Security Policy: data URIs, inline styles, and this one script."""
    digest = b64encode(sha256(script.encode()).digest()).decode()
    return (
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
        f"script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
