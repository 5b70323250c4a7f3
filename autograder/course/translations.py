"""What a catalogue of an exercise translates: every sentence of its files that students or markers read.

`solutions/<id>/words.<language>.po` is the catalogue of an exercise, `solutions/words.<language>.po` that of the texts
that exercises share. An exercise with a catalogue has a notebook in that language; what lacks a translation is English.
"""

import io
from collections.abc import Iterator
from functools import partial

from autograder.course import beliefs, release, wording
from autograder.course.course import Course
from autograder.course.exercise import Exercise


def of_exercise(exercise: Exercise) -> Iterator[tuple[str, str]]:
    """Each sentence and the file that it is from, below `solutions/`."""
    yield exercise.title, f"{exercise.id}/exercise.toml"
    for sentence in release.sentences(exercise):
        yield sentence, f"{exercise.id}/notebook.py"
    for sentence in _of_guides(exercise):
        yield sentence, f"{exercise.id}/notebook.py"
    tests = exercise.folder / "hidden_tests.py"
    if tests.exists():
        for sentence in wording.messages(tests.read_text(encoding="utf-8")):
            yield sentence, f"{exercise.id}/hidden_tests.py"
    for path in sorted((exercise.folder / "wrong_answers").glob("*.toml")):
        for sentence in beliefs.sentences(path):
            yield sentence, f"{exercise.id}/wrong_answers/{path.name}"


def in_common(course: Course) -> Iterator[tuple[str, str]]:
    """The sentences of beliefs that several exercises share."""
    path = course.solutions / beliefs.COMMON
    if path.exists():
        yield from ((sentence, beliefs.COMMON) for sentence in beliefs.sentences(path))


def without_guides(exercise: Exercise, catalogue: bytes) -> bytes:
    """The catalogue of an exercise without model answers and rubrics: for a service that only runs tests."""
    from babel.messages import pofile

    kept, written = pofile.read_po(io.BytesIO(catalogue)), io.BytesIO()
    for sentence in _of_guides(exercise):
        kept.delete(sentence)
    pofile.write_po(written, kept)
    return written.getvalue()


def _of_guides(exercise: Exercise) -> Iterator[str]:
    for guide in release.guides(exercise).values():
        yield from wording.collected(partial(wording.markdown, guide.answer))
        yield from (item.text for item in guide.items)
