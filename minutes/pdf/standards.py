"""
What WeasyPrint's PDF/A-3a lacks to be PDF/UA-1 (ISO 14289-1) as well, and to be read aloud in good order.

PDF/UA allows nothing but a label and a body inside a list item (7.2), and wants the file to name itself PDF/UA (5),
which PDF/A allows in an XMP packet that explains the schema (ISO 19005-3, 6.6.2.3).
"""

from typing import Any

import pydyf

PDF_UA = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>"""

# Beside a label in the margin WeasyPrint wraps the rest of a heading or paragraph, and calls that one by its name too.
NOT_IN_ITSELF = {"/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6"}


def finish(document: Any, pdf: pydyf.PDF) -> None:
    """WeasyPrint's finisher: mends list items and headings, and adds the PDF/UA identifier."""
    metadata = _object(pdf, pdf.catalog["Metadata"])
    metadata.stream = [part.replace(b"</rdf:RDF>", PDF_UA) for part in metadata.stream]
    for element in [each for each in pdf.objects if isinstance(each, dict) and each.get("Type") == "/StructElem"]:
        if element["S"] == "/LI":
            _gather_body(pdf, element)
            _raise_label(pdf, element)
        elif _holds_annotation(pdf, element):
            element["S"] = "/Link"
        elif element["S"] in NOT_IN_ITSELF and _object(pdf, element["P"])["S"] == element["S"]:
            element["S"] = "/NonStruct"


def _gather_body(pdf: pydyf.PDF, item: pydyf.Dictionary) -> None:
    """Puts all that is not the label into one body: a paragraph is a child of the item as WeasyPrint leaves it."""
    children = [_object(pdf, reference) for reference in item["K"]]
    labels = [child for child in children if child["S"] == "/Lbl"]
    rest = [child for child in children if child["S"] != "/Lbl"]
    if not rest or [child["S"] for child in rest] == ["/LBody"]:
        return
    body = pydyf.Dictionary({**item, "S": "/LBody", "P": item.reference})
    pdf.add_object(body)
    body["K"] = pydyf.Array(child.reference for child in rest)
    for child in rest:
        child["P"] = body.reference
        if child["S"] == "/LBody":
            child["S"] = "/NonStruct"
    item["K"] = pydyf.Array(child.reference for child in [*labels, body])


def _raise_label(pdf: pydyf.PDF, item: pydyf.Dictionary) -> None:
    """
    Makes a written label the item's label.

    ``<li><span>1.</span><div>That …</div></li>`` in a list without markers arrives as a body that holds a span and
    a division; no other list item begins so.
    """
    body = _object(pdf, item["K"][-1]) if len(item["K"]) == 1 else None
    if body is None or [_object(pdf, reference)["S"] for reference in body["K"][:2]] != ["/Span", "/Div"]:
        return
    label = _object(pdf, body["K"].pop(0))
    label["S"], label["P"] = "/Lbl", item.reference
    item["K"].insert(0, label.reference)


def _holds_annotation(pdf: pydyf.PDF, element: pydyf.Dictionary) -> bool:
    """Whether a link's annotation lies here: WeasyPrint gives one to each element inside a link, such as <em>, too."""
    references = [child for child in element["K"] if isinstance(child, bytes)]
    return any(_object(pdf, reference).get("Type") == "/OBJR" for reference in references)


def _object(pdf: pydyf.PDF, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]
