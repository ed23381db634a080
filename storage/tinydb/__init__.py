"""The store on disk: documents in memory inside TinyDB's own extension points, one journal for all of it."""
