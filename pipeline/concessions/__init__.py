"""Stage `concessions`."""
