"""Exercises in another language: the same notebook in other words, and the same mark for what is written in it."""

import ast
import contextlib
import io
import json
import re
import shutil
import subprocess
import sys
import zipfile

import nbformat
import pytest
from babel.messages import pofile
from kit import EXERCISE, FIRST, LAST_AXIS, RIGHT, ROOT, SECOND

from autograder.check import check_file
from autograder.course import release, sections, translations
from autograder.course.course import Course
from autograder.course.release import read_release, read_translations
from autograder.marking import single
from autograder.services import gradescope
from autograder.submission.identity import holds
from autograder.submission.notebook import autograded_notebook, read_submission

COURSE = Course(ROOT)
EXERCISES = COURSE.exercises()
CHINESE = re.compile("[\u4e00-\u9fff]")
IN_EACH = [(exercise, language) for exercise in EXERCISES for language in exercise.languages[1:]]


def named(value):
    return getattr(value, "id", value)


def both(exercise, language):
    return release.cut(exercise).release["cells"], release.cut(exercise, language).release["cells"]


def test_every_exercise_is_there_in_chinese():
    assert [exercise.languages for exercise in EXERCISES] == [["en", "zh_CN"]] * len(EXERCISES)


@pytest.mark.parametrize(("exercise", "language"), IN_EACH, ids=named)
def test_the_translated_notebook_is_fresh_and_alone_in_its_folder(exercise, language):
    path = COURSE.release_notebook(exercise.id, language)

    assert path == ROOT / "exercises/zh" / exercise.id / f"{exercise.id}.ipynb"
    assert path.read_bytes() == release.to_bytes(release.cut(exercise, language).release)
    assert [other.name for other in path.parent.iterdir() if not other.name.startswith(".")] == [path.name]


class WithoutWords(ast.NodeTransformer):
    """Code without its texts, f-strings by the values in them."""

    def visit_Constant(self, node):
        return ast.Constant("") if isinstance(node.value, str) else node

    def visit_JoinedStr(self, node):
        return ast.Tuple(sorted((each for each in node.values if isinstance(each, ast.FormattedValue)), key=ast.dump))


@pytest.mark.parametrize(("exercise", "language"), IN_EACH, ids=named)
def test_ids_roles_and_code_are_the_same_and_the_rest_is_chinese(exercise, language):
    for english, translated in zip(*both(exercise, language), strict=True):
        assert {**english, "source": ""} == {**translated, "source": ""}
        one, other = ("".join(cell["source"]) for cell in (english, translated))
        if english["cell_type"] == "code":
            codes = [ast.dump(WithoutWords().visit(ast.parse(source))) for source in (one, other)]
            assert codes[0] == codes[1], english["id"]
            imports = [[line for line in source.splitlines() if "import" in line] for source in (one, other)]
            assert imports[0] == imports[1]
        else:
            assert CHINESE.search(other)
        if english["metadata"]:
            assert CHINESE.search(other), f"{english['id']} says nothing in Chinese"


@pytest.mark.parametrize("exercise", EXERCISES, ids=named)
def test_every_sentence_has_a_translation_that_nobody_doubts(exercise):
    known = {}
    for path in (exercise.folder / "words.zh_CN.po", COURSE.solutions / "words.zh_CN.po"):
        with path.open("rb") as file:
            known |= {each.id: each.string for each in pofile.read_po(file) if each.string and not each.fuzzy}
    asked = {text for text, _ in (*translations.of_exercise(exercise), *translations.in_common(COURSE))}

    assert len(asked) > 200
    assert [text for text in asked if release.wording.has_words(text) and text not in known] == []


@pytest.mark.parametrize("exercise", EXERCISES, ids=named)
def test_links_lead_to_the_book_and_the_install_line_stays(exercise):
    english, translated = ("".join("".join(cell["source"]) for cell in cells) for cells in both(exercise, "zh_CN"))

    pages = [re.findall(r"\]\((\.\./)+(book/[^)]+)\)", text) for text in (english, translated)]
    assert pages[0] == pages[1] and pages[0]
    folder = COURSE.release_notebook(exercise.id, "zh_CN").parent
    assert all((folder / link).is_file() for link in re.findall(r"\]\((\.\./[^)#]+)", translated))
    assert translated.count("\n# %pip install d2l==0.17.0\n") == english.count("\n# %pip install d2l==0.17.0\n") == 1


