"""Fit the models that ship, each from the place of a corpus to `models/NAME/`."""
