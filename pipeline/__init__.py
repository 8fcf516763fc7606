"""Who says what in the news, and where each speaker stands on concessions."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.chain import run

__all__ = ["run"]


def __getattr__(name: str) -> Any:
    """Import `run` only when it is asked for, so that `import pipeline` stays light."""
    if name == "run":
        from pipeline.chain import run

        return run
    raise AttributeError(f"module 'pipeline' has no attribute {name!r}")