def test_the_published_edition_is_linked_where_there_is_one(make_course):
    course = make_course()
    config = 'html:\n  baseurl: "https://b.org/c"\n'
    (course.root / "_config.yml").write_text(config, encoding="utf-8")
    text = release.to_bytes(release.cut(Course(course.root).exercise(EXERCISE), "zh_CN").release).decode()
    assert "](https://b.org/c/book/02-multi-output-channels.html)" in text

    edition = "sphinx:\n  config:\n    course_editions: [{language: zh_CN, tag: zh-Hans, folder: zh, name: 中文}]\n"
    (course.root / "_config.yml").write_text(config + edition, encoding="utf-8")
    text = release.to_bytes(release.cut(Course(course.root).exercise(EXERCISE), "zh_CN").release).decode()
    assert "](https://b.org/c/zh/book/02-multi-output-channels.html)" in text


def ran(cells):
    """What the code cells print and raise from top to bottom: the texts of both."""
    namespace, printed, raised = {}, io.StringIO(), []
    with contextlib.redirect_stdout(printed):
        for cell in cells:
            try:
                exec("".join(cell["source"]) if cell["cell_type"] == "code" else "", namespace)
            except Exception as error:
                raised.append(f"{type(error).__name__}: {error}")
    return [line for line in printed.getvalue().splitlines() if line.startswith("✓")], raised


@pytest.mark.parametrize(("exercise", "language"), IN_EACH, ids=named)
def test_the_visible_checks_speak_chinese_whether_they_pass_or_not(exercise, language):
    passed, raised = ran(release.cut(exercise, language).source["cells"])
    assert (len(passed), raised) == (len(exercise.tasks), [])
    assert all(map(CHINESE.search, passed))

    passed, raised = ran(release.cut(exercise, language).release["cells"])
    assert passed == [] and len(raised) >= len(exercise.tasks)
    assert any(f"NotImplementedError: 在这里写 {exercise.tasks[0].name}" == said for said in raised)


def test_a_wrong_answer_is_answered_in_chinese_in_a_real_kernel():
    nbclient = pytest.importorskip("nbclient")
    notebook = nbformat.read(COURSE.release_notebook(EXERCISE, "zh_CN"), as_version=4)
    cells = {cell.id: cell for cell in notebook.cells}
    cells[f"answer-{FIRST}"].source = answers_of(LAST_AXIS)[FIRST]

    done = nbclient.NotebookClient(notebook, kernel_name="python3", allow_errors=True, timeout=600).execute()

    says = {
        cell.id: [(each.ename, each.evalue) for each in cell.get("outputs", ()) if "ename" in each]
        for cell in done.cells
    }
    (checked,) = says[f"checks-{FIRST}"]
    assert checked == (
        "AssertionError",
        "3 个滤波器，每个得到一张 2×2 的特征图：形状应为 (3, 2, 2)，你的是 (2, 2, 3)。",
    )
    assert says[f"answer-{FIRST}"] == [] and says[f"checks-{SECOND}"][0][0] == "NotImplementedError"


@pytest.fixture
def hand_in(tmp_path):
    """hand_in(language, code for each task) → the file of a student who works in the notebook of this language."""

    def hand_in(language, answers, stripped=False, edit=lambda notebook: None):
        notebook = nbformat.read(COURSE.release_notebook(EXERCISE, language), as_version=4)
        for cell in notebook.cells:
            if cell.id.removeprefix("answer-") in answers:
                cell.source = answers[cell.id.removeprefix("answer-")]
            if stripped:
                cell.metadata = {}
        edit(notebook)
        path = tmp_path / f"{language}.ipynb"
        nbformat.write(notebook, path)
        return path

    return hand_in


def answers_of(code):
    first, _, second = code.partition(f"def {SECOND}")
    return {FIRST: first, SECOND: f"def {SECOND}{second}"}


def marked(path, marker, box):
    released = read_release(COURSE, EXERCISE), [*read_translations(COURSE, EXERCISE).values()]
    return single.mark_submitted(marker, released[0], path, lambda: box, seed=b"s" * 16, translations=released[1])


