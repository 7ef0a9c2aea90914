"""Pages for people: view models asked of any SPARQL engine, and the templates that show them."""
