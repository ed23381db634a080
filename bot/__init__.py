"""The council itself: no messaging platform, no database, no scheduler in here."""
