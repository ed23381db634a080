"""Small wishes of people in need (微心愿), which neighbours claim and fulfil."""
