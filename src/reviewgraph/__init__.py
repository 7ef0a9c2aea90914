"""The linked-data knowledge graph of the reviews that follow a death."""

__version__ = "0.1.0"
