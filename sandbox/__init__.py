"""A Telegram in a box: the Bot API over HTTP, and the people who talk to the bot.

The bot meets it only through `base_url`; it imports nothing of the bot. `World` holds people, chats and messages;
`create_app(world)` serves them as the Bot API; `Server` puts that on a socket.
"""

from .api import create_app
from .clock import Clock
from .model import Chat, Message, Press, User
from .server import Server
from .world import World

__all__ = ["Chat", "Clock", "Message", "Press", "Server", "User", "World", "create_app"]
