"""Renderers of messages about polls."""

from collections.abc import Callable, Mapping

from bot.domain.polls.poll import PollState
from bot.domain.shared.outbox_message import SentMessage
from bot.messages.render_context import Drawn, RenderContext
from bot.ports import StopPoll
from bot.read_models.polls import ShownPoll
from bot.services.polls import polls
from bot.views.polls.polls import poll_card, poll_end_card, poll_result_card


def _load(scene: RenderContext) -> ShownPoll | None:
    return polls.load_poll(scene.tx, scene.council, scene.params.poll)


def _poll(scene: RenderContext) -> Drawn:
    shown = _load(scene)
    if shown is None or shown.poll.state is not PollState.OPEN:
        return None
    return poll_card(scene.words, shown)


def _poll_until(scene: RenderContext) -> Drawn:
    shown = _load(scene)
    return poll_end_card(scene.words, shown) if shown and shown.poll.state is PollState.OPEN else None


def _poll_result(scene: RenderContext) -> Drawn:
    shown = _load(scene)
    return poll_result_card(scene.words, shown, scene.now) if shown else None


def _close_poll(scene: RenderContext) -> Drawn:
    shown = _load(scene)
    sent = scene.tx.find(SentMessage, "about", polls.job_subject(shown.poll)) if shown else []
    if shown is None or shown.poll.state is not PollState.CLOSING:
        return None
    # Never posted, or posted in a group that has moved: there is nothing to close, the numbers heard count.
    return StopPoll(sent[-1].message if sent else None)


RENDERERS: Mapping[str, Callable[[RenderContext], Drawn]] = {
    "poll": _poll,
    "poll.until": _poll_until,
    "poll.result": _poll_result,
    "poll.close": _close_poll,
}
