"""Releases: written, described, checked and compared."""
