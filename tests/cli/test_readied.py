"""A command in a process that stood ready: its exit code and words, and what becomes of it when nothing is asked."""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import closing

import pytest

from conect.cli.readied import Readied


def test_commands_are_done_one_after_the_other(capfd: pytest.CaptureFixture[str]) -> None:
    with closing(Readied()) as readied:
        assert readied.run(["search", "--help"]) == 0
        assert "usage: conect search" in capfd.readouterr().out
        assert readied.run(["nimic"]) == 2
        assert "folosire greșită" in capfd.readouterr().err
        readied.renew()
        # Renewed while it may have been in the midst of importing: the next one prints here all the same.
        assert readied.run(["search", "--content", "ăâîșț/nu-este", "x"]) != 0
        assert "ăâîșț/nu-este" in capfd.readouterr().err


def test_it_ends_with_its_parent_and_not_by_ctrl_c() -> None:
    command = [sys.executable, "-m", "conect.cli.readied"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin
        # After its first lines have run: before, Python itself answers.
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(3)
        process.send_signal(signal.SIGINT)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.5)
        process.stdin.close()
        assert process.wait(30) == 0
        assert process.stdout and process.stderr
        assert process.stdout.read() + process.stderr.read() == b""
