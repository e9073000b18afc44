"""Everyday tasks: `inv --list`. Each calls the `conect` command or a tool; the work is in the package."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path

from invoke.context import Context
from invoke.tasks import task

BIN = Path(sys.executable).parent
LOCK = (
    "pip compile --universal --python-version 3.11 --generate-hashes --extra dev --no-header --quiet "
    "--output-file requirements.lock pyproject.toml"
)
CHECKED = "plugins tests benchmarks tasks.py"


def tool(c: Context, name: str, *arguments: str) -> None:
    """Run a program of this environment; invoke ends the task with its exit code."""
    c.run(shlex.join([str(BIN / name), *arguments]), pty=sys.stdout.isatty())


@task(help={"jobs": "processes to share the tests among", "only": "a file, folder or test"})
def test(c: Context, jobs: int = 2, only: str = "") -> None:
    """Run the tests."""
    tool(c, "pytest", "--numprocesses", str(jobs), "--dist", "worksteal", *([only] if only else []))


@task
def lint(c: Context) -> None:
    """Check the style of the code with ruff."""
    tool(c, "ruff", "check", *CHECKED.split())
    tool(c, "ruff", "format", "--check", *CHECKED.split())


@task
def typecheck(c: Context) -> None:
    """Check the types with mypy."""
    tool(c, "mypy")


@task(help={"output": "folder for the site"})
def build(c: Context, output: str = "output") -> None:
    """Build the site with the development settings."""
    tool(c, "conect", "build", "--output", output)


@task(help={"port": "port on 127.0.0.1"})
def serve(c: Context, port: int = 8000) -> None:
    """Build the site, serve it and build again on each change."""
    tool(c, "conect", "serve", "--port", str(port))


@task(help={"output": "folder for the site"})
def publish(c: Context, output: str = "output") -> None:
    """Build the site as the public gets it, without the example records."""
    tool(c, "conect", "build", "--settings", "publishconf.py", "--output", output)


@task
def validate(c: Context) -> None:
    """Print every problem of every record."""
    tool(c, "conect", "validate")


@task(name="format", help={"check": "change nothing, fail where a change is due"})
def format_records(c: Context, check: bool = False) -> None:
    """Make the certain fixes in the records."""
    tool(c, "conect", "format", *(["--check"] if check else []))


@task
def schema(c: Context) -> None:
    """Write what is generated from the declaration: JSON Schema, editor settings, docs."""
    tool(c, "conect", "schema")


@task(help={"output": "folder of a built site"})
def check_html(c: Context, output: str = "output") -> None:
    """Check every built page with the Nu HTML checker (needs Java and npm)."""
    tool(c, "python", "-m", "tests.browser.vnu", output)


@task
def lock(c: Context) -> None:
    """Pin every dependency by version and hash (needs uv)."""
    uv = shutil.which("uv", path=f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}")
    if uv is None:
        sys.exit("lock: uv was not found; install it first, for instance with pip install uv")
    c.run(f"{shlex.quote(uv)} {LOCK}")


@task
def clean(c: Context) -> None:
    """Remove the environment, built sites and caches."""
    c.run("make clean")
