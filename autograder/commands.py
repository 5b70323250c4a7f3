"""What each command does, called by `cli` with its parsed options; each imports what it needs when it is called.

Exit status: 0 done; 1 something was graded as failed or a check fell short.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace

from autograder.course.course import Course
from autograder.course.exercise import Exercise
from autograder.errors import CourseError, WrongUse
from autograder.verdict import Record


def _chosen(course: Course, ids: Sequence[str]) -> list:
    chosen = [course.exercise(exercise_id) for exercise_id in (ids or course.exercise_ids())]
    if not chosen:
        raise CourseError(f"{course.solutions}: holds no exercise. Write one: `autograder new ex01_first`")
    return chosen


def release(options: argparse.Namespace, course: Course) -> int:
    from autograder.authoring import practice
    from autograder.course import release

    exercises = _chosen(course, options.exercises)
    for exercise in exercises:  # all are cut before any is written: nothing is half released
        release.cut(exercise)
    for exercise in exercises:
        changed = [*release.write(course, exercise), *practice.write(course, exercise)]
        print(f"{exercise.id}: {'written' if changed else 'unchanged'}")
    return 0


def verify(options: argparse.Namespace, course: Course) -> int:
    from autograder.authoring import verify

    chosen = _chosen(course, options.exercises)
    return verify.run_edits(course, chosen) if options.edits else verify.run(course, chosen, strict=options.strict)


def check(options: argparse.Namespace, course: Course) -> int:
    from autograder import check

    result = check.check_file(course, options.exercise, options.file)
    print(replace(result, language=options.language or course.language))
    return 0 if result.passed else 1


def mark(options: argparse.Namespace, course: Course) -> int:
    from autograder.wall import ahead

    with ahead.started(course.released_data(options.exercise)):
        from autograder.marking import single

        record = single.mark_file(
            course, options.exercise, options.file, seed=options.seed, trust=options.trust_submissions
        )
    exercise = course.exercise(options.exercise)
    with exercise.speaking(options.language or exercise.language or course.language):
        _show(record, exercise, as_json=options.json)
    return 0 if record.passed else 1


def _show(record: Record, exercise: Exercise, *, as_json: bool) -> None:
    if as_json:
        in_utf8 = "utf" in (sys.stdout.encoding or "").lower()  # elsewhere a replaced letter would be another value
        print(json.dumps(record.again().to_json(), ensure_ascii=not in_utf8))
    else:
        from autograder import terminal

        terminal.show_record(record, [question.points for question in exercise.questions])


def collect(options: argparse.Namespace, course: Course) -> int:
    from autograder.collecting import collect

    return collect.run(course, options.exercise, options.archive, options.roster)


def roster(options: argparse.Namespace, course: Course) -> int:
    from autograder.collecting import roster

    return roster.run(course, options.file)


def extend(options: argparse.Namespace, course: Course) -> int:
    from autograder.classroom import settle

    return settle.extend(course, options.exercise, options.student, options.until)


def grade(options: argparse.Namespace, course: Course) -> int:
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


def report(options: argparse.Namespace, course: Course) -> int:
    from autograder.classroom import report, report_live, whole_course

    how = {"names": options.names, "db_url": options.db, "language": options.language or ""}
    if options.serve:
        if options.all:
            raise WrongUse("--serve: shows one exercise. Name it in the place of --all")
        serve, port = report_live.serve, options.port
        return serve(course, options.exercise, **how, port=port)
    if options.all:
        return whole_course.run_report(course, **how)
    return report.run(course, options.exercise, **how)


def open_lab(options: argparse.Namespace, course: Course) -> int:
    from autograder.classroom import open_work

    return open_work.run(course, options.exercise, options.student, browser=not options.no_browser)


def pile(options: argparse.Namespace, course: Course) -> int:
    from autograder.classroom import piles

    anonymous = None if options.anonymous is None else options.anonymous == "on"
    how = {"of": options.of, "by": options.by, "anonymous": anonymous, "db_url": options.db}
    return piles.run(course, options.exercise, **how)


def requests(options: argparse.Namespace, course: Course) -> int:
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


def export(options: argparse.Namespace, course: Course) -> int:
    from autograder.classroom import export, whole_course

    if options.all:
        return whole_course.run_export(course, to=options.to, output=options.output, db_url=options.db)
    return export.run(course, options.exercise, to=options.to, output=options.output, db_url=options.db)


def give_back(options: argparse.Namespace, course: Course) -> int:
    from autograder.classroom import hand_back

    return hand_back.run(course, options.exercise, to=options.to, output=options.output, db_url=options.db)


def history(options: argparse.Namespace, course: Course) -> int:
    if options.take_back is not None:
        from autograder.classroom import take_back

        return take_back.run(course, options.exercise, options.take_back, options.student, options.db)
    from autograder.classroom import history_screen

    return history_screen.run(course, options.exercise, options.student, options.db)


def forget(options: argparse.Namespace, course: Course) -> int:
    from autograder.classroom import forget

    return forget.run(course, options.student, yes=options.yes, db_url=options.db)


def package(options: argparse.Namespace, course: Course) -> int:
    from autograder.services import classroom50, gradescope

    services = {"gradescope": gradescope, "classroom50": classroom50}
    return services[options.service].run(course, options.exercise, output=options.output)


def doctor(options: argparse.Namespace, course: Course) -> int:
    from autograder.wall import doctor

    return doctor.run()


def new(options: argparse.Namespace, course: Course) -> int:
    from autograder.authoring import new

    return new.run(course, options.exercise, options.kind)


def init(options: argparse.Namespace, course: Course) -> int:
    from autograder.authoring import init

    wishes = init.Wishes(options.kind, options.book, options.title, options.exercise)
    return init.run(options.folder, wishes)
