"""Mentions of organisations and the agencies that they stand for."""

from reviewgraph.linking.mentions import disagreement, find_mentions
from reviewgraph.linking.resolve import Resolver

__all__ = ["Resolver", "disagreement", "find_mentions"]
