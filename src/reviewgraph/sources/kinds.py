"""The kinds of review a source can hold, and how pages name them."""

KINDS = (
    "child-safeguarding-practice-review",
    "domestic-homicide-review",
    "prevention-of-future-deaths-report",
    "public-inquiry",
    "safeguarding-adult-review",
)
DEFAULT_KIND = "domestic-homicide-review"

_PRINTED = {
    "domestic homicide review": "domestic-homicide-review",
    "domestic abuse related death review": "domestic-homicide-review",
    "safeguarding adult review": "safeguarding-adult-review",
    "safeguarding adults review": "safeguarding-adult-review",
    "child safeguarding practice review": "child-safeguarding-practice-review",
    "prevention of future deaths report": "prevention-of-future-deaths-report",
    "public inquiry": "public-inquiry",
    "inquiry": "public-inquiry",
}


def kind_printed(words: str) -> str | None:
    """Return the key of the kind that a page calls ``words``; None if it is not known."""
    return _PRINTED.get(" ".join(words.casefold().split()))
