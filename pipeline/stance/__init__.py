"""Stage `stance`."""
