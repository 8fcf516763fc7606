"""Stage `arguments`."""
