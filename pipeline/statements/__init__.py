"""Stage `statements`."""
