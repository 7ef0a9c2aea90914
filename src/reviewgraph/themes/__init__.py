"""The concept schemes and the tagger: which themes, acts and standards a text speaks of."""
