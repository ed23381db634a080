"""A web page of the sandbox: chats, people and the clock in a browser. Everything on it is served from here.

`Server(world, routes=routes(world, hooks))` puts it at `/`. What people do goes through `/control`, as from any
other process; what happens comes back as server-sent events.
"""

from .pages import BotHooks, routes

__all__ = ["BotHooks", "routes"]
