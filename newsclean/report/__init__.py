"""Reports: one page that shows what was done to a document, or to a whole set."""
