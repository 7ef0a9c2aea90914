"""The graph over HTTP: SPARQL, stored queries, pages for people and reconciliation."""
