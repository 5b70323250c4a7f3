"""Which values cross the wall: each kind comes back as it was, and no claim of any shape does more than be wrong."""

import collections
import dataclasses
import datetime
import decimal
import enum
import fractions
import itertools
import json
import struct
import zoneinfo

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.crossing.apart import take_apart
from autograder.crossing.iterators import taken
from autograder.crossing.kinds import Figure, Record
from autograder.inside import convert
from autograder.marking.difference import sentence
from autograder.marking.values import Raises, from_wire, in_words, same
from autograder.marking.written import to_data
from autograder.wire import KINDS, MAX_ITEMS, Other, Parts, RawTensor, WireError, decode, encode

mpl.use("agg")
import matplotlib.pyplot as plt


class Colour(enum.Enum):
    RED, BLUE = 1, 2


@dataclasses.dataclass
class Point:
    x: float
    y: list


Pair = collections.namedtuple("Pair", "low high")


def crossed(value):
    """What the keeper gets of a value that a student returns."""
    return from_wire(decode(encode(take_apart(value))))


def as_argument(value, **namespace):
    """What a student's function gets of a value that a hidden test sends."""
    arguments = convert.Arguments(namespace, lambda number: None)
    return convert.to_python(decode(encode(take_apart(value))), arguments)


def drawing(title="T", ys=(3, 1, 2), **labels):
    figure, axes = plt.subplots()
    axes.plot([0, 1, 2], ys, label="run")
    axes.set(title=title, **labels)
    plt.close(figure)
    return figure


