"""Write the generated parts of all pages anew."""

from docs.generator.pages import PAGES, write_generated

for page in PAGES:
    write_generated(page)
