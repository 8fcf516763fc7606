"""The workers of a run: what they are asked is done again when one dies, and halved until what kills them is alone."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from pipeline.cluster.partitions import Partition, halved
from pipeline.errors import PipelineError
from pipeline.progress import Track, silent

HERE = "local"
DEATHS = 2
"""Workers of our own that a step may cost before its partition is suspected."""
RETRIES = 1
"""How often a step that failed is done again before its partition is suspected."""


class ClusterError(PipelineError):
    """Dask is not installed, or its scheduler does not answer."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A partition of one article that no worker got through, and how it failed."""

    partition: Partition
    why: str


@dataclass
class Crew:
    """Workers that are reached through ``client``, a Dask client; ``near`` tells that they are on this machine."""

    client: Any
    track: Track = silent
    near: bool = True
    _serial: Iterator[int] = field(default_factory=count)

    def spread(
        self, step: Callable[..., None], partitions: Sequence[Partition], *arguments: Any
    ) -> tuple[list[Partition], list[Lost]]:
        """Do a step with every partition; return those that are done, in order, and what was lost.

        A partition whose step kills its worker or raises is parted in two, over and over; an article that is alone is
        tried once more with nothing beside it. Raises PipelineError as the step does.
        """
        from distributed import as_completed

        waiting = {self._begun(step, one, arguments): one for one in partitions}
        done, alone = list[Partition](), list[Partition]()
        futures = as_completed(list(waiting))
        for future in self.track(futures, what=f"partitions ({step.__name__})", total=len(partitions)):
            partition = waiting.pop(future)
            if _failure(future) is None:
                done.append(partition)
            elif partition.count == 1:
                alone.append(partition)
            else:
                for half in halved(partition):
                    again = self._begun(step, half, arguments)
                    waiting[again] = half
                    futures.add(again)
        lost = list[Lost]()
        for partition in alone:
            why = _failure(self._begun(step, partition, arguments))
            if why is None:
                done.append(partition)
            else:
                lost.append(Lost(partition, why))
        return sorted(done, key=lambda one: one.first), lost

    def each(self, work: Callable[..., Any], numbers: range, *arguments: Any) -> list[Any]:
        """Return what a function makes of each number, in order; raises what it raises."""
        futures = [self.client.submit(work, n, *arguments, key=self._key(work, str(n)), retries=3) for n in numbers]
        return list(self.client.gather(futures))

    def _begun(self, step: Callable[..., None], partition: Partition, arguments: tuple[Any, ...]) -> Any:
        key = self._key(step, partition.name)
        return self.client.submit(step, partition, *arguments, key=key, pure=False, retries=RETRIES)

    def _key(self, step: Callable[..., Any], name: str) -> str:
        return f"{step.__name__}-{name}-{next(self._serial)}"


def _failure(future: Any) -> str | None:
    """Return how a step failed, null when it did not; raises an error that is about the whole run."""
    error = future.exception()
    if error is None:
        return None
    if isinstance(error, PipelineError):
        raise error
    return f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else 'no more is known'}"


@contextmanager
def opened(address: str, *, workers: int | None = None, track: Track = silent) -> Iterator[Crew]:
    """Reach the workers of a Dask scheduler at ``address``, or start ``workers`` here when it is "local".

    Raises ClusterError when Dask is not installed or nobody answers.
    """
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise ClusterError(f"--cluster needs Dask ({error}); pip install 'concession-miner[cluster]'") from error
    if address != HERE:
        try:
            client = Client(address, timeout="30s")
        except (OSError, ValueError) as error:
            raise ClusterError(f"--cluster {address}: no scheduler answers there ({error}); start one") from error
        with client:
            yield Crew(client, track, near=False)
        return
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": DEATHS}),
        LocalCluster(n_workers=workers or 1, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        yield Crew(client, track)
