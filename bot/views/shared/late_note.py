"""The note below what comes late, after a time in which the bot was down."""

from markupsafe import Markup

from bot.locales import Words


def late_note(_: Words, *, is_late: bool) -> Markup:
    """Return the words for what comes late, or nothing."""
    return _("（我停了一阵，这条说晚了。）") if is_late else Markup("")
