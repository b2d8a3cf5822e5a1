"""Searchable PDF: each page is its picture, and over it the text, invisible."""

from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING

from contract.errors import ImageError, PocketOcrError
from contract.version import VERSION
from scan.document import Document, ReadPage
from scan.sources import PageSource
from scan.sources.pdf import POINTS, has_text, resolution
from scan.writers import text_layer
from scan.writers.picture import Picture, picture_of
from scan.writers.text_layer import ADVANCE, ASCENT, DESCENT, Fonts

if TYPE_CHECKING:
    import pikepdf

LONGEST = 14_400
"""Points; PDF readers refuse longer pages (PDF 32000-1, annex C)."""


def require() -> None:
    """Make sure that PDFs can be written.

    Raises:
        PocketOcrError: pikepdf is not installed.
    """
    if find_spec("pikepdf") is None:
        raise PocketOcrError("writing a PDF needs pikepdf: pip install 'pocket-ocr[pdf]'")


def write(document: Document) -> bytes:
    """A PDF with the document's pages in order, upright by their text.

    Raises:
        PocketOcrError: pikepdf is not installed, or a page's image cannot be read any more.
    """
    require()
    import pikepdf

    texts = (word.text for read in document.pages for word in read.page.words)
    fonts = Fonts.of([*texts, " "])
    with pikepdf.new() as file:
        file.docinfo["/Producer"] = f"pocket-ocr {VERSION}"
        shared = pikepdf.Dictionary(
            {
                f"/F{number}": file.make_indirect(_font(file, characters, number))
                for number, characters in enumerate(fonts.maps())
            }
        )
        shared = file.make_indirect(shared)
        for read in document.pages:
            _page(file, read, fonts, shared)
        out = BytesIO()
        file.save(out, deterministic_id=True)
    return out.getvalue()


def _page(file: "pikepdf.Pdf", read: ReadPage, fonts: Fonts, shared: "pikepdf.Object") -> None:
    from pikepdf import Dictionary

    page, source = read.page, read.source
    dpi = resolution(source.path, source.index, source.dpi) if source.is_pdf else source.dpi
    scale = min(POINTS / dpi, LONGEST / max(page.width, page.height))
    width, height = page.width * scale, page.height * scale
    added = file.add_blank_page(page_size=(width, height))
    form = _form(file, added, source) if source.is_pdf else None
    if form:
        painted, shown = form
    else:
        picture = picture_of(source)
        placed = " ".join(map(str, picture.matrix))
        painted = f"q {width:.4f} 0 0 {height:.4f} 0 0 cm {placed} cm /Page Do Q\n".encode()
        shown = _image(file, picture)
    added.obj.Resources = Dictionary(Font=shared, XObject=Dictionary({"/Page": shown}))
    added.obj.Contents = file.make_stream(painted + text_layer.content(page, scale, fonts))
    if page.rotation:
        added.rotate(page.rotation, relative=False)


def _form(
    file: "pikepdf.Pdf", added: "pikepdf.Page", source: PageSource
) -> tuple[bytes, "pikepdf.Object"] | None:
    """A PDF's page as it is, filling the new page: operators and form XObject.

    None for pages with text of their own, which would be found twice, or with annotations, which
    a form cannot hold.
    """
    if has_text(source.path, source.index):
        return None
    from pikepdf import Name, PdfError, Rectangle, open

    try:
        with open(source.path) as original:
            page = original.pages[source.index]
            if page.obj.get("/Annots"):
                return None
            page.trimbox = page.cropbox  # what is rendered, and what a form is made of
            form = file.copy_foreign(page.as_form_xobject())
        _, _, width, height = map(float, added.mediabox)
        whole = Rectangle(0, 0, width, height)
        painted = added.calc_form_xobject_placement(
            form,
            Name("/Page"),
            whole,
            invert_transformations=True,
            allow_shrink=True,
            allow_expand=True,
        )
    except PdfError as error:
        raise ImageError(f"{source.path}: pikepdf cannot copy this page ({error})") from None
    return painted, form


def _image(file: "pikepdf.Pdf", picture: Picture) -> "pikepdf.Object":
    from pikepdf import Array, Dictionary, Name, Stream, String

    space = (
        Name(picture.space)
        if isinstance(picture.space, str)
        else Array(
            [Name.Indexed, Name.DeviceRGB, len(picture.space) // 3 - 1, String(picture.space)]
        )
    )
    image = Stream(
        file,
        b"",
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=picture.width,
        Height=picture.height,
        BitsPerComponent=picture.bits,
        ColorSpace=space,
    )
    if picture.inverted:
        image.Decode = Array([1, 0] * 4)
    parameters = Dictionary(picture.parameters) if picture.parameters else None
    image.write(picture.data, filter=Name(picture.filter), decode_parms=parameters)
    return image


def _font(file: "pikepdf.Pdf", characters: dict[int, str], number: int) -> "pikepdf.Dictionary":
    from pikepdf import Array, Dictionary, Name

    first, last = min(characters), max(characters)
    encoding: Name | Dictionary = Name.WinAnsiEncoding
    if number:
        # Any glyph that is there: PDFium passes over text whose glyphs the font does not have.
        glyphs = Array([first, *[Name.H] * len(characters)])
        encoding = Dictionary(Type=Name.Encoding, Differences=glyphs)
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type1,
        BaseFont=Name.Courier,
        FirstChar=first,
        LastChar=last,
        Widths=Array([ADVANCE] * (last - first + 1)),
        Encoding=encoding,
        ToUnicode=file.make_stream(text_layer.to_unicode(characters)),
        FontDescriptor=file.make_indirect(
            Dictionary(
                Type=Name.FontDescriptor,
                FontName=Name.Courier,
                Flags=33,
                FontBBox=Array([0, DESCENT, ADVANCE, ASCENT]),
                ItalicAngle=0,
                Ascent=ASCENT,
                Descent=DESCENT,
                CapHeight=ASCENT,
                StemV=80,
                MissingWidth=ADVANCE,
            )
        ),
    )
