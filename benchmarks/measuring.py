"""What a command costs: seconds on the clock, and the most memory that all its processes hold together."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from conect.records.problems import ConectError

INTERVAL = 0.1
"""Seconds between two looks at the memory."""

SHARE = 0.03
"""Share of the time that may go into looking: the system counts the pages of some GB for tens of milliseconds."""


class Measured(NamedTuple):
    """Seconds, MB (None where the system does not tell), exit code, and what was printed, errors too."""

    seconds: float
    memory: float | None
    code: int
    printed: bytes
    processor: float | None = None
    """Seconds of processor of all processes; unlike the clock it does not grow when others work on the machine."""


def measured(
    command: Sequence[str],
    folder: Path,
    environment: Mapping[str, str] | None = None,
    patience: float | None = None,
) -> Measured:
    """Run a command in ``folder``, with more ``environment``, and measure it and all that it starts.

    Raises ``OSError`` where it cannot be started, and ``subprocess.TimeoutExpired`` where it was stopped because it
    took more than ``patience`` seconds.
    """
    # What was written before is on the disk: nobody pays for what another wrote.
    os.sync()
    most = 0.0
    worked: dict[str, float] = {}
    started = time.perf_counter()
    process = subprocess.Popen(
        list(command),
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, **(environment or {})},
        # A session of its own: by it its processes are known, whoever their parent is by then.
        start_new_session=True,
    )
    done = threading.Event()

    def watch() -> None:
        nonlocal most
        pause = INTERVAL
        while not done.wait(pause):
            look = time.thread_time()
            there = dict(_of_session(process.pid))
            worked.update(there)
            most = max(most, sum(_resident(pid) for pid in there))
            # Processor time, not the clock's: the look waits where others work on the machine.
            pause = max(INTERVAL, (time.thread_time() - look) / SHARE)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        printed, _ = process.communicate(timeout=patience)
        taken = time.perf_counter() - started
    except BaseException:
        # With all that it started: nothing of it may go on when the measuring ends.
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise
    finally:
        done.set()
        watcher.join()
    return Measured(taken, most or None, process.returncode, printed, sum(worked.values()) or None)


def completed(
    name: str, command: Sequence[str], folder: Path, environment: Mapping[str, str], patience: float | None = None
) -> Measured:
    """Measure a command that must succeed. Raises ``ConectError`` where it does not, with the last that it said.

    Raises ``subprocess.TimeoutExpired`` where it was stopped because it took more than ``patience`` seconds.
    """
    try:
        done = measured(command, folder, environment, patience)
    except OSError as error:
        raise ConectError(
            f"„{name}” nu a pornit: {error.strerror}", f"“{name}” did not start: {error.strerror}"
        ) from None
    if done.code:
        last = " ".join(done.printed.decode(errors="replace").strip().splitlines()[-3:])
        raise ConectError(
            f"„{name}” s-a încheiat cu codul {done.code}: {last}", f"“{name}” ended with code {done.code}: {last}"
        )
    return done


def _of_session(session: int) -> Iterator[tuple[str, float]]:
    """Yield each process of a session with the seconds of processor that it has used."""
    if not Path("/proc/self/stat").exists():
        return
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            try:
                stat = Path(entry.path, "stat").read_text()
            except OSError:
                continue
            told = stat.rpartition(")")[2].split()
            if int(told[3]) == session:
                yield entry.name, (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def _resident(pid: str) -> float:
    """Return the memory of a process in MB, what it shares with others counted in part (Linux: PSS)."""
    try:
        for line in Path("/proc", pid, "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0
