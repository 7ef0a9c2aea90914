"""What a polite fetch decides, without fetching: pure, so that every rule can be tried alone."""
