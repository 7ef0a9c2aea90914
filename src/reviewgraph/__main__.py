"""Run the command as ``python -m reviewgraph``."""

from reviewgraph.cli import main

main()
