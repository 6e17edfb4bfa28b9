"""One small row for each assessment, so that a page of many uses need not read their answers."""
