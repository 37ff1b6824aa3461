"""Labelling: a local page on which a person corrects what newsclean made of documents."""
