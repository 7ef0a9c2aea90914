"""Read PDF bytes into blocks by geometry: never by the order of the page's text stream."""
