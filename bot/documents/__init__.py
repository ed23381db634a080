"""Documents: tables that are imported, files and papers that are sent."""
