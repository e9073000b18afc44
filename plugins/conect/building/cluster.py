"""Other machines that do batches of work: a Dask scheduler, through its own ``concurrent.futures`` interface.

Its workers need the same code (this package, the same version) and the same folders at the same paths, as over a shared
file system: records are read and pages written by whoever does the batch.
"""

from __future__ import annotations

import importlib
from concurrent.futures import Executor
from typing import Any

from conect.building.errors import BuildingError

WAIT = 10
"""Seconds for the scheduler to answer, and for a first worker to be there."""


class Cluster:
    """A connection to a scheduler. Raises ``BuildingError`` where it does not answer or has no workers.

    A batch whose worker dies is given to another one by the scheduler, three times before it fails.
    """

    def __init__(self, address: str) -> None:
        try:
            distributed: Any = importlib.import_module("distributed")
        except ImportError:
            raise BuildingError(
                f"pentru dask://{address} lipsește pachetul distributed; instalați-l cu „pip install distributed”",
                f"for dask://{address} the package distributed is missing; install it with “pip install distributed”",
            ) from None
        self._client: Any = None
        try:
            self._client = distributed.Client(address, timeout=WAIT, set_as_default=False)
            self._client.wait_for_workers(1, timeout=WAIT)
        except (OSError, TimeoutError, ValueError) as error:
            self.close()
            raise BuildingError(
                f"planificatorul de la {address} nu răspunde sau nu are lucrători ({type(error).__name__}); porniți "
                "„dask scheduler” și „dask worker”, sau construiți fără el (CONECT_EXECUTOR=processes)",
                f"the scheduler at {address} does not answer or has no workers ({type(error).__name__}); start “dask "
                "scheduler” and “dask worker”, or build without it (CONECT_EXECUTOR=processes)",
            ) from None
        threads: dict[str, int] = self._client.nthreads()
        if any(number > 1 for number in threads.values()):
            self.close()
            raise BuildingError(
                f"lucrătorii de la {address} au mai multe fire; porniți-i cu „dask worker --nthreads 1”, câte unul de "
                "procesor",
                f"the workers at {address} have several threads; start them with “dask worker --nthreads 1”, one for "
                "each processor",
            )
        # Batches are not pure: the same one done twice would be taken from memory, without its files.
        self.executor: Executor = self._client.get_executor(pure=False)
        self.workers = len(threads)

    def close(self) -> None:
        """End the connection; scheduler and workers go on."""
        if self._client is not None:
            self._client.close()
            self._client = None
