"""The forge's files keep to the rules by which a stranger's proposal gets hold of nothing."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from conect.romania.counties import COUNTIES

ROOT = Path(__file__).resolve().parents[2]
GITHUB = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FORGEJO = sorted((ROOT / ".forgejo" / "workflows").glob("*.yml"))


def read(path: Path) -> dict[str, Any]:
    """Return a workflow; YAML takes its key ``on`` for true."""
    loaded: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {"on" if key is True else key: value for key, value in loaded.items()}


def steps(path: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield each step with its job."""
    for job in read(path)["jobs"].values():
        for step in job["steps"]:
            yield job, step


def named(path: Path) -> str:
    """Return the name of a case."""
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", GITHUB, ids=named)
def test_actions_are_pinned_and_keep_no_credentials(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for _, step in steps(path):
        if "uses" in step:
            assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", step["uses"])
            assert re.search(rf"{re.escape(step['uses'])} # v[0-9]+\.[0-9]+\.[0-9]+\n", text)
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("path", [*GITHUB, *FORGEJO], ids=named)
def test_every_job_has_an_end_and_no_text_of_others_becomes_code(path: Path) -> None:
    for job, step in steps(path):
        assert job["timeout-minutes"] <= 120
        assert "${{" not in step.get("run", "")
        if "run" in step:
            checked = subprocess.run(["bash", "-n"], input=step["run"], text=True, capture_output=True, check=False)
            assert checked.returncode == 0, checked.stderr
    assert "pull_request_target" not in path.read_text(encoding="utf-8")
    assert not re.search(r"\bsecrets\.[A-Z]", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", GITHUB, ids=named)
def test_rights_are_given_job_by_job(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        writes = {right for right, level in job["permissions"].items() if level == "write"}
        # What may write runs no code of the repository.
        if writes:
            assert not any(
                "checkout" in step.get("uses", "") or ".venv" in step.get("run", "") for step in job["steps"]
            )


def test_a_proposal_is_read_and_never_checked_out() -> None:
    proposal = read(ROOT / ".github" / "workflows" / "proposal.yml")
    assert list(proposal["on"]) == ["pull_request"]
    assert all(set(job["permissions"].values()) == {"read"} for job in proposal["jobs"].values())
    for path in (ROOT / ".github" / "workflows" / name for name in ("proposal.yml", "card.yml")):
        for _, step in steps(path):
            assert "head" not in str(step.get("with", {}).get("ref", ""))
            assert not re.search(r"git (checkout|switch|merge|reset|worktree)\b", step.get("run", ""))


def test_owners_are_named_for_every_county() -> None:
    owners = (ROOT / ".github" / "CODEOWNERS").read_text(encoding="utf-8")
    for county in COUNTIES:
        assert f"/content/organizations/{county.code.lower()}/ " in owners


def test_hooks_call_commands_that_exist() -> None:
    from conect.cli.arguments import parser

    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    for hook in hooks:
        options = parser().parse_args([*hook["entry"].split()[1:], "content/organizations/cj/x.yaml"])
        assert options.paths == ["content/organizations/cj/x.yaml"]
        assert re.search(hook["files"], "content/organizations/cj/x.yaml")
