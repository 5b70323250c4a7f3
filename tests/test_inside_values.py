"""On the student's side of the wall: values become plain bytes, and work is counted, whatever they are made of."""

from collections import namedtuple

import numpy as np
import pytest
import torch

from autograder.inside.convert import MAX_TENSOR_BYTES, describe_type, to_python, to_wire
from autograder.inside.operations import counted
from autograder.marking.values import from_wire
from autograder.wire import Other, RawTensor, decode, encode


class Liar(torch.Tensor):
    """Equal to everything."""

    def __eq__(self, other):
        return True

    @classmethod
    def __torch_function__(cls, function, types, arguments=(), options=None):
        return torch.tensor(True)


@pytest.mark.parametrize(
    "tensor",
    [
        torch.arange(6.0).reshape(2, 3).T,
        torch.arange(12.0)[::2],
        torch.zeros(1).expand(2, 3),
        torch.nn.Parameter(torch.ones(2)),
        torch.ones(2, requires_grad=True) * 2,
        torch.tensor([1 + 2j]).conj(),
        torch.empty(0, 3),
        torch.tensor(3.5),
        torch.arange(10.0)[3],
        torch.tensor([True, False]),
        torch.ones(2, 2, 3, 3).to(memory_format=torch.channels_last),
    ],
    ids=lambda tensor: str(tuple(tensor.shape)),
)
def test_any_dense_tensor_crosses_as_its_values(tensor):
    back = from_wire(decode(encode(to_wire(tensor))))

    assert back.dtype == tensor.dtype and torch.equal(back, tensor.detach().resolve_conj())


@pytest.mark.parametrize(
    "value, says",
    [
        (torch.ones(3).to_sparse(), "sparse"),
        (torch.empty(3, device="meta"), "device 'meta'"),
        (torch.zeros(MAX_TENSOR_BYTES // 4 + 1), "too large"),
        (torch.zeros([1] * 9), "too large"),
        (torch.ones(2).as_subclass(Liar), "a subclass of torch.Tensor (Liar)"),
        (np.ma.array([1, 2]), "numpy.MaskedArray"),
        (torch.nn.Linear(1, 1), "torch.Linear"),
        (2**9000, "too many digits"),
        (object(), "object"),
        ([[[[[[[[[1]]]]]]]]], "too large"),
    ],
)
def test_what_does_not_cross_is_described(value, says):
    sent = to_wire(value)
    while isinstance(sent, list):
        sent = sent[0]

    assert isinstance(sent, Other) and says in sent.description


def test_a_number_of_numpy_is_a_number_of_its_kind():
    assert to_wire((np.prod((2, 3)), np.uint8(7))) == (6, 7) and type(to_wire(np.int32(5))) is int
    assert type(to_wire(np.float64(2.0))) is float and type(to_wire(np.float32(2.0))) is float
    assert to_wire(np.bool_(True)) is True and to_wire(np.str_("a")) == "a"


def test_nothing_of_the_things_own_is_called():
    class Trap:
        def __getattribute__(self, name):
            raise AssertionError(f"{name} was looked up")

        __reduce__ = __repr__ = __str__ = __len__ = __iter__ = property(__getattribute__)

    assert describe_type(Trap()) == "Trap" and isinstance(to_wire(Trap()), Other)


def test_bool_int_float_and_text_keep_their_types():
    for value in (True, 1, 1.0, "1", None, (1, [2.0, "x"]), torch.Size([1, 2])):
        back = from_wire(decode(encode(to_wire(value))))
        assert back == value and type(back) is (tuple if isinstance(value, torch.Size) else type(value))


def test_a_namedtuple_is_a_tuple_whatever_it_says_of_itself():
    class Liar(namedtuple("Size", "height width")):
        def __iter__(self):
            return iter((7, 7))

        def __len__(self):
            return 0

    back = from_wire(decode(encode(to_wire(Liar(3, 4)))))
    assert isinstance(back, tuple) and tuple(back) == (3, 4) and (back.height, back.width) == (3, 4)
    assert type(to_wire(type("Row", (list,), {})([1, 2]))) is list


def test_of_a_subclass_of_a_number_the_number_crosses_and_nothing_that_it_says_of_itself():
    class Always(int):
        def __eq__(self, other):
            return True

        __int__ = __index__ = __add__ = __radd__ = lambda self, *_: 4

    crossed = to_wire(Always(3))
    assert type(crossed) is int and crossed == 3 and crossed != 4


def test_an_argument_arrives_as_a_tensor_of_her_own():
    sent = RawTensor("float32", (2,), b"\0" * 8)
    first, second = to_python((sent, sent))
    first += 1

    assert first.is_contiguous() and first.tolist() == [1.0, 1.0] and second.tolist() == [0.0, 0.0]


def test_work_is_tensor_operations_and_lines_of_the_students_python():
    namespace = {"torch": torch}
    exec(
        compile("def loop(X):\n    t = 0\n    for x in X.tolist():\n        t += x\n    return t", "<cell 1>", "exec"),
        namespace,
    )
    exec(compile("def one(X):\n    return X.sum()", "<cell 1>", "exec"), namespace)

    def work(name, size):
        with counted() as counter:
            namespace[name](torch.ones(size))
        return counter.amount

    assert work("loop", 100) == work("loop", 10) + 90
    assert work("one", 100) == work("one", 10) > 0
