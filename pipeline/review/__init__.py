"""Samples of rows for people to check, and their corrections taken back."""
