"""What every page needs: access, forms, Markdown, errors, headers, language; knows no part of the work."""
