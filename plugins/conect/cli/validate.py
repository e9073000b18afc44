"""``conect validate``: every problem of every file, sorted; 0 without errors, 1 with."""

from __future__ import annotations

import sys
from argparse import Namespace

from conect.building.day import day
from conect.cli.terminal import content_folder, covers, lists_folder, paths_inside, place_of, show_problems
from conect.review.checking import check
from conect.review.reporters import REPORTERS, summary


def run(options: Namespace) -> int:
    """Judge the whole content, print the problems of the paths asked for and return the exit code."""
    content = content_folder(options.content)
    wanted = paths_inside(options.paths, content) or [""]
    found = check(content, day(options.date), wanted, lists=lists_folder(content), lang=options.lang)
    problems = [problem for problem in found.problems if covers(wanted, problem.path)]
    place = place_of(content)
    if options.format == "text":
        show_problems(problems, options.lang, place)
        sys.stdout.write(summary(sum(covers(wanted, path) for path in found.files), problems, options.lang) + "\n")
    else:
        sys.stdout.write(REPORTERS[options.format](problems, options.lang, place))
    return int(any(problem.level == "error" for problem in problems))
