"""The tables in other programs' formats: one file a format, found by its name in `formats`."""
