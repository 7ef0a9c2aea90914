"""Values to triples: pure, one module for each kind of thing."""
