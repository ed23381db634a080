"""Stars (评星、评先进): neighbours nominate people or households, and a poll decides among them."""
