"""What people see: value -> Card, one file per noun. The only place where words and layout meet."""
