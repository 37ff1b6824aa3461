"""Specimens with answers, and the scripts that rebuild the package's data."""
