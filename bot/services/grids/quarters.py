"""The quarterly item about grids, which puts itself on the agenda of the next meeting (每季度一调度)."""

from datetime import datetime

from bot.domain.councils.council import Account, Council
from bot.domain.grids.check import sum_days
from bot.domain.matters.acts import Act
from bot.domain.matters.matter import Entry, transition
from bot.domain.shared.incoming_message import IncomingMessage
from bot.domain.shared.reporting_period import Period
from bot.locales import words
from bot.ports import Tx
from bot.services.councils import members
from bot.services.grids.day_counts import count_days
from bot.services.matters import proposals
from bot.services.matters.repository import save
from bot.services.shared.enqueue import ReplyTo

MONTHS = 3


def put_on_agenda(tx: Tx, council: Council, quarter: Period, *, now: datetime) -> None:
    """Bring up the checks of a quarter as a matter of the head's, and put it on the agenda; without a head do nothing.

    A matter keeps its words, so they are written here, in the council's language.
    """
    head = members.find_head(tx, council.number)
    if head is None or head.account is None or not council.present:
        return
    _ = words(council.language)
    sums = sum_days(count_days(tx, council.number, quarter.first, quarter.last), quarter.first)
    text = _(
        "网格季度调度：{year}年第 {n} 季度应巡查 {asked} 次，巡查了 {made} 次，发现问题 {found} 次，"
        "没有巡查 {missed} 次。请议一议哪些网格要调整。",
        year=quarter.first.year,
        n=quarter.last.month // MONTHS,
        asked=sums.asked,
        made=sums.fine + sums.found,
        found=sums.found,
        missed=sums.missed,
    )
    by = Account(head.account, head.name, head.username)
    said = IncomingMessage(chat=council.chat, message=None, group=True, by=by, text=text.unescape())
    where = ReplyTo(f"grid_quarter/{council.number}/{quarter.first}", council.chat, group=True)
    matter = proposals.submit_matter(tx, council.number, said, by, now=now, reply_to=where)
    for act in (Act.ACCEPT, Act.AGENDA):
        matter = transition(matter, act, entry=Entry(at=now, what=act))
        save(tx, matter, act, by=None, now=now, news=act is Act.AGENDA)
