"""What is left to the end of a process is kept there, and nowhere else."""

from __future__ import annotations

import subprocess
import sys
import weakref
from pathlib import Path

from conect.building.leaving import leave

ROOT = Path(__file__).resolve().parents[2]

LEFT = """
import gc, sys
from conect.building.leaving import end_is_near, leave

class Thing:
    def __del__(self):
        print("gone", flush=True)

end_is_near()
leave(Thing())
gc.collect()
print("kept", flush=True)
import os
os._exit(0)
"""


class Thing:
    pass


def test_where_no_end_is_near_nothing_is_kept() -> None:
    thing = Thing()
    told = weakref.ref(thing)
    leave(thing)
    del thing
    assert told() is None


def test_the_end_of_a_process_takes_what_was_left_to_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LEFT],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT / "plugins")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "kept\n"