FRAME = pd.DataFrame({"g": ["b", "a", "a"], "x": [1.0, 2.0, np.nan], "n": [1, 2, 3]})
# a right value of each kind, wrong ones, and what is said of each
CASES = [
    (True, [(1, "Expected a bool, got an int, 1"), (False, "It gives False, expected True")]),
    (2**80, [(2**80 + 1, "It gives 1208925819614629174706177, expected 1208925819614629174706176")]),
    (0.5, [(fractions.Fraction(1, 2), "Expected a float, got a Fraction"), (0.25, "It gives 0.25, expected 0.5")]),
    (1 + 2j, [(1 + 3j, "It gives (1+3j), expected (1+2j)")]),
    (
        "a cat",
        [
            ("A cat", "Only upper and lower case differ"),
            ("a  cat", "Only blanks differ: it gives 'a␣␣cat'"),
            ("a cat\n", "expected 'a cat'"),
            (b"a cat", "Expected a str, got bytes"),
        ],
    ),
    ("x" * 60 + "abc", [("x" * 60 + "abd", "The texts differ from character 62 on")]),
    (b"ab", [(b"ac", "It gives b'ac', expected b'ab'")]),
    (
        {"a": 1, "b": 2},
        [
            ({"a": 1}, "A key is missing: 'b'."),
            ({"a": 1, "b": 2, "c": 3}, "A key is too many: 'c'."),
            ({"a": 1, "b": 3}, "The value of key 'b' is 3, expected 2."),
            ({"a": 1, "B": 2}, "A key is missing: 'b'; a key is too many: 'B'."),
            ({"a": 1, "b": 2.0}, "The value of key 'b' is 2.0, a float; expected 2, an int."),
            ([1], "Expected a dict, got a list"),
        ],
    ),
    (
        {1: "a"},
        [
            ({"1": "a"}, "The key '1' is a str; expected the key 1, an int."),
            ({True: "a"}, "The key True is a bool; expected the key 1, an int."),
            ({1.0: "a"}, "The key 1.0 is a float; expected the key 1, an int."),
        ],
    ),
    (
        {"a": {"b": [1, 2]}},
        [({"a": {"b": [1, 3]}}, "The value of key 'a': the value of key 'b': entry 1 is 3, expected 2.")],
    ),
    ({1, 2}, [({1, 3}, "In the set 2 is missing, 3 is too many."), ([1, 2], "Expected a set, got a list")]),
    (fractions.Fraction(1, 3), [(fractions.Fraction(1, 2), "It gives Fraction(1, 2), expected Fraction(1, 3)")]),
    (
        decimal.Decimal("1.5"),
        [(decimal.Decimal("1.4"), "Decimal('1.4')"), (1.5, "Expected a Decimal, got a float, 1.5")],
    ),
    (datetime.date(2024, 2, 29), [(datetime.date(2024, 3, 1), "It gives 2024-03-01, expected 2024-02-29.")]),
    (
        datetime.datetime(2024, 1, 1, 8, tzinfo=datetime.UTC),
        [(datetime.datetime(2024, 1, 1, 8), "It has no time zone, expected one")],
    ),
    (datetime.timedelta(hours=1), [(datetime.timedelta(hours=2), "datetime.timedelta(seconds=7200)")]),
    (
        Point(1.0, [2]),
        [(Point(1.0, [3]), "Field `y`: entry 0 is 3, expected 2."), ((1.0, [2]), "Expected a Point, got a tuple")],
    ),
    (Pair(1, 2), [(Pair(1, 3), "Field `high` is 3, expected 2."), ((1, 2), "Expected a Pair, got a tuple")]),
    (
        range(0, 4, 2),
        [
            (range(0, 5, 2), "The range gives 3 values, expected 2."),
            (collections.deque([0, 3]), "Of the deque: entry 1 is 3, expected 2."),
            ([0, 2], "Expected a range, got a list"),
        ],
    ),
    (
        [0, 2],
        [
            (range(0, 4, 2), "Expected a list, got a range: `list(…)` makes one of it."),
            ({0: 1}.keys(), "Expected a list, got a dict_keys"),
            (None, "Expected a list of 2 values, got None"),
            (np.array([0, 2]), "Expected a list of 2 values, got a NumPy array"),
        ],
    ),
    (["a"], [("a", "Expected a list of 1 value, got a str"), ([None], "Entry 0 is None (is there a `return`?)")]),
    ([{"a": 1}], [([{"a": 2}], "Entry 0: the value of key 'a' is 2, expected 1."), ([{}], "a key is missing: 'a'")]),
    (None, [(0, "Expected None, got an int, 0.")]),
    (5, [(len, "got a function that was not called"), (int, "got a class, not an object of it")]),
    (
        "\u00e9 a",
        [
            ("e\u0301 a", "The texts look the same, but character 0 is U+0065, expected U+00E9."),
            ("\u00e9\u00a0a", "character 1 is U+00A0, expected U+0020."),
        ],
    ),
    ("stra\u00dfe", [("strasse", "It gives 'strasse', expected 'stra\u00dfe'.")]),
    (Colour.RED, [(Colour.BLUE, "Field `name` is 'BLUE', expected 'RED'."), (1, "Expected a Colour, got an int.")]),
    (
        pd.Series([1, 2], index=pd.period_range("2024-01", periods=2, freq="M")),
        [(pd.Series([1, 2], index=["2024-01", "2024-02"]), "are missing")],
    ),
    (pd.cut(pd.Series([1, 5]), [0, 3, 6]), [(pd.cut(pd.Series([1, 5]), [0, 2, 6]), "Row 0")]),
    (
        pd.Series(["a", "b"], index=[1, 2]),
        [
            (pd.Series(["a", "b"], index=[1.0, 2.0]), "The labels of the rows are of another type: 1.0, expected 1."),
            (pd.Series([1, 2], index=[1, 2]), "The series holds whole numbers, expected texts."),
        ],
    ),
    (
        pd.DataFrame({"x": [5, 4]}, index=[3, 0]),
        [(pd.DataFrame({"x": [1, 2]}, index=[0, 1]), "Row 3 is missing.")],
    ),
    ([1, "a"], [([1, "b"], "Entry 1 is 'b', expected 'a'."), ([1], "Expected 2 values, got 1.")]),
    (["a", "b", "c"], [(["b", "a", "c"], "The values are right, but stand in another order")]),
    (
        np.arange(6.0).reshape(2, 3),
        [
            (np.arange(6).reshape(2, 3), "The array holds whole numbers (int64), expected floats (float64)."),
            (np.arange(6.0), "1 axis too few"),
            ([0.0], "Expected a NumPy array, got a list"),
            (np.array([[0.0, 1, 2], [3, 4, 6]]), "At [1, 2] it gives 6.0, expected 5.0."),
            (np.arange(6.0).reshape(2, 3) + 2, "every value is off by 2"),
            (np.full((2, 3), np.nan), "not a number (nan)"),
            (torch.arange(6.0).reshape(2, 3), "got a torch.Tensor"),
        ],
    ),
    (np.array(["a", "b"]), [(np.array(["a", "c"]), "At [1] it gives 'c', expected 'b'.")]),
    (
        FRAME,
        [
            (FRAME.assign(x=[1.0, 4.0, np.nan]), "Row 1, column `x`: 4.0, expected 2.0."),
            (FRAME.assign(x=[1.0, 2.0, 3.0]), "Row 2, column `x`: 3.0, expected a missing value."),
            (FRAME[["x", "g", "n"]], "The columns stand in another order, expected `g`, `x`, `n`."),
            (FRAME.drop(columns="x"), "Column `x` is missing."),
            (FRAME.assign(y=1), "Column `y` is too many."),
            (FRAME.head(2), "It has 2 rows, expected 3."),
            (FRAME.assign(n=[1.0, 2, 3]), "Column `n` holds floats, expected whole"),
            (FRAME.set_index("g"), "Column `g` is missing."),
            (FRAME.set_axis(["a", "a", "b"]), "is a `reset_index()` missing?"),
            (FRAME["x"], "Expected a pandas DataFrame, got a pandas Series"),
        ],
    ),
    (
        FRAME.set_index("g")[["n"]],
        [
            (FRAME.set_index("g")[["n"]].sort_index(), "The rows stand in another order"),
            (FRAME[["n"]], "they are numbered, expected 'b', 'a', 'a'"),
        ],
    ),
    (FRAME["n"], [(FRAME["n"] + 1, "Row 0: 2, expected 1 (3 of 3 rows of it differ).")]),
    (torch.ones(2), [(np.ones(2, dtype="float32"), "Expected a torch.Tensor, got a NumPy array of shape (2,)")]),
    (
        drawing(),
        [
            (drawing(title=""), "The title is missing, expected 'T'."),
            (drawing(title="t"), "The title is 't', expected 'T'."),
            (drawing(ys=(3, 1, 5)), "The line: point 2 is (2, 5), expected (2, 2)."),
            (None, "nothing is drawn"),
            (plt.figure(), "The figure has 0 axes, expected 1."),
        ],
    ),
    (
        drawing(xlabel="x", yscale="log"),
        [
            (drawing(yscale="log"), "The label of the x axis is missing"),
            (drawing(xlabel="x"), "The y axis is linear, expected log."),
        ],
    ),
]


