"""What a reader of the data looks things up in: ontology, themes, shapes, queries, context."""

from reviewgraph import jsonld
from reviewgraph.publishing.documentation import ontology_page
from reviewgraph.publishing.edition import Edition
from reviewgraph.publishing.files import Files
from reviewgraph.queries import as_triples, read_queries
from reviewgraph.resources import shipped
from reviewgraph.turtle import turtle

QUERIES = "queries.ttl"
PAGE = "ontology/reviewgraph.html"
_FOLDERS = ("ontology", "shapes")


def write_reference(files: Files, edition: Edition) -> None:
    """Write the vocabulary, the shapes, the stored queries and the JSON-LD context.

    Turtle of ours is copied as people wrote it, with its comments; a page documents the ontology.
    """
    for folder in _FOLDERS:
        for path in sorted(shipped(folder).glob("*.ttl")):
            files.write(f"{folder}/{path.name}", path.read_bytes())
    files.write(PAGE, ontology_page(shipped("ontology") / "reviewgraph.ttl"))
    files.write(QUERIES, turtle(as_triples(read_queries(shipped("queries")).values())))
    files.write(context_name(edition), jsonld.context_file())


def context_name(edition: Edition) -> str:
    """Return the name of the context of a release, which never changes once it is out."""
    return f"context/{edition.file_version}.jsonld"
