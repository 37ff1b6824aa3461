"""Adapters for data engines, one file each; see docs/engines.md. Import the one you need."""
