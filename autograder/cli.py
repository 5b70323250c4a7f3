"""The command line: one parser, one function a command. Heavy imports wait until a command needs them.

Exit status: 0 done; 1 something was graded as failed or a check fell short; 2 wrong use or an unreadable course.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from autograder import __version__, arguments, lean_imports
from autograder.classroom.formats import FORMATS
from autograder.course.exercise import Course, find_course
from autograder.errors import AutograderError, CourseError, WrongUse, refused
from autograder.plain_text import encodable_output

KINDS = ("numbers", "text", "table", "tensor", "plot", "class")  # of exercises that `init` and `new` write
Handler = Callable[[argparse.Namespace, Course], int]


def main(line: Sequence[str] | None = None) -> int:
    """Run one command; the exit status."""
    encodable_output()
    options = parser().parse_args(line)
    lean_imports.prepare()
    try:
        course = (
            Course(Path.cwd()) if options.anywhere else find_course(options.course, given=options.course is not None)
        )
        return options.run(options, course)
    except AutograderError as error:
        print(f"autograder: {error}", file=sys.stderr)
        return error.exit_status
    except KeyboardInterrupt:
        print("autograder: stopped. What was finished is kept; run the command again to go on", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of a pipe has left
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        told = refused(error)
        if told is None:
            raise
        print(f"autograder: {told}", file=sys.stderr)
        return told.exit_status


def parser() -> argparse.ArgumentParser:
    """All commands and their options."""
    top = arguments.Parser(
        prog="autograder",
        description="Marks notebooks behind a wall: hidden tests on one side, student code on the other.",
        epilog="Example: autograder check ex02_multi_output my_notebook.ipynb. "
        "Exit status: 0 done, 1 something fell short, 2 wrong use or an unreadable course.",
    )
    top.add_argument("--version", action="version", version=__version__)
    command = _Commands(top)
    _for_one_file(command)
    _for_a_class(command)
    _for_marks(command)
    _for_markers(command)
    _for_the_machine_and_the_author(command)
    return top


class _Commands:
    """Adds commands to a parser, each with its help, an example and its handler."""

    def __init__(self, top: argparse.ArgumentParser):
        self._commands = top.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def __call__(
        self, name: str, run: Handler, says: str, example: str, *, anywhere: bool = False
    ) -> argparse.ArgumentParser:
        sub = self._commands.add_parser(
            name, help=says, description=says[0].upper() + says[1:] + ".", epilog=f"Example: {example}"
        )
        if not anywhere:
            help_of_course = "the course's folder (default: this one or one above)"
            sub.add_argument("--course", type=arguments.path, metavar="DIR", help=help_of_course)
        sub.set_defaults(run=run, anywhere=anywhere)
        return sub


def _for_one_file(command: _Commands) -> None:
    sub = command(
        "release", _release, "cut the exercises out of their solutions", "autograder release ex02_multi_output"
    )
    sub.add_argument("exercises", nargs="*", metavar="EXERCISE", help="its id (default: all)")

    sub = command("verify", _verify, "try every rule of a good exercise", "autograder verify")
    sub.add_argument("exercises", nargs="*", metavar="EXERCISE", help="its id (default: all)")
    sub.add_argument("--strict", action="store_true", help="count advice as a broken rule")
    sub.add_argument("--edits", action="store_true", help="make small slips in the right answers: do the tests notice?")

    sub = command(
        "check", _check, "run the visible checks on your own notebook", "autograder check ex02_multi_output mine.ipynb"
    )
    _exercise_and_file(sub)

    sub = command(
        "mark", _mark, "mark one file with the hidden tests; writes nothing", "autograder mark ex02_multi_output a.py"
    )
    _exercise_and_file(sub)
    sub.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
    sub.add_argument("--seed", type=arguments.seed, metavar="HEX", help="replay a mark with the seed of its record")
    _trust(sub)


def _for_a_class(command: _Commands) -> None:
    sub = command(
        "collect", _collect, "take in an LMS download", "autograder collect ex02_multi_output submissions.zip"
    )
    _exercise(sub)
    sub.add_argument("archive", type=arguments.path, metavar="ARCHIVE", help="an LMS's zip or tar, or a folder")
    sub.add_argument(
        "--roster",
        type=arguments.path,
        metavar="CSV",
        help="a class list, read in first",
    )

    says = "read a class list in, or print who is in the class"
    sub = command("roster", _roster, says, "autograder roster class.csv")
    sub.add_argument(
        "file",
        nargs="?",
        type=arguments.path,
        metavar="FILE",
        help="a CSV of an LMS, or a plain one",
    )

    says = "give one student another due date"
    example = 'autograder extend ex02_multi_output ada --until "2027-01-20T18:00+01:00"'
    sub = command("extend", _extend, says, example)
    _exercise(sub)
    sub.add_argument("student", type=arguments.text, metavar="STUDENT", help="the student's id")
    sub.add_argument("--until", required=True, type=arguments.text, metavar="TIME", help="an ISO time with its zone")

    sub = command(
        "grade", _grade, "grade a whole class into the gradebook", "autograder grade ex02_multi_output --jobs 2"
    )
    _exercise_or_all(sub)
    sub.add_argument(
        "--jobs", type=arguments.count, metavar="N", help="processes (default: one a core, fewer for a small class)"
    )
    sub.add_argument(
        "--cluster", type=arguments.text, metavar="ADDRESS", help="a Dask scheduler, such as tcp://host:8786"
    )
    sub.add_argument(
        "--student", type=arguments.text, action="append", metavar="S", help="only this student (may be repeated)"
    )
    sub.add_argument("--task", type=arguments.text, metavar="T", help="only this task; other marks stay")
    sub.add_argument("--force", action="store_true", help="mark again what is already marked")
    _gradebook(sub)
    _trust(sub)


def _for_marks(command: _Commands) -> None:
    sub = command("report", _report, "write the class at a glance", "autograder report ex02_multi_output")
    _exercise_or_all(sub)
    sub.add_argument("--names", action="store_true", help="show names beside near-identical answers")
    sub.add_argument("--serve", action="store_true", help="a page on this machine that renews itself")
    sub.add_argument("--port", type=int, default=0, metavar="N", help="of --serve (default: a free one)")
    _gradebook(sub)

    sub = command("export", _export, "write the marks for the LMS", "autograder export ex02_multi_output --to canvas")
    _exercise_or_all(sub)
    sub.add_argument("--to", required=True, choices=list(FORMATS))
    sub.add_argument("--output", type=arguments.path, metavar="FILE", help="default: classroom/export/")
    _gradebook(sub)

    says = "take the feedback back to the students"
    sub = command("return", _return, says, "autograder return ex02_multi_output --to moodle")
    _exercise(sub)
    sub.add_argument("--to", required=True, choices=["moodle", "canvas", "mail", "folder"])
    sub.add_argument("--output", type=arguments.path, metavar="PATH", help="default: classroom/return/")
    _gradebook(sub)

    says = "show how a student's marks came about, or what each run of grade has changed"
    sub = command("history", _history, says, "autograder history ex02_multi_output ada")
    _exercise(sub)
    sub.add_argument("student", nargs="?", type=arguments.text, metavar="STUDENT", help="the student's id")
    help_of_run = "give back the marks that this run of grade has changed (default: the last run that changed any)"
    sub.add_argument("--take-back", nargs="?", const="last", type=arguments.text, metavar="RUN", help=help_of_run)
    _gradebook(sub)

    says = "remove one student everywhere, after listing it"
    sub = command("forget", _forget, says, "autograder forget ada")
    sub.add_argument("student", type=arguments.text, metavar="STUDENT", help="the student's id")
    sub.add_argument("--yes", action="store_true", help="remove without asking")
    _gradebook(sub)

    sub = command(
        "package",
        _package,
        "make the zip that an autograding service runs",
        "autograder package ex02_multi_output --for gradescope",
    )
    _exercise(sub)
    sub.add_argument("--for", dest="service", required=True, choices=["gradescope", "classroom50"])
    sub.add_argument("--output", type=arguments.path, metavar="FILE", help="default: build/")


def _for_markers(command: _Commands) -> None:
    says = "open a student's work in JupyterLab, in a box"
    sub = command("open", _open, says, "autograder open ex02_multi_output ada")
    _exercise(sub)
    sub.add_argument("student", type=arguments.text, metavar="STUDENT", help="the student's id")
    sub.add_argument("--no-browser", action="store_true", help="print the address only")

    says = "split what persons mark among several markers"
    sub = command("pile", _pile, says, "autograder pile ex02_multi_output --of 3")
    _exercise(sub)
    sub.add_argument("--of", type=arguments.count, metavar="N", help="so many piles (1: no split)")
    sub.add_argument("--by", choices=["student", "question"], help="what a pile is made of (default: students)")
    sub.add_argument("--anonymous", choices=["on", "off"], help="hide names in formgrader while marking")
    _gradebook(sub)

    says = "list who asks to look at a mark again, take requests down, answer them"
    sub = command("requests", _requests, says, 'autograder requests --answer 3 --says "You are right: 4 points."')
    sub.add_argument("exercise", nargs="?", default="", metavar="EXERCISE", help="its id (default: all)")
    sub.add_argument("student", nargs="?", type=arguments.text, metavar="STUDENT", help="take down what they --says")
    sub.add_argument("--task", default="", metavar="T", help="the task or question that it is about")
    sub.add_argument("--says", type=arguments.text, metavar="TEXT", help="what was asked, or the answer")
    sub.add_argument("--answer", type=arguments.count, metavar="N", help="answer the request of this number")
    sub.add_argument("--from", dest="file", type=arguments.path, metavar="CSV", help="take down all of a table")
    _gradebook(sub)


def _for_the_machine_and_the_author(command: _Commands) -> None:
    says = "say which walls stand on this machine, and what to install"
    command("doctor", _doctor, says, "autograder doctor", anywhere=True)

    says = "make a course out of an empty folder"
    sub = command("init", _init, says, "autograder init my_course --kind text", anywhere=True)
    sub.add_argument("folder", nargs="?", type=arguments.path, default=Path(), metavar="DIR", help="default: this one")
    _kind(sub)
    sub.add_argument("--book", action="store_true", help="with a Jupyter Book of one page")
    sub.add_argument("--title", type=arguments.text, metavar="TITLE", help="default: the folder's name")
    sub.add_argument("--exercise", default="ex01_first", metavar="ID", help="of its first one (default: ex01_first)")

    sub = command("new", _new, "write the skeleton of a new exercise", "autograder new ex07_transposed")
    _exercise(sub)
    _kind(sub)


def _kind(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "--kind", choices=KINDS, help="what it works with (default: tensor where torch is installed, else numbers)"
    )


def _exercise(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("exercise", metavar="EXERCISE", help="its id, such as ex02_multi_output")


def _exercise_or_all(sub: argparse.ArgumentParser) -> None:
    which = sub.add_mutually_exclusive_group(required=True)
    which.add_argument("exercise", nargs="?", metavar="EXERCISE", help="its id, such as ex02_multi_output")
    which.add_argument("--all", action="store_true", help="every exercise of the course; an export has its total")


def _exercise_and_file(sub: argparse.ArgumentParser) -> None:
    _exercise(sub)
    sub.add_argument("file", type=arguments.path, metavar="FILE", help="a notebook (.ipynb) or a Python file (.py)")


def _gradebook(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--db", type=arguments.text, metavar="URL", help="another gradebook (nbgrader's db_url)")


def _trust(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "--trust-submissions",
        action="store_true",
        help="go on although a wall is missing: you have read the code",
    )


def _chosen(course: Course, ids: Sequence[str]) -> list:
    chosen = [course.exercise(exercise_id) for exercise_id in (ids or course.exercise_ids())]
    if not chosen:
        raise CourseError(f"{course.solutions}: holds no exercise. Write one: `autograder new ex01_first`")
    return chosen


def _release(options: argparse.Namespace, course: Course) -> int:
    from autograder.authoring import practice
    from autograder.course import release

    exercises = _chosen(course, options.exercises)
    for exercise in exercises:  # all are cut before any is written: nothing is half released
        release.cut(exercise)
    for exercise in exercises:
        changed = [*release.write(course, exercise), *practice.write(course, exercise)]
        print(f"{exercise.id}: {'written' if changed else 'unchanged'}")
    return 0


def _verify(options: argparse.Namespace, course: Course) -> int:
    from autograder.authoring import verify

    chosen = _chosen(course, options.exercises)
    return verify.run_edits(course, chosen) if options.edits else verify.run(course, chosen, strict=options.strict)


def _check(options: argparse.Namespace, course: Course) -> int:
    from autograder import check

    result = check.check_file(course, options.exercise, options.file)
    print(result.in_terminal())
    return 0 if result.passed else 1


def _mark(options: argparse.Namespace, course: Course) -> int:
    from autograder.wall import ahead

    with ahead.started(course.released_data(options.exercise)):
        from autograder.marking import single

        record = single.mark_file(
            course, options.exercise, options.file, seed=options.seed, trust=options.trust_submissions
        )
    if options.json:
        in_utf8 = "utf" in (sys.stdout.encoding or "").lower()  # elsewhere a replaced letter would be another value
        print(json.dumps(record.to_json(), ensure_ascii=not in_utf8))
    else:
        from autograder import terminal

        terminal.show_record(record)
    return 0 if record.passed else 1


def _collect(options: argparse.Namespace, course: Course) -> int:
    from autograder.collecting import collect

    return collect.run(course, options.exercise, options.archive, options.roster)


def _roster(options: argparse.Namespace, course: Course) -> int:
    from autograder.collecting import roster

    return roster.run(course, options.file)


def _extend(options: argparse.Namespace, course: Course) -> int:
    from autograder.classroom import settle

    return settle.extend(course, options.exercise, options.student, options.until)


def _grade(options: argparse.Namespace, course: Course) -> int:
    from autograder.classroom import grade

    wishes = grade.Wishes(
        jobs=options.jobs,
        cluster=options.cluster,
        students=tuple(options.student or ()),
        task=options.task,
        force=options.force,
        trust=options.trust_submissions,
        db_url=options.db,
    )
    if not options.all:
        return grade.run(course, options.exercise, wishes)
    if wishes.students or wishes.task:
        raise WrongUse("--all: grades everybody's exercises. Name one exercise beside --student or --task")
    from autograder.classroom import whole_course

    return whole_course.each(
        course, whole_course.handed_in(course), lambda exercise_id: grade.run(course, exercise_id, wishes)
    )


def _report(options: argparse.Namespace, course: Course) -> int:
    from autograder.classroom import report, report_live, whole_course

    if options.serve:
        if options.all:
            raise WrongUse("--serve: shows one exercise. Name it in the place of --all")
        serve, port = report_live.serve, options.port
        return serve(course, options.exercise, names=options.names, db_url=options.db, port=port)
    if options.all:
        return whole_course.run_report(course, names=options.names, db_url=options.db)
    return report.run(course, options.exercise, names=options.names, db_url=options.db)


def _open(options: argparse.Namespace, course: Course) -> int:
    from autograder.classroom import open_work

    return open_work.run(course, options.exercise, options.student, browser=not options.no_browser)


def _pile(options: argparse.Namespace, course: Course) -> int:
    from autograder.classroom import piles

    anonymous = None if options.anonymous is None else options.anonymous == "on"
    how = {"of": options.of, "by": options.by, "anonymous": anonymous, "db_url": options.db}
    return piles.run(course, options.exercise, **how)


def _requests(options: argparse.Namespace, course: Course) -> int:
    from autograder.classroom import requests_desk

    if options.file is not None:
        return requests_desk.take_in(course, options.file)
    if options.answer is None and options.student is None:
        return requests_desk.show(course, options.exercise)
    if options.says is None:
        raise WrongUse('--says: is missing. Write what was said: --says "…"')
    if options.answer is not None:
        return requests_desk.answer(course, options.answer, options.says, options.db)
    return requests_desk.ask(course, options.exercise, options.student, options.task, options.says)


def _export(options: argparse.Namespace, course: Course) -> int:
    from autograder.classroom import export, whole_course

    if options.all:
        return whole_course.run_export(course, to=options.to, output=options.output, db_url=options.db)
    return export.run(course, options.exercise, to=options.to, output=options.output, db_url=options.db)


def _return(options: argparse.Namespace, course: Course) -> int:
    from autograder.classroom import hand_back

    return hand_back.run(course, options.exercise, to=options.to, output=options.output, db_url=options.db)


def _history(options: argparse.Namespace, course: Course) -> int:
    if options.take_back is not None:
        from autograder.classroom import take_back

        return take_back.run(course, options.exercise, options.take_back, options.student, options.db)
    from autograder.classroom import history_screen

    return history_screen.run(course, options.exercise, options.student, options.db)


def _forget(options: argparse.Namespace, course: Course) -> int:
    from autograder.classroom import forget

    return forget.run(course, options.student, yes=options.yes, db_url=options.db)


def _package(options: argparse.Namespace, course: Course) -> int:
    from autograder.services import classroom50, gradescope

    services = {"gradescope": gradescope, "classroom50": classroom50}
    return services[options.service].run(course, options.exercise, output=options.output)


def _doctor(options: argparse.Namespace, course: Course) -> int:
    from autograder.wall import doctor

    return doctor.run()


def _new(options: argparse.Namespace, course: Course) -> int:
    from autograder.authoring import new

    return new.run(course, options.exercise, options.kind)


def _init(options: argparse.Namespace, course: Course) -> int:
    from autograder.authoring import init

    wishes = init.Wishes(options.kind, options.book, options.title, options.exercise)
    return init.run(options.folder, wishes)
