"""The outbox: messages to chats, drawn when they are sent, stored until then, and sent once."""