@pytest.mark.parametrize("stripped", [False, True], ids=["with ids", "without ids"])
def test_a_wrong_answer_gets_the_same_mark_in_either_notebook(hand_in, marker, real_box, stripped):
    english, chinese = (
        marked(hand_in(language, answers_of(LAST_AXIS), stripped), marker, real_box) for language in ("en", "zh_CN")
    )

    assert english.record.tasks == chinese.record.tasks and english.record.score == 4
    assert english.record.notes == chinese.record.notes
    assert english.record.flags == chinese.record.flags == ()
    assert all("changed" not in note for note in chinese.record.notes)
    graded = chinese.notebook(read_release(COURSE, EXERCISE))
    assert sum(bool(CHINESE.search(cell.source)) for cell in graded.cells) > 10


def test_an_untouched_stub_of_either_language_is_open(hand_in, marker, real_box):
    english, chinese = (marked(hand_in(language, {}), marker, real_box).record for language in ("en", "zh_CN"))

    assert [task.answered for task in chinese.tasks] == [task.answered for task in english.tasks] == [False, False]
    assert chinese.notes == english.notes == ()


def test_a_question_counts_as_answered_when_its_text_was_changed(hand_in, marker, real_box):
    def write(notebook):
        next(cell for cell in notebook.cells if cell.id.startswith("question")).source = "因为要相加。"

    read = read_release(COURSE, EXERCISE)
    untouched = marked(hand_in("zh_CN", {}), marker, real_box).answered(read, marker.exercise)
    written = marked(hand_in("zh_CN", {}, edit=write), marker, real_box).answered(read, marker.exercise)

    assert (untouched, written) == (frozenset(), frozenset({"why_all_inputs"}))


def test_a_changed_check_is_put_back_in_its_own_language(hand_in):
    def weaken(notebook):
        cell = next(cell for cell in notebook.cells if cell.id == f"checks-{FIRST}")
        cell.source = "print('✓')"

    path = hand_in("zh_CN", answers_of(RIGHT), edit=weaken)
    submission = read_submission(
        path, read_release(COURSE, EXERCISE), translations=[*read_translations(COURSE, EXERCISE).values()]
    )

    assert submission.notes == (f"The cell 'test_{FIRST}' was changed; it was put back as it was handed out.",)
    cells = autograded_notebook(submission, read_release(COURSE, EXERCISE)).cells
    back = next(cell for cell in cells if cell.metadata.get("nbgrader", {}).get("grade_id") == f"test_{FIRST}")
    assert "3 个滤波器" in back.source


def test_a_chinese_notebook_without_ids_is_known_by_its_title():
    notebook = {"cells": [{"source": "# 多个输出通道"}, {"source": f"def {FIRST}(X, K): pass"}]}

    assert holds(COURSE, EXERCISE, json.dumps(notebook, ensure_ascii=False).encode())
    assert holds(COURSE, EXERCISE, json.dumps(notebook).encode())
    assert not holds(COURSE, "ex01_multi_input", json.dumps(notebook).encode())


def test_check_answers_in_the_language_of_the_file_without_solutions(make_course, hand_in):
    course = make_course()
    shutil.rmtree(course.solutions)

    chinese = check_file(course, EXERCISE, hand_in("zh_CN", answers_of(LAST_AXIS)))
    english = check_file(course, EXERCISE, hand_in("en", answers_of(LAST_AXIS)))

    assert [task.passed for task in chinese.tasks] == [task.passed for task in english.tasks] == [False, True]
    assert chinese.tasks[0].says.startswith("3 个滤波器，") and english.tasks[0].says.startswith("3 filters, ")
    assert chinese.notes == english.notes == ()