@pytest.mark.parametrize("right", [right for right, _ in CASES], ids=lambda value: type(value).__name__)
def test_a_value_of_each_kind_comes_back_as_it_was(right):
    back = crossed(right)

    assert same(back, right) and sentence(back, right) == ""


@pytest.mark.parametrize(
    "right, wrong, says",
    [(right, *each) for right, wrong in CASES for each in wrong],
    ids=lambda value: type(value).__name__,
)
def test_a_wrong_value_is_wrong_and_said_in_a_sentence(right, wrong, says):
    said = sentence(crossed(wrong), right)

    assert not same(crossed(wrong), right)
    assert says in said and said.endswith((".", "?)", "?"))


@pytest.mark.parametrize("right", [right for right, _ in CASES], ids=lambda value: type(value).__name__)
def test_a_value_of_each_kind_can_be_written_into_a_record(right):
    data = to_data(right)

    assert json.loads(json.dumps(data, allow_nan=False)) == data
    assert to_data(crossed(right)) == data


def test_what_is_meant_alike_is_alike():
    assert same(crossed(collections.Counter("aab")), {"a": 2, "b": 1})
    assert same(crossed(collections.OrderedDict(b=1, a=2)), {"a": 2, "b": 1}), "the order of keys does not count"
    assert same(crossed({"mean": np.float64(0.5)}), {"mean": 0.5}), "a float of NumPy is a float"
    assert same(crossed(frozenset({1})), {1}) and same(crossed([1, 2]), (1, 2)) and same(crossed(Pair(1, 2)), (1, 2))
    assert same(crossed({0.1 + 0.2: 1}), {0.3: 1}) and same(crossed({0.1 + 0.2}), {0.3})
    assert same(crossed(np.ones(2, dtype="float32")), np.ones(2)) and same(crossed(float("nan")), float("nan"))
    there = datetime.datetime(2024, 7, 1, 10, tzinfo=zoneinfo.ZoneInfo("Europe/Berlin"))
    assert same(crossed(there), datetime.datetime(2024, 7, 1, 8, tzinfo=datetime.UTC))
    assert same(crossed(drawing(xlabel="more")), drawing()), "what the reference leaves empty may be anything"


