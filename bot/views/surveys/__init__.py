"""Cards of surveys: for the group, for those who answer, and for the officers."""