def test_markers_read_model_answer_and_rubric_in_chinese_and_no_zip_holds_them(tmp_path):
    exercise = COURSE.exercise("ex01_multi_input")
    english, chinese = (release.guides(exercise, language)["grey_or_colour"] for language in ("en", "zh"))

    assert [(item.key, item.points) for item in english.items] == [(item.key, item.points) for item in chinese.items]
    assert chinese.answer.startswith("灰度图像的每个像素") and english.answer.startswith("The grey image")
    assert all(CHINESE.search(item.text) for item in chinese.items)

    path = gradescope.package(COURSE, exercise.id, tmp_path / "g.zip")
    with zipfile.ZipFile(path) as archive:
        texts = {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}
    assert f"exercises/zh/{exercise.id}/{exercise.id}.ipynb" in texts
    words = texts[f"solutions/{exercise.id}/words.zh_CN.po"] + texts["solutions/words.zh_CN.po"]
    assert "特征图不能是负数" in words and "印出来的例子就是答案" in words
    secret = [item.text for guide in (english, chinese) for item in guide.items] + [chinese.answer, english.answer]
    flat = {name: " ".join(text.replace('"\n"', "").split()) for name, text in texts.items()}
    assert [(name, text) for name in flat for text in secret if text in flat[name]] == []


def test_a_course_without_translations_has_one_notebook_and_no_word_about_it(make_course):
    course = make_course()
    exercise = course.exercise(EXERCISE)
    (exercise.folder / "words.zh_CN.po").unlink()

    changed = release.write(course, exercise)

    assert exercise.languages == ["en"]
    assert not course.release_notebook(EXERCISE, "zh_CN").exists(), "what can no longer be cut is taken away"
    assert course.release_notebook(EXERCISE) not in changed


@pytest.fixture
def translate(make_course):
    """translate(option, …) → what `book/translate.py --exercises` says in a course of its own, and that course."""
    course = make_course()
    (course.root / "book").mkdir()
    shutil.copytree(ROOT / "book/_extensions", course.root / "book/_extensions")
    for file in (ROOT / "book").glob("*.py"):
        shutil.copy(file, course.root / "book")

    def translate(*options):
        command = [sys.executable, "book/translate.py", "--exercises", *options]
        done = subprocess.run(command, cwd=course.root, capture_output=True, text=True, check=False)
        assert done.stderr == ""
        return done.returncode, done.stdout

    return course, translate


def test_a_changed_sentence_is_named_until_somebody_has_read_it_again(translate):
    course, translate = translate
    folder = course.solutions / EXERCISE
    assert translate("--check") == (0, "every sentence is translated\n")
    for name, old, new in (
        ("notebook.py", "Three people make three maps.", "So three people make three maps."),
        ("notebook.py", "One filter is allowed too:", "One filter alone is allowed too:"),
        ("hidden_tests.py", "Each filter makes its own output channel", "Each filter makes an output channel"),
        ("wrong_answers/corr2d_multi_in_out.toml", "there are always two filters.", "there are two filters."),
    ):
        text = (folder / name).read_text(encoding="utf-8")
        assert text.count(old) == 1
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")

    status, said = translate("--check")
    assert status == 1 and said.count("words.zh_CN.po: lacks “") == 4
    translate()
    status, said = translate("--check")
    lines = re.findall(r"^solutions/ex02_multi_output/words\.zh_CN\.po:(\d+): changed in English: “", said, re.M)
    assert (status, len(lines)) == (1, 4)

    file = folder / "words.zh_CN.po"
    read_again = (
        file.read_text(encoding="utf-8").replace("#, fuzzy\n", "").replace("三个人画出三张图", "三个人画 `X` 张图")
    )
    file.write_text(read_again, encoding="utf-8")
    status, said = translate("--check")
    assert status == 1 and said.count(": code differ: with X: “") == 1


def test_a_sentence_without_translation_is_english_and_the_rest_chinese(make_course):
    course = make_course()
    exercise = course.exercise(EXERCISE)
    notebook = exercise.folder / "notebook.py"
    text = notebook.read_text(encoding="utf-8")
    notebook.write_text(text.replace("Write three or four sentences.", "Write four sentences."), encoding="utf-8")

    cells = release.cut(exercise, "zh_CN").release["cells"]

    said = "".join("".join(cell["source"]) for cell in cells)
    assert "Write four sentences." in said and "# 多个输出通道" in said


def test_the_section_to_read_is_called_as_the_chinese_book_calls_it():
    exercise = Course(ROOT).exercise(EXERCISE)
    place = "book/02-multi-output-channels#weight-axes"
    assert sections.title(exercise, place) == "The weight has four axes"
    with exercise.speaking("zh"):
        assert re.search("权重.*轴", sections.title(exercise, place))
        assert sections.title(exercise, "book/no-such-page#anywhere") == ""
