"""What the bot and the process that reads files agree on; loads nothing, since the bot needs no spreadsheet library."""

READY = b"+"  # the first byte of an answer: from now on what goes wrong is the file's fault
