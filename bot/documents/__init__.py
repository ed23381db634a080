"""Papers that people know: tables that come in, slips and announcements that go out."""
