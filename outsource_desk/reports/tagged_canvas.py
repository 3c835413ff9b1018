"""A reportlab canvas that also writes the structure tree, so that a screen reader can read the paper.

reportlab has no tagging of its own. Three hooks are needed, all on instances of this document and none on
reportlab's classes: marked content in the page stream, two more keys in each page's dictionary, and the tree in the
catalogue.
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color
from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import XMP, PDFArray, PDFDictionary, PDFName, PDFStream, PDFString, PDFZCompress
from reportlab.pdfgen.canvas import Canvas

Box = tuple[float, float, float, float]
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


class _Node(pdfdoc.PDFObject):
    """One element of the structure tree; it prints itself, as a reportlab dictionary takes several times as long."""

    __RefOnly__ = 1  # reportlab's word for an object that others only point to

    def __init__(self, tag: str, parent: Any, attributes: dict[str, Any]) -> None:
        self.tag, self.parent, self.attributes = tag, parent, attributes
        self.kids: list[_Node | int] = []  # parts, or marked content ids
        self.page: Any = None  # on which the content lies; it is always one

    def format(self, document: Any) -> bytes:
        """Return the dictionary of the element."""
        page = f" /Pg {_place(document, self.page)}" if self.page else ""
        kids = " ".join([str(kid) if isinstance(kid, int) else _place(document, kid) for kid in self.kids])
        start = f"<< /S /{self.tag} /P {_place(document, self.parent)}{page} /K [ {kids} ]".encode()
        for key, value in self.attributes.items():
            start += b" /%s %s" % (key.encode(), pdfdoc.format(value, document))
        return start + b" >>"


def _place(document: Any, registered: Any) -> str:
    """Return what points to an object that the document knows."""
    number, generation = document.idToObjectNumberAndVersion[registered.__InternalName__]
    return f"{number} {generation} R"


class TaggedCanvas(Canvas):
    """A canvas whose content belongs to elements of a tree, or is declared decoration."""

    _doc: Any  # reportlab's document, which its own type does not declare
    _code: list[Any]  # of the page being drawn
    # what is set now; reportlab puts it back with `restoreState` and on each page
    _fillColorObj: Any  # noqa: N815 - reportlab's names
    _strokeColorObj: Any  # noqa: N815
    _lineWidth: float  # noqa: N815

    def __init__(self, target: BytesIO, pagesize: tuple[float, float], font: str, language: str) -> None:
        options: dict[str, Any] = {"initialFontName": font}  # else reportlab adds a Helvetica that is not embedded
        super().__init__(target, pagesize=pagesize, invariant=1, lang=language, pdfVersion=(1, 7), **options)
        self._language = language
        self._tree = PDFDictionary({"Type": PDFName("StructTreeRoot")})
        self._nodes = [_Node("Document", self._tree, {})]  # each before its parts
        self._open = self._nodes[:]
        self._contents: list[_Node] = []  # of this page, by marked content id
        self._parents: list[list[_Node]] = []  # of each finished page

    def describe(self, title: str, author: str, subject: str, creator: str, made: datetime) -> None:
        """Set the document's properties, in its information dictionary and in its metadata stream."""
        stamp = self._doc._timeStamp  # reportlab's is the clock, or the year 2000 in an invariant document
        stamp.t, stamp.lt, stamp.YMDhms = made.timestamp(), made.utctimetuple(), tuple(made.utctimetuple())[:6]
        self.setTitle(title)
        self.setAuthor(author)
        self.setSubject(subject)
        self.setCreator(creator)
        self.setViewerPreference("DisplayDocTitle", "true")
        texts = {"title": title, "author": author, "subject": subject, "language": self._language, "creator": creator}
        packet = _XMP.format(**{name: escape(text) for name, text in texts.items()}).encode()
        self._doc.Catalog.Metadata = XMP(creator=lambda _: packet)

    def begin_element(self, tag: str, alt: str = "", scope: str = "", box: Box | None = None) -> None:
        """Open an element; what is drawn as content until its end belongs to it."""
        attributes: dict[str, Any] = {}
        if alt:
            attributes["Alt"] = PDFString(alt)
        if scope:
            attributes["A"] = PDFDictionary({"O": PDFName("Table"), "Scope": PDFName(scope)})
        elif box:
            attributes["A"] = PDFDictionary({"O": PDFName("Layout"), "BBox": PDFArray([round(c, 2) for c in box])})
        node = _Node(tag, self._open[-1], attributes)
        self._nodes.append(node)
        self._open[-1].kids.append(node)
        self._open.append(node)

    def end_element(self) -> None:
        """Close the element that was opened last."""
        self._open.pop()

    def begin_content(self) -> None:
        """Draw content of the open element from here on."""
        node, number = self._open[-1], len(self._contents)
        self._contents.append(node)
        node.kids.append(number)
        self._code.append(f"/{node.tag} <</MCID {number}>> BDC")

    def begin_artifact(self) -> None:
        """Draw decoration, which is not read out, from here on."""
        self._code.append("/Artifact BMC")

    def end_content(self) -> None:
        """End content or decoration."""
        self._code.append("EMC")

    def fill_with(self, color: Color) -> None:
        """Fill with a colour from now on; said only where it changes."""
        if self._fillColorObj is not color:
            self.setFillColor(color)

    def stroke_with(self, color: Color, width: float) -> None:
        """Draw lines in a colour and a width from now on; said only where they change."""
        if self._strokeColorObj is not color:
            self.setStrokeColor(color)
        if self._lineWidth != width:
            self.setLineWidth(width)

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """Finish a page and let it point into the tree."""
        number = len(self._parents)
        super().showPage()
        page: Any = self._doc.Pages.pages[-1]
        for node in self._contents:
            node.page = page
        self._parents.append(self._contents)
        self._contents = []
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = number, PDFName("S")
        page.Contents = _compressed(page.stream)

    def finish(self) -> None:
        """Write the tree and the document into the target."""
        document, tree = self._doc, self._tree
        for registered in (tree, *document.Pages.pages, *self._nodes):
            document.Reference(registered)
        numbers: list[Any] = []
        for number, nodes in enumerate(self._parents):
            numbers += [number, f"[ {' '.join(_place(document, node) for node in nodes)} ]"]
        tree.dict["K"] = PDFArray([self._nodes[0]])
        tree.dict["ParentTree"] = document.Reference(PDFDictionary({"Nums": PDFArray(numbers)}))
        tree.dict["ParentTreeNextKey"] = len(self._parents)
        document.Catalog.StructTreeRoot = tree
        document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        self.save()


def _compressed(code: str) -> PDFStream:
    """Return a page's stream deflated only; reportlab's own would be a quarter larger in base 85."""
    stream = PDFStream()
    stream.filters = [PDFZCompress]
    stream.content = code
    return stream
