"""The rules by which w3id.org leads from our addresses to the site: RDF first, HTML by default.

Apache's conditions match text and know no weights (mod_rewrite), so the order is the whole rule:
who names a form of RDF gets it, whoever does not, a browser above all, gets the page.
"""

from reviewgraph.pages.rendering import OF_RECOMMENDATION, WITHIN

FORMS = (("text/turtle", "ttl"), ("application/ld+json", "jsonld"), ("application/n-triples", "nt"))
_WITHIN = "|".join(WITHIN)
_KEY = "[a-z0-9_-]+"
_FILE = "(?:[a-z0-9_-]+/)*[A-Za-z0-9_-]+(?:\\.[a-z0-9]+)*"
"""A file of a release, which lies at ``release/VERSION`` beside the pages."""


def rules(address: str) -> str:
    """Return the ``.htaccess`` for w3id.org; ``address`` is where the site stands."""
    site = address.rstrip("/")
    lines = [
        "# Redirects of https://w3id.org/reviewgraph/ ; made by: reviewgraph site",
        "Options +FollowSymLinks",
        "RewriteEngine on",
        *_leading("ontology(?:/[0-9.]+)?", site, "ontology/reviewgraph", "ontology", forms=1),
        *_contexts(site),
        "RewriteCond %{HTTP_ACCEPT} text/turtle",
        f"RewriteRule ^release/([0-9.]+)$ {site}/release/$1/dataset.ttl [R=303,L]",
        f"RewriteRule ^release/([0-9.]+)/({_FILE})$ {site}/release/$1/$2 [R=303,L]",
        f"RewriteRule ^(?:dataset|catalogue|release/[0-9.]+)$ {site}/index.html [R=303,L]",
        *_within(site),
        *_leading(f"id/([a-z]+)/({_KEY})", site, "doc/$1/$2", "doc/$1/$2", forms=3),
        f"RewriteRule ^$ {site}/index.html [R=303,L]",
    ]
    return "\n".join(lines) + "\n"


def _contexts(site: str) -> list[str]:
    """Return the rules that lead a release's JSON-LD context to the file in that release."""
    rules = []
    for parts in (2, 3):
        pattern = "-".join(["([0-9]+)"] * parts)
        numbers = [f"${number}" for number in range(1, parts + 1)]
        target = f"release/{'.'.join(numbers)}/context/{'-'.join(numbers)}.jsonld"
        rules.append(f"RewriteRule ^context/{pattern}\\.jsonld$ {site}/{target} [R=303,L]")
    return rules


def _leading(pattern: str, site: str, data: str, page: str, *, forms: int) -> list[str]:
    lines = []
    for media_type, suffix in FORMS[:forms]:
        escaped = media_type.replace("+", "\\+")
        lines.append(f"RewriteCond %{{HTTP_ACCEPT}} {escaped}")
        lines.append(f"RewriteRule ^{pattern}$ {site}/{data}.{suffix} [R=303,L]")
    lines.append(f"RewriteRule ^{pattern}$ {site}/{page}.html [R=303,L]")
    return lines


def _within(site: str) -> list[str]:
    """Return the rules that lead evidence to its recommendation, or else to its review."""
    rules = []
    for pattern, kind in (
        (f"{OF_RECOMMENDATION.pattern}{_KEY}", "recommendation"),
        (f"([a-z0-9]+(?:-[a-z0-9]+)*)--{_KEY}", "review"),
    ):
        target = f"doc/{kind}/$1"
        rules += _leading(f"id/(?:{_WITHIN})/{pattern}", site, target, target, forms=len(FORMS))
    review = f"id/graph/(?:review|derived)--({_KEY})"
    return rules + _leading(review, site, "doc/review/$1", "doc/review/$1", forms=len(FORMS))
