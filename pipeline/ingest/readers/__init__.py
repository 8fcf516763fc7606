"""One reader a format: bytes of a file -> drafts of articles and faults."""
