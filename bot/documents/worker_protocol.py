"""The protocol between the bot and its file-reading process; imports no spreadsheet library, as the bot needs none."""

READY = b"+"  # the first byte of an answer: from now on what goes wrong is the file's fault
