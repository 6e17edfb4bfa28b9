"""The figures that a board publishes each year: counted once, shown as charts, tables and CSV."""
