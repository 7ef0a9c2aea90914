"""Invented reviews with truth, from a seed: what they say, how they are laid out, how they print.

Nothing here imports the extractor, and no pattern, list of verbs or of bodies is shared with it.
"""
