"""Labelled pages: reading them, learning from them, scoring by them."""
