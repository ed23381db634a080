"""Telegram's HTML (parse_mode=HTML): a text with tags becomes a plain text with entities, or a refusal in its words."""

import html
import re

from .entities import Entity, units
from .errors import ApiError, bad_request

_ENTITY_OF = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
}
_PIECE = re.compile(r"[^<&]+|<|&(?:lt|gt|amp|quot|#\d{1,7}|#x[0-9A-Fa-f]{1,6});?|&")
_TAG_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE = re.compile(r"\s+([A-Za-z0-9_-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([A-Za-z0-9.-]+)))?")
_TAG_END = re.compile(r"\s*>")
_USER_LINK = re.compile(r"tg://user\?id=(\d+)")


class _Parser:
    """A single pass over the text, with a stack of open tags."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.length = 0  # of the plain text so far, in UTF-16 units
        self.plain: list[str] = []
        self.open: list[tuple[str, int, dict[str, str]]] = []
        self.entities: list[Entity] = []

    def parse(self) -> None:
        while self.at < len(self.source):
            piece = _PIECE.match(self.source, self.at)
            if piece is None:  # never: the pattern's parts cover every character
                raise AssertionError(self.at)
            if piece.group() != "<":
                self.at = piece.end()
                text = html.unescape(piece.group())
                self.plain.append(text)
                self.length += units(text)
            elif self.source.startswith("/", self.at + 1):
                self.close_tag()
            else:
                self.open_tag()
        if self.open:
            raise self.refusal(f'Can\'t find end tag corresponding to start tag "{self.open[-1][0]}"')

    def open_tag(self) -> None:
        name_match = _TAG_NAME.match(self.source, self.at + 1)
        name = name_match.group().lower() if name_match else ""
        position = self.at + 1 + len(name)
        if position >= len(self.source):
            raise self.refusal(f"Unclosed start tag at byte offset {self.byte_offset}")
        if name not in _ENTITY_OF:
            raise self.refusal(f'Unsupported start tag "{name}" at byte offset {self.byte_offset}')
        attributes: dict[str, str] = {}
        while match := _ATTRIBUTE.match(self.source, position):
            key, *values = match.groups()
            attributes[key.lower()] = html.unescape(next((value for value in values if value is not None), ""))
            position = match.end()
        end = _TAG_END.match(self.source, position)
        if end is None:
            raise self.refusal(f'Unclosed start tag "{name}" at byte offset {self.byte_offset}')
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise self.refusal(f'Tag "span" must have class "tg-spoiler" at byte offset {self.byte_offset}')
        self.open.append((name, self.length, attributes))
        self.at = end.end()

    def close_tag(self) -> None:
        name_match = _TAG_NAME.match(self.source, self.at + 2)
        found = name_match.group().lower() if name_match else ""
        if not self.open:
            raise self.refusal(f"Unexpected end tag at byte offset {self.byte_offset}")
        end = _TAG_END.match(self.source, self.at + 2 + len(found))
        if end is None:
            raise self.refusal(f"Unclosed end tag at byte offset {self.byte_offset}")
        name, start, attributes = self.open.pop()
        if found and found != name:
            raise self.refusal(
                f'Unmatched end tag at byte offset {self.byte_offset}, expected "</{name}>", found "</{found}>"'
            )
        self.at = end.end()
        if self.length > start:
            self.add(name, start, attributes)

    def add(self, name: str, start: int, attributes: dict[str, str]) -> None:
        entity: Entity = {"type": _ENTITY_OF[name], "offset": start, "length": self.length - start}
        if name == "a":
            href = attributes.get("href", "")
            user = _USER_LINK.fullmatch(href)
            if user:
                entity |= {"type": "text_mention", "user_id": int(user.group(1))}
            elif href.startswith(("http://", "https://", "tg://")):
                entity["url"] = href
            else:
                return  # Telegram drops a link it cannot follow and keeps its words
        elif name == "blockquote" and "expandable" in attributes:
            entity["type"] = "expandable_blockquote"
        elif name == "pre" and self.entities and self._is_code_inside(entity):
            language = self.entities.pop().get("language")
            if language:
                entity["language"] = language
        elif name == "code" and self.open and attributes.get("class", "").startswith("language-"):
            entity["language"] = attributes["class"].removeprefix("language-")
        self.entities.append(entity)

    def _is_code_inside(self, pre: Entity) -> bool:
        last = self.entities[-1]
        return last["type"] == "code" and (last["offset"], last["length"]) == (pre["offset"], pre["length"])

    @property
    def byte_offset(self) -> int:
        return len(self.source[: self.at].encode())

    @staticmethod
    def refusal(reason: str) -> ApiError:
        return bad_request(f"can't parse entities: {reason}")


def parse(source: str) -> tuple[str, list[Entity]]:
    """Parse Telegram HTML into plain text and entities; raises ApiError as Telegram would."""
    parser = _Parser(source)
    parser.parse()
    entities = sorted(parser.entities, key=lambda entity: (entity["offset"], -entity["length"]))
    return "".join(parser.plain), entities


def trim(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Cut off the white space around a message, as Telegram does, and move the entities with it."""
    first = min((entity["offset"] for entity in entities), default=units(text))
    left = min(len(text) - len(text.lstrip(" \n")), first)
    kept = text[left:].rstrip()
    end = units(kept)
    moved = [entity | {"offset": entity["offset"] - left} for entity in entities]
    clipped = [entity | {"length": min(entity["length"], end - entity["offset"])} for entity in moved]
    return kept, [entity for entity in clipped if entity["length"] > 0]
