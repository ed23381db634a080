"""Every kind of document that is kept, and the orders in which it is looked up."""

from bot.domain.record import Head
from bot.domain.telling import Lane, Posted, Telling
from bot.ports import Table

TABLES = (
    Table("heads", Head),
    Table("tellings", Telling, {"chat": ("chat", "due"), "state": ("state",)}),
    Table("posted", Posted, {"about": ("about",), "chat": ("chat", "at")}),
    Table("lanes", Lane, {"next": ("next",)}),
)
