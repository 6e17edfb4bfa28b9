"""What every page needs: access rules, forms, Markdown, errors, headers, language. Knows no part of the work."""
