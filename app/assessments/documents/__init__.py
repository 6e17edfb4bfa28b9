"""One assessment as a whole: on one page, as a Word file, and its five principles as a picture."""
