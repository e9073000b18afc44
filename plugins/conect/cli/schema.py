"""``conect schema``: writes what is generated from the declaration and the rules; ``--check`` tells what is stale."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from pathlib import Path

from conect.catalogue import files, rules
from conect.cli.terminal import content_folder, say
from conect.records import reader
from conect.records.manual import rules_page
from conect.records.reference import fields_page
from conect.records.rule import RULES
from conect.records.schema import schema_text
from conect.records.vocabularies import load_vocabularies
from conect.review import administrators

SCHEMA = "schema/organization.schema.json"

# Rules register themselves when their modules are imported, those over one record with the reader.
_RULES_OF = (reader, files, rules, administrators)


def run(options: Namespace) -> int:
    """Write the generated files below the current folder. Return 0, or with ``--check`` 1 where one is stale."""
    stale = 0
    for name, text in generated(content_folder(options.content)).items():
        path, data = Path(name), text.encode("utf-8")
        if path.is_file() and path.read_bytes() == data:
            continue
        stale += 1
        sys.stdout.write(f"{name}\n")
        if not options.check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    if options.check and stale:
        say(options.lang, "Vechi; scrieți „conect schema”.", "Stale; write “conect schema”.")
    return int(bool(stale) and options.check)


def generated(content: Path) -> dict[str, str]:
    """Return the text of every generated file by its path, relative to the project's folder."""
    return {
        SCHEMA: schema_text(load_vocabularies(content)),
        "docs/fields.md": fields_page(),
        "docs/rules.md": rules_page(RULES.values()),
        ".vscode/settings.json": json.dumps(editor_settings(), indent=2) + "\n",
    }


def editor_settings() -> dict[str, object]:
    """Return settings by which VS Code with Red Hat's YAML extension completes and checks records.

    The patterns are those of records, so that vocabularies and settings are not judged as organisations.
    """
    return {
        "yaml.schemas": {f"./{SCHEMA}": ["content/organizations/**/*.yaml"]},
        # The extension's formatter rewrites what “conect format” leaves alone: comments, line breaks, quotes.
        "yaml.format.enable": False,
        "yaml.schemaStore.enable": False,
        "files.encoding": "utf8",
        "files.eol": "\n",
        "files.insertFinalNewline": True,
        "[yaml]": {"editor.tabSize": 2, "editor.insertSpaces": True, "editor.wordWrap": "on"},
    }
