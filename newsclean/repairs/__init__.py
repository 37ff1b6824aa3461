"""Repairs, one damage family a file. Each offers rules; none edits anything."""
