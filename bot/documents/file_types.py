"""Detection of a file's type by its bytes, not its name: people rename files, and programs give web pages as .xls."""

import re
import zipfile
from collections.abc import Sequence

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # the container of .xls, .doc, and of .xlsx with a password
_OLE_STREAMS = (  # the names of streams are UTF-16; the first that is found decides
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "document"),
    ("PowerPoint Document", "document"),
)
_BEGINNINGS: Sequence[tuple[bytes, str]] = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"Rar!\x1a\x07", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (rb"{\rtf", "document"),
)
_PLACED = ((8, b"WEBP", "image"), (4, b"ftyphei", "image"), (4, b"ftypmif1", "image"))  # offset, bytes, type
_BMP_HEADER = 26  # bytes; a text may begin with BM as well
_ENTRIES: Sequence[tuple[str, str]] = (  # beginnings of the names of a zip's entries
    ("xl/workbook.bin", "xlsb"),
    ("word/", "document"),
    ("ppt/", "document"),
    ("Index/", "numbers"),
    ("Index.zip", "numbers"),
)
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_MHTML = re.compile(r"\s*MIME-Version:", re.IGNORECASE)
_HTML = re.compile(
    r"\s*+(?:<\?xml[^>]*+>\s*+)?+(?:<!--.*?-->\s*+)*+"
    r"<(?:!DOCTYPE\s+html|html|head|body|meta|style|table|div)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(r"\s*<(?:\?xml|[\w:]+[\s>])", re.IGNORECASE)
_SPREADSHEET_2003 = "urn:schemas-microsoft-com:office:spreadsheet"
_FLAT_OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:"
_LOOKED_AT = 4096  # characters of a text


def of_bytes(content: bytes) -> str:
    """Return the type of a file that is not read: a key of the view; "" for a zip or what may be a text."""
    if content.startswith(_OLE):
        return next((key for name, key in _OLE_STREAMS if name.encode("utf-16-le") in content), "old_excel")
    for beginning, key in _BEGINNINGS:
        if content.startswith(beginning) and (beginning != b"BM" or b"\0" in content[:_BMP_HEADER]):
            return key
    return next((key for offset, found, key in _PLACED if content[offset:].startswith(found)), "")


def of_zip(packed: zipfile.ZipFile) -> str:
    """Return the type of a zip that is no .xlsx; "" for an .xlsx, or what claims to be one."""
    names = packed.namelist()
    for beginning, key in _ENTRIES:
        if any(name.startswith(beginning) for name in names):
            return key
    if "mimetype" in names:
        with packed.open("mimetype") as entry:
            kind = entry.read(len(_OPEN_DOCUMENT) + len("spreadsheet"))
        if kind.startswith(_OPEN_DOCUMENT):
            return "open_document" if kind.endswith(b"spreadsheet") else "document"
    if "[Content_Types].xml" in names:
        return ""
    return "archive" if names else "unreadable"


def of_text(text: str) -> str:
    """Return the type of a text that is markup and no table of cells; "" for what may be a CSV."""
    begin = text[:_LOOKED_AT]
    if _SPREADSHEET_2003 in begin:
        return "xml_2003"
    if _FLAT_OPEN_DOCUMENT in begin:
        return "open_document"
    if _HTML.match(begin) or _MHTML.match(begin):
        return "html"
    return "xml" if _XML.match(begin) else ""
