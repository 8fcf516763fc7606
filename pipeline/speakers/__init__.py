"""Stage `speakers`."""
