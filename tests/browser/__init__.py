"""The report and other pages in a real browser."""