def test_an_iterator_is_what_it_gives_and_one_without_end_its_first_items():
    assert same(crossed(taken(n for n in range(3))), (n for n in range(3)))
    assert same(crossed(taken(map(abs, [-1, 2]))), range(1, 3))
    assert same(crossed(taken(itertools.count())), itertools.count())
    assert not same(crossed(taken(itertools.count())), range(3))
    assert taken([1]) == [1] and same(as_argument(range(3)), [0, 1, 2])
    assert as_argument(collections.deque([1])) == collections.deque([1])
    assert as_argument(Colour.RED, Colour=Colour) is Colour.RED


def test_two_equal_elements_do_not_stand_in_for_two_different_ones():
    assert not same(crossed({1.0, 5.0}), {1.0, 1.00001})
    assert not same(crossed({1.0: 2, 5.0: 2}), {1.0: 2, 1.00001: 2})


ODD = bytearray(b"a")


def test_a_reference_of_which_only_a_description_crosses_makes_nothing_right():
    assert not same(crossed(ODD), ODD) and "cannot be compared" in sentence(crossed(ODD), ODD)


def test_an_argument_arrives_as_a_value_of_the_students_own_classes():
    frame = as_argument(FRAME.set_index("g"))
    assert frame.equals(FRAME.set_index("g")) and frame.index.name == "g"
    assert as_argument(Point(1.0, [2]), Point=Point) == Point(1.0, [2]) and isinstance(as_argument(Pair(1, 2)), tuple)
    berlin = as_argument(datetime.datetime(2024, 3, 30, 12, tzinfo=zoneinfo.ZoneInfo("Europe/Berlin")))
    assert (berlin + datetime.timedelta(days=1)).utcoffset() == datetime.timedelta(hours=2), (
        "summer begins in that night"
    )
    array = as_argument(np.arange(3))
    array += 1
    assert array.tolist() == [1, 2, 3] and as_argument({"a": {1}}) == {"a": {1}}
    months = pd.DataFrame(
        {"c": pd.Categorical(["a", "b"]), "t": pd.to_datetime(["2024-01-01", None]), "i": pd.array([1, None])}
    )
    assert as_argument(months).dtypes.astype(str).to_list()[0] == "category" and as_argument(months)["t"].isna()[1]


# ------------------------------------------------------------------------------------------- what students may return


class LyingDict(dict):
    def __len__(self):
        return 10**9

    def items(self):
        return iter([("x", 1)] * 3)

    __iter__ = keys = items


class LyingDate(datetime.date):
    year = property(lambda self: 1 / 0)

    def isoformat(self):
        return "not a date"


class LyingInt(int):
    def __int__(self):
        return 7

    __index__ = __int__


class LyingText(str):
    __hash__ = str.__hash__

    def __eq__(self, other):
        return True

    def __len__(self):
        return 1 // 0


class LyingFraction(fractions.Fraction):
    numerator = property(lambda self: 10**10)


class LyingError(ValueError):
    def __str__(self):
        raise SystemExit


@dataclasses.dataclass
class Trap:
    x: int

    def __getattribute__(self, name):
        if name == "x":
            raise KeyError(name)
        return object.__getattribute__(self, name)


def endless():
    held = {}
    held["again"] = [held, held, {"deep": held}]
    return held


