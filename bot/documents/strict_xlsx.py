"""Strict Open XML: the other set of names that Excel's "Strict Open XML Spreadsheet" uses for the same parts."""

import io
import zipfile

_MARK = b"http://purl.oclc.org/ooxml/"
# Strict name: the transitional one that openpyxl knows (ISO/IEC 29500-4, annex A).
_NAMES = {
    _MARK + b"spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    _MARK + b"officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    _MARK + b"drawingml/": b"http://schemas.openxmlformats.org/drawingml/2006/",
    _MARK + b"officeDocument/": b"http://schemas.openxmlformats.org/officeDocument/2006/",
}


def is_strict(packed: zipfile.ZipFile) -> bool:
    """Return whether the workbook is in Strict Open XML."""
    return _MARK in packed.read("_rels/.rels")


def to_transitional(packed: zipfile.ZipFile) -> bytes:
    """Return the workbook with the names that openpyxl knows; its sizes have been checked before."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for entry in packed.infolist():
            body = packed.read(entry)
            if entry.filename.endswith((".xml", ".rels")):
                for strict, transitional in _NAMES.items():
                    body = body.replace(strict, transitional)
            new.writestr(entry.filename, body)
    return out.getvalue()
