"""What is told to chats: drawn, kept until it is sent, sent once."""