def test_a_subclass_is_read_as_its_base_whatever_it_says_of_itself():
    assert crossed(LyingDict(a=1)) == {"a": 1}
    assert crossed(LyingDate(2024, 1, 2)) == datetime.date(2024, 1, 2)
    assert crossed(LyingFraction(1, 2)) == fractions.Fraction(1, 2)
    assert crossed(LyingError("x")).text == ""
    assert crossed(LyingInt(5)) == 5 and type(crossed(LyingInt(5))) is int
    assert crossed(LyingText("a")) == "a" and type(crossed(LyingText("a"))) is str
    assert crossed(np.str_("a")) == "a"


@pytest.mark.parametrize(
    "value",
    [
        endless(),
        {n: [0] * 30 for n in range(MAX_ITEMS // 30)},
        {1} | set(range(MAX_ITEMS)),
        10**4000,
        "a" * 2**20,
        fractions.Fraction(10**4000, 7),
        decimal.Decimal("1" * 5000),
        np.zeros(2**20),
        np.array([[1, 2]], dtype="float128"),
        np.zeros(3, dtype=[("a", "i4")]),
        pd.DataFrame(np.zeros((2, 2000))),
        pd.DataFrame({"x": ["a"] * MAX_ITEMS}),
        [[0] * 1000] * 1000,
        Trap(1),
        (n for n in range(3)),
        np.ma.array([1]),
        decimal.Decimal("sNaN"),
        bytearray(b"a"),
        len,
        pd.Index([1]),
        torch.ones(1).to_sparse(),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_too_large_or_of_no_kind_that_crosses_is_described(value):
    back = crossed(value)

    assert isinstance(back, Other) and len(back.description) < 200
    assert in_words(back) and not same(back, value)


def test_odd_cells_of_a_frame_cross_each_for_itself():
    frame = pd.DataFrame(
        [[object(), {1}, None], [endless, "a", 2.5]], index=["r", "r"], columns=["c", "c", (1, 2)], dtype=object
    )
    back = crossed(frame)

    assert list(back.columns) == ["c", "c", (1, 2)] and list(back.index) == ["r", "r"]
    assert isinstance(back.iloc[0, 0], Other) and back.iloc[1, 1] == "a"
    assert not same(back, FRAME) and sentence(back, FRAME)


# ----------------------------------------------------------------------------------- what a hostile box may claim


ONES = RawTensor("float64", (2,), struct.pack("<2d", 1, 1))
LIES = [
    Parts("dict", [1]),
    Parts("dict", [[1], 2]),
    Parts("dict", [1, "a", True, "b"]),
    Parts("dict", None),
    Parts("dict", [Parts("dict", []), 1]),
    Parts("set", [[1]]),
    Parts("set", [1, 1]),
    Parts("set", "ab"),
    Parts("dict", [part for number in range(1, 500) for part in (number * (2**61 - 1), None)]),  # one hash for all
    Parts("set", [number * (2**61 - 1) for number in range(1, 500)]),
    Parts("fraction", (1, 0)),
    Parts("fraction", (2, 4)),
    Parts("fraction", (1.0, 2)),
    Parts("fraction", (2**8000, 0)),
    Parts("decimal", "1E99999999999999999999"),
    Parts("decimal", "sNaN"),
    Parts("decimal", "١"),
    Parts("decimal", 1),
    Parts("date", "2024-13-01"),
    Parts("date", "99999-01-01"),
    Parts("date", 3),
    Parts("time", ("25:00", None, "")),
    Parts("datetime", ("2024-01-01T00:00+01:00", None, "")),
    Parts("datetime", ("2024-01-01", 1e300, "")),
    Parts("datetime", ("2024-01-01", float("nan"), "x")),
    Parts("timedelta", (10**30, 0, 0)),
    Parts("timedelta", (1,)),
    Parts("record", ("P", ["x", "x"], [1, 2])),
    Parts("record", ("P", ["x"], [])),
    Parts("record", (1, [], [])),
    Parts("namedtuple", ("P", ["x"], ())),
    Parts("namedtuple", ("P", "x", (1,))),
    Parts("exception", ("E", [1], "")),
    Parts("raised", ("E",)),
    Parts("code", "__import__('os').abort()"),
    Parts("kept", ("a", 1)),
    Parts("array", RawTensor("bfloat16", (1,), b"12")),
    Parts("array", ("O", [2], [1])),
    Parts("array", ("O", [-1], [])),
    Parts("array", ("O", [2**62, 0, 2**62], [])),
    Parts("array", ("U", [1], [1])),
    Parts("array", ("M", [1], ["x"])),
    Parts("array", ("V", [1], [1])),
    Parts("array", ("U", [40], ["a" * 2**18] + [""] * 39)),
    Parts("frame", ([["x"]], [], [None], [None], [("object", [])])),
    Parts("frame", ([], [0], [None], [None], [("object", [1])])),
    Parts("frame", (["x"], [0], [None], [None], [("int64", ONES)])),
    Parts("frame", (["x"], [0, 1], [], [], [("os", [1, 2])])),
    Parts("frame", 3),
    Parts("series", ([], [], [], [], [])),
    Parts("series", (["x"], [0], [], [], [("Int64", ["a"] * 3)])),
    Parts("frame", ([1] * 2000, [], [None], [None], [("object", [])] * 2000)),
    Parts("figure", ("", [3])),
    Parts("figure", (1, [])),
    Parts("figure", ("", [((), (), (), ())])),
    Parts("figure", None),
    Parts("figure", ("", [([""] * 5, [[("l", Parts("array", ONES), 3)], [], []], [], [[], [], []])])),
]


@pytest.mark.parametrize("lie", LIES, ids=lambda lie: lie.kind)
def test_a_claim_that_is_no_value_of_its_kind_is_a_description(lie):
    assert isinstance(from_wire(decode(encode(lie))), Other)


def test_many_keys_of_an_honest_dict_cross():
    table = {number * 2**31: (number, float(number)) for number in range(2000)}
    assert crossed(table) == table and crossed(set(table)) == set(table)


def test_cells_that_are_not_what_the_column_says_stay_what_they_are():
    made = from_wire(Parts("frame", (["x"], [0, 1], [None], [None], [("Int64", ["a", Parts("set", [[1]])])])))

    assert made["x"].tolist()[0] == "a" and isinstance(made["x"].tolist()[1], Other)


def test_a_function_or_an_object_of_the_box_is_none_here():
    assert isinstance(from_wire(Parts("code", "lambda x: x")), Other)
    assert not same(from_wire(Parts("kept", (0, "Account"))), 3)


def test_keys_that_are_no_numbers_are_two_keys():
    back = crossed({float("nan"): 1, "a": 2})

    assert same(back, {float("nan"): 1, "a": 2}) and not same(back, {float("nan"): 2, "a": 2})


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | st.text(max_size=8)
    | st.binary(max_size=8)
    | st.complex_numbers()
    | st.text(max_size=5).map(Other)
    | st.just(ONES)
    | st.just(RawTensor("int64", (0, 2), b"")),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.lists(inner, max_size=5).map(tuple)
        | st.builds(Parts, st.sampled_from(KINDS), inner | st.lists(inner, max_size=5).map(tuple))
    ),
    max_leaves=14,
)
RIGHT = [right for right, _ in CASES[::3]]


@settings(max_examples=150, deadline=None)
@given(anything)
def test_any_claim_is_compared_said_and_written_down(claim):
    try:
        claim = decode(encode(claim))
    except WireError:
        return
    value = from_wire(claim)

    for right in RIGHT:
        assert same(value, right) is (sentence(value, right) == "")
    json.dumps(to_data(value), allow_nan=False)
    assert len(in_words(value)) < 600


def test_a_figure_is_what_it_shows_and_a_record_has_its_fields():
    figure, point = crossed(drawing()), crossed(Point(1.5, [2]))

    assert isinstance(figure, Figure) and figure.axes[0].title == "T" and figure.axes[0].lines[0].y == (3, 1, 2)
    assert isinstance(point, Record) and (point.x, point.y) == (1.5, [2])
    assert (
        same(Raises("ValueError", ("ValueError",)), Raises("ValueError")) and crossed(ValueError("why")).text == "why"
    )
