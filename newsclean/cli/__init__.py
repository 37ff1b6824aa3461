"""The `newsclean` command."""
