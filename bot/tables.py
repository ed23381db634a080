"""Every kind of document that is kept, and the orders in which it is looked up."""

from bot.domain.due import Due
from bot.domain.inbox import Seen, SetAside
from bot.domain.record import Head
from bot.domain.telling import Lane, Posted, Telling
from bot.ports import Table

TABLES = (
    Table("heads", Head),
    Table("due", Due, {"at": ("at",), "about": ("about", "at")}),
    Table("seen", Seen, {"at": ("at",)}),
    Table("set_aside", SetAside, {"at": ("at",)}),
    Table("tellings", Telling, {"chat": ("chat", "due"), "state": ("state",)}),
    Table("posted", Posted, {"about": ("about",), "chat": ("chat", "at")}),
    Table("lanes", Lane, {"next": ("next",)}),
)
