"""Read DOCX bytes into blocks: paragraphs with their automatic numbers, and tables."""
