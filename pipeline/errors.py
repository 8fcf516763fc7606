"""What all errors that a user can mend have in common: their message names the value and the next step."""


class PipelineError(Exception):
    """Work that cannot be done as asked; the command line prints the message and exits with 1."""


class UsageError(PipelineError):
    """A command or setting that is not understood; the command line prints the message and exits with 2."""
