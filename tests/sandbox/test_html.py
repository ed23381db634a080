"""Telegram's HTML and the entities it finds by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox import html
from sandbox.entities import cut, detect, units
from sandbox.errors import ApiError


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>a<i>😀</i></b>c", "a😀c", [("bold", 0, 3), ("italic", 1, 2)]),
        ("a &lt;b&gt; &amp;&quot;&#39;&#x6c34; &nbsp; & b", "a <b> &\"'水 &nbsp; & b", []),
        (
            "<STRONG>x</STRONG><u>y</u><del>z</del>",
            "xyz",
            [("bold", 0, 1), ("underline", 1, 1), ("strikethrough", 2, 1)],
        ),
        ('<span class="tg-spoiler">x</span>', "x", [("spoiler", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
        ('<pre><code class="language-python">x</code></pre>', "x", [("pre", 0, 1)]),
        ('<a href="https://example.org/?a=1&amp;b=2">x</a>', "x", [("text_link", 0, 1)]),
        ("<a href='nowhere'>x</a>", "x", []),
        ("<b></b>x", "x", []),
        ("<i>x</>", "x", [("italic", 0, 1)]),
    ],
)
def test_tags_become_entities(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    """Supported tags leave plain text and entities counted in UTF-16 units."""
    plain, found = html.parse(source)
    assert plain == text
    assert [(entity["type"], entity["offset"], entity["length"]) for entity in found] == entities


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("水<x>", 'Unsupported start tag "x" at byte offset 3'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("<br/>x", 'Unsupported start tag "br/" at byte offset 0'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ('<a href="x', 'Unclosed start tag "a" at byte offset 0'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_wrong_markup_is_refused_in_telegrams_words(source: str, reason: str) -> None:
    """The refusal names the tag and where it stands, in bytes."""
    with pytest.raises(ApiError) as refusal:
        html.parse(source)
    assert refusal.value.description == f"Bad Request: can't parse entities: {reason}"


@given(st.text())
def test_escaped_text_comes_out_as_it_went_in(text: str) -> None:
    """Whatever people write, escaped, is plain text without entities."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert html.parse(escaped) == (text, [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start@yishi_bot x", [("bot_command", "/start@yishi_bot")]),
        ("见 /help，谢谢", [("bot_command", "/help")]),
        ("a/b 1/2 </b> /议题", []),
        ("#议事 修灯 #12 #3号楼", [("hashtag", "#议事"), ("hashtag", "#3号楼")]),
        ("😀 @wangfang 你好", [("mention", "@wangfang")]),
        ("https://example.org/a?b=#c。好", [("url", "https://example.org/a?b=#c")]),
        ("wang@example.org", [("email", "wang@example.org")]),
    ],
)
def test_people_mark_things_by_writing_them(text: str, found: list[tuple[str, str]]) -> None:
    """Commands, hashtags, mentions and addresses are found where Telegram finds them."""
    assert [(entity["type"], cut(text, entity)) for entity in detect(text)] == found


def test_white_space_around_a_message_is_cut_off() -> None:
    """Entities move with the text and end where it ends."""
    text, entities = html.trim("  水 <b> \n", [{"type": "bold", "offset": 2, "length": units("水 <b> \n")}])
    assert text == "水 <b>"
    assert entities == [{"type": "bold", "offset": 0, "length": 5}]
