"""The arguments of every subcommand. Nothing of the package is imported here, so that ``--help`` is quick."""

from __future__ import annotations

import argparse
import os
import re
import sys
from datetime import date
from typing import NoReturn

from conect.cli import bench_arguments

_Parsers = argparse._SubParsersAction  # its type has no public name


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: folosire greșită / wrong use: {message}\n")


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command; ``module`` in its result names the module that does the work."""
    top = _Parser(
        prog="conect",
        description="Conect, catalogul organizațiilor neguvernamentale: fișe, verificări, site. / "
        "Conect, the catalogue of NGOs: records, checks, site.",
        epilog="„conect COMANDĂ --help” spune mai mult. / “conect COMMAND --help” says more.",
    )
    commands = top.add_subparsers(title="comenzi / commands", dest="command", metavar="COMANDĂ", required=True)
    proposals = (_review, _receive, _stale, _links)
    site = (_search, _build, _serve, _bench)
    for add in (_validate, _format, _new, _rename, _merge, _register, *proposals, _schema, *site):
        add(commands)
    return top


def _command(commands: _Parsers[_Parser], name: str, ro: str, en: str, module: str | None = None) -> _Parser:
    made = commands.add_parser(name, help=f"{ro} / {en}", description=f"{ro}. / {en}.")
    made.set_defaults(module=f"conect.cli.{module or name}")
    asked = os.environ.get("CONECT_LANG")
    made.add_argument(
        "--lang",
        choices=("ro", "en"),
        default="en" if asked == "en" else "ro",
        help="limba mesajelor / language of the messages (CONECT_LANG, ro)",
    )
    return made


def _content(made: _Parser) -> None:
    made.add_argument(
        "--content", metavar="DIR", default="content", help="dosarul cu fișe / folder of the records (content)"
    )


def _date(made: _Parser) -> None:
    made.add_argument(
        "--date",
        type=_day,
        metavar="ZI",
        help="ziua de azi, AAAA-LL-ZZ / today's date, YYYY-MM-DD (SOURCE_DATE_EPOCH, azi)",
    )


def _paths(made: _Parser) -> None:
    made.add_argument(
        "paths", nargs="*", metavar="PATH", help="fișiere sau dosare; fără ele, toate / files or folders; else all"
    )


def _validate(commands: _Parsers[_Parser]) -> None:
    made = _command(commands, "validate", "Arată fiecare problemă a fișelor", "Show every problem of the records")
    _paths(made)
    _content(made)
    _date(made)
    made.add_argument(
        "--format",
        choices=("text", "github", "gitlab", "json"),
        default="text",
        help="forma raportului / form of the report (text)",
    )


def _format(commands: _Parsers[_Parser]) -> None:
    made = _command(
        commands,
        "format",
        "Face îndreptările sigure, cu comentariile păstrate",
        "Make the certain fixes, comments kept",
    )
    _paths(made)
    _content(made)
    _date(made)
    made.add_argument(
        "--check", action="store_true", help="nu scrie nimic; 1 dacă ar fi ceva de scris / write nothing; 1 if due"
    )


def _new(commands: _Parsers[_Parser]) -> None:
    made = _command(commands, "new", "Scrie o fișă nouă, întrebând ce trebuie", "Write a new record by asking")
    _content(made)
    _date(made)


def _rename(commands: _Parsers[_Parser]) -> None:
    made = _command(
        commands, "rename", "Schimbă identificatorul unei fișe, peste tot", "Change a record's id, everywhere"
    )
    made.add_argument("old", metavar="VECHI", help="identificatorul de acum / the id of today")
    made.add_argument("new", metavar="NOU", help="identificatorul nou / the new id")
    _content(made)
    _date(made)


def _merge(commands: _Parsers[_Parser]) -> None:
    made = _command(
        commands, "merge", "Însemnează că o organizație s-a contopit cu alta", "Note that one merged into another"
    )
    made.add_argument("source", metavar="DIN", help="organizația care nu mai este / the one that is no more")
    made.add_argument("target", metavar="ÎN", help="organizația în care s-a contopit / the one it merged into")
    _content(made)
    _date(made)


def _register(commands: _Parsers[_Parser]) -> None:
    made = _command(
        commands, "register", "Preia fișierele registrului național", "Take over the national register's files"
    )
    made.add_argument("files", nargs="+", metavar="FILE", help="fișiere .xlsx, .csv sau .csv.gz / files")
    _content(made)
    _date(made)
    made.add_argument("--report", metavar="FILE", help="unde se scrie raportul / where the report is written")


def _review(commands: _Parsers[_Parser]) -> None:
    made = _command(
        commands,
        "review",
        "Spune ce face o propunere și dacă se poate primi: 0 da, 1 nu, 3 hotărăște un administrator",
        "Tell what a proposal does and whether it may: 0 yes, 1 no, 3 an administrator decides",
    )
    made.add_argument(
        "--base", metavar="REV", required=True, help="catalogul: ramură sau commit / the catalogue: branch or commit"
    )
    made.add_argument("--head", metavar="REV", default="HEAD", help="propunerea / the proposal (HEAD)")
    made.add_argument("--author", metavar="CONT", help="contul care propune / the account that proposes")
    made.add_argument("--register", metavar="FILE", help="un fișier al registrului național / a file of the register")
    made.add_argument(
        "--format",
        choices=("markdown", "json", "github"),
        default="markdown",
        help="forma răspunsului / form of the answer (markdown)",
    )
    made.add_argument(
        "--also",
        action="append",
        default=[],
        metavar="FORMĂ=FIȘIER",
        help="scrie răspunsul și în altă formă, într-un fișier / write the answer in another form too, to a file",
    )
    _content(made)
    _date(made)


def _receive(commands: _Parsers[_Parser]) -> None:
    made = _command(
        commands,
        "receive",
        "Pune la locul ei o fișă venită prin e-mail, într-un commit",
        "Put a record that came by e-mail in its place, as one commit",
    )
    made.add_argument(
        "file", metavar="FILE", help="fișierul fișei, „-” pentru intrarea standard / the file, “-” for stdin"
    )
    made.add_argument(
        "--id",
        metavar="ID",
        help="identificatorul fișei; altfel se face din denumire / the record's id; else made of its name",
    )
    made.add_argument(
        "--from",
        dest="sender",
        metavar="ADRESĂ",
        help="adresa de la care a venit; devine publică / the sender's address; it becomes public",
    )
    made.add_argument("--received", metavar="ZI", help="ziua în care a venit / the day it came (--date)")
    made.add_argument("--no-commit", action="store_true", help="numai scrie fișierul / only write the file")
    _content(made)
    _date(made)


def _stale(commands: _Parsers[_Parser]) -> None:
    made = _command(
        commands, "stale", "Arată profilurile neconfirmate de mult", "List the profiles that were long not confirmed"
    )
    made.add_argument("--days", type=_count, default=365, metavar="N", help="de câte zile / for how many days (365)")
    made.add_argument(
        "--format",
        choices=("text", "json", "markdown", "csv"),
        default="text",
        help="forma listei / form of the list (text)",
    )
    _content(made)
    _date(made)


def _links(commands: _Parsers[_Parser]) -> None:
    made = _command(commands, "links", "Încearcă adresele din fișe", "Try the addresses that records name")
    made.add_argument(
        "--results", metavar="FILE", help="unde se țin rezultatele de la o dată la alta / where results are kept"
    )
    made.add_argument(
        "--most",
        type=_count,
        default=2000,
        metavar="N",
        help="cel mult atâtea adrese / so many addresses at most (2000)",
    )
    made.add_argument(
        "--format", choices=("text", "json", "markdown"), default="text", help="forma listei / form of the list (text)"
    )
    _content(made)
    _date(made)


def _schema(commands: _Parsers[_Parser]) -> None:
    made = _command(
        commands, "schema", "Scrie schema și manualele din declarație", "Write schema and manuals from the declaration"
    )
    _content(made)
    made.add_argument(
        "--check", action="store_true", help="nu scrie nimic; 1 dacă ceva este vechi / write nothing; 1 if stale"
    )


def _search(commands: _Parsers[_Parser]) -> None:
    made = _command(
        commands,
        "search",
        "Caută ca site-ul și spune de ce: 0 găsit, 1 nimic",
        "Search as the site does and say why: 0 found, 1 nothing",
    )
    made.add_argument("query", metavar="CUVINTE", help="ce s-ar scrie în caseta de căutare / what one would type")
    made.add_argument(
        "--limit", type=_count, default=10, metavar="N", help="câte rezultate se arată / how many are shown (10)"
    )
    made.add_argument(
        "--site", metavar="DIR", help="caută în indexul unui site construit / search the index of a built site"
    )
    made.add_argument(
        "--format", choices=("text", "json"), default="text", help="forma răspunsului / form of the answer (text)"
    )
    _content(made)
    _date(made)


def _site(made: _Parser, output: str) -> None:
    _content(made)
    _date(made)
    made.add_argument(
        "--settings", metavar="FILE", default="pelicanconf.py", help="setările Pelican / settings (pelicanconf.py)"
    )
    made.add_argument(
        "--output", metavar="DIR", default=output, help=f"dosarul site-ului / folder of the site ({output})"
    )


def _build(commands: _Parsers[_Parser]) -> None:
    made = _command(commands, "build", "Construiește site-ul", "Build the site")
    _site(made, "output")


def _serve(commands: _Parsers[_Parser]) -> None:
    made = _command(
        commands,
        "serve",
        "Construiește și arată site-ul pe acest calculator, din nou la fiecare schimbare",
        "Build and serve the site on this machine, again on each change",
    )
    # A folder of its own: the site for the public, in output/, stays what it is.
    _site(made, "output.serve")
    made.add_argument("--port", type=_port, default=8000, metavar="N", help="portul / the port (8000)")


def _bench(commands: _Parsers[_Parser]) -> None:
    ro, en = "Măsoară cât costă site-ul, alături de alte programe", "Measure what the site costs, beside its peers"
    bench_arguments.add_to(_command(commands, "bench", ro, en))


def _day(text: str) -> str:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(text)
    return date.fromisoformat(text).isoformat()


_day.__name__ = "AAAA-LL-ZZ"  # argparse names the type in its message


def _port(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 65535:
        raise ValueError(text)
    return number


_port.__name__ = "port"


def _count(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 100_000:
        raise ValueError(text)
    return number


_count.__name__ = "number"
