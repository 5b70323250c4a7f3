"""What `import` gives to a reader's code: torch, torch.nn, torch.nn.functional, d2l, and harmless modules."""

import math
import random

from . import (
    creating,
    dtypes,
    elementwise,
    functional,
    indexing,
    joining,
    layers,
    methods,
    names,
    printing,
    products,
    reducing,
    standard,
)
from .errors import do_not_know, fail, forbidden, refuse
from .layout import Size
from .tensor import Tensor, grad_enabled, is_number, make, sizes

HARMLESS = ("copy", "collections", "time")  # imported before the reader's code, like those of standard.EXTRA
seeded = [False]
for _name in HARMLESS:
    __import__(_name)


class Fake:
    """A module; a name that it does not know is a word for the reader, not an AttributeError."""

    def __init__(self, name, known):
        self.__name__ = name
        for key in known:
            setattr(self, key, known[key])

    def __getattr__(self, name):
        names.missing(self.__name__, name)


def of_tensor(name, f):
    """A function of one tensor: torch refuses a list in its place."""

    def call(*given, **options):
        if given and (given[0] is None or isinstance(given[0], (list, tuple)) or is_number(given[0])):
            said = "%s(): argument 'input' (position 1) must be Tensor, not %s"
            fail(TypeError, said % (name, type(given[0]).__name__))
        return f(*given, **options)

    return call


class Forbidden:
    """An operation that some tasks forbid: calling it is not allowed there, and not known elsewhere."""

    def __init__(self, name, policies):
        self.name, self.policies = name, policies

    def __call__(self, *_, **__):
        for policy in self.policies:
            if policy in forbidden:
                refuse(self.name)
        do_not_know(self.name)

    def __getattr__(self, name):
        do_not_know(self.name + "." + name)


def corr2d(X, K):
    """d2l.corr2d, unless the task is to write it."""
    if "d2l.corr2d" in forbidden:
        refuse("d2l.corr2d")
    return functional.corr2d(X, K)


def _random_numbers(draw):
    def create(*size, **options):
        if options or seeded[0]:
            do_not_know("random numbers from a seed")
        shape = sizes(size)
        count = 1
        for n in shape:
            count *= n
        creating.too_large(count)
        return make([draw() for _ in range(count)], shape, dtypes.float32)

    return create


def _whole_numbers(data):
    if not isinstance(data, (list, tuple)):
        do_not_know("torch.LongTensor of sizes")
    return creating.tensor(data, dtypes.int64)


def _normal():
    return sum([random.random() for _ in range(12)]) - 6


def normal(mean, std, size):
    return _random_numbers(_normal)(size) * std + mean


def randint(*given, **options):
    """torch.randint(high, size) or torch.randint(low, high, size)."""
    low, high, size = ((0,) + given)[-3:] if len(given) in (2, 3) else do_not_know("torch.randint with such arguments")
    return _random_numbers(lambda: random.randint(low, high - 1))(size, **options).long()


def _method(name):
    """d2l's functions that are a method of their first argument."""
    return lambda x, *given, **options: getattr(x, name)(*given, **options)


D2L = {
    "size": "numel", "reshape": "reshape", "to": "to", "reduce_sum": "sum", "argmax": "argmax", "astype": "type",
    "transpose": "t",
}  # fmt: skip
D2L_FROM_TORCH = "ones zeros tensor arange meshgrid linspace rand normal matmul stack abs eye int32 float32 exp tanh"


def _seed(_):
    seeded[0] = True


def nonzero(input, as_tuple=False):
    if not input.ndim:
        do_not_know("nonzero of a single number")
    found = indexing.nonzero_axes(input)
    return tuple(found) if as_tuple else joining.stack(found, 0).permute(1, 0)  # so torch lays them out


Tensor.nonzero = nonzero
Tensor.__repr__ = printing.text
Tensor.__str__ = printing.text
CONVOLUTIONS = ("conv1d", "conv2d", "conv3d", "conv_transpose1d", "conv_transpose2d", "conv_transpose3d", "convolution")
POOLS = (
    "max_pool1d",
    "max_pool2d",
    "max_pool3d",
    "avg_pool1d",
    "avg_pool2d",
    "adaptive_avg_pool2d",
    "adaptive_max_pool2d",
)
CONVOLUTION_LAYERS = ("Conv1d", "Conv2d", "Conv3d", "ConvTranspose1d", "ConvTranspose2d", "LazyConv2d")
POOL_LAYERS = ("MaxPool1d", "MaxPool2d", "AvgPool1d", "AvgPool2d", "AdaptiveAvgPool2d")


def _forbidden(prefix, names, policies):
    return {name: Forbidden(prefix + name, policies) for name in names}


def build():
    """Every module by its full name."""
    numbers = {
        "float32": dtypes.float32, "float": dtypes.float32, "float64": dtypes.float64, "double": dtypes.float64,
        "int64": dtypes.int64, "long": dtypes.int64, "int32": dtypes.int32, "int": dtypes.int32, "int16": dtypes.int16,
        "short": dtypes.int16, "int8": dtypes.int8, "uint8": dtypes.uint8, "bool": dtypes.bool_,
    }  # fmt: skip
    f = _forbidden("F.", CONVOLUTIONS, ("convolution", "layers"))
    f.update(_forbidden("F.", POOLS, ("layers",)))
    f.update(functional.FUNCTIONS)
    functions = Fake("torch.nn.functional", f)
    nn = _forbidden("nn.", CONVOLUTION_LAYERS, ("convolution", "layers"))
    nn.update(_forbidden("nn.", POOL_LAYERS, ("layers",)))
    nn.update(layers.LAYERS)
    nn["functional"], nn["init"] = functions, Fake("torch.nn.init", layers.INIT)
    nn["parameter"] = Fake("torch.nn.parameter", {"Parameter": layers.Parameter})
    nn = Fake("torch.nn", nn)
    t = _forbidden("torch.", CONVOLUTIONS, ("convolution", "layers"))
    for known in (numbers, elementwise.FUNCTIONS, methods.CREATION, products.FUNCTIONS):
        t.update(known)
    for known in (methods.FUNCTIONS, reducing.FUNCTIONS, indexing.FUNCTIONS):
        t.update({name: of_tensor(name, known[name]) for name in known})
    t.update({
        "Tensor": Tensor, "Size": Size, "dtype": dtypes.DType, "nn": nn, "no_grad": layers.no_grad, "nonzero": nonzero,
        "relu": functional.relu, "numel": lambda input: input.numel(), "is_tensor": lambda obj: isinstance(obj, Tensor),
        "rand_like": lambda input: _random_numbers(random.random)(*input._shape),
        "randn_like": lambda input: _random_numbers(_normal)(*input._shape), "LongTensor": _whole_numbers,
        "manual_seed": _seed, "rand": _random_numbers(random.random),
        "normal": normal, "randint": randint, "randn": _random_numbers(_normal),
        "inf": float("inf"), "nan": float("nan"), "pi": 3.141592653589793, "FloatTensor": Tensor,
        "set_printoptions": lambda **_: None, "is_grad_enabled": lambda: grad_enabled[0], "device": lambda name: name,
        "result_type": elementwise.result_type,
    })  # fmt: skip
    torch = Fake("torch", t)
    d2l = {name: t[name] for name in D2L_FROM_TORCH.split()}
    d2l.update({name: _method(D2L[name]) for name in D2L})
    d2l.update({"corr2d": corr2d, "concat": t["cat"], "torch": torch, "nn": nn, "F": functions})
    d2l_torch = Fake("d2l.torch", d2l)
    return {
        "torch": torch, "torch.nn": nn, "torch.nn.functional": functions, "torch.nn.init": nn.init,
        "torch.nn.parameter": nn.parameter, "d2l": Fake("d2l", {"torch": d2l_torch}), "d2l.torch": d2l_torch,
    }  # fmt: skip


MODULES = build()


Kind = standard.Kind
_sequence, _iterable = Kind(list, tuple, str, range), Kind(list, tuple, str, range, dict, Tensor)
_whole, _number = Kind(int, bool), Kind(int, float, bool)
KINDS = {
    "Sequence": _sequence, "Iterable": _iterable, "Sized": _iterable, "List": Kind(list), "Tuple": Kind(tuple),
    "Dict": Kind(dict), "Optional": Kind(), "Union": Kind(), "Any": Kind(), "Callable": Kind(), "Integral": _whole,
    "Number": _number, "Real": _number,
}  # fmt: skip
for _name in ("typing", "collections.abc", "numbers"):
    MODULES[_name] = Fake(_name, KINDS)
WARNINGS = Fake(
    "warnings",
    {"warn": lambda *_, **__: None, "filterwarnings": lambda *_, **__: None, "simplefilter": lambda *_, **__: None},
)


def _product_of(numbers, start=1):
    for number in numbers:
        start *= number
    return start


def _common_divisor(a, b):
    while b:
        a, b = b, a % b
    return abs(a)


MATH = Fake("math", {name: getattr(math, name) for name in dir(math) if not name.startswith("_")})
MATH.prod, MATH.gcd = _product_of, _common_divisor
MATH.hypot = lambda *sides: math.sqrt(sum([side * side for side in sides]))
MODULES["math"] = MATH
for _name, _more in standard.EXTRA.items():
    _own = __import__(_name)
    MODULES[_name] = Fake(_name, {name: getattr(_own, name) for name in dir(_own) if not name.startswith("_")})
    for _key, _f in _more.items():
        setattr(MODULES[_name], _key, _f)
MODULES["warnings"] = WARNINGS
MODULES["__future__"] = Fake("__future__", {"annotations": None, "division": None})
UNUSED = (  # an import alone does nothing; what is asked of it is not known
    "numpy os sys re json random string dataclasses enum fractions decimal statistics pandas matplotlib "
    "matplotlib.pyplot torchvision"
).split()
for _name in UNUSED:
    MODULES[_name] = Fake(_name, {})
    if "." in _name:
        setattr(MODULES[_name.split(".")[0]], _name.split(".")[1], MODULES[_name])


class ndarray:
    """Nothing here is one."""


MODULES["numpy"].ndarray, MODULES["numpy"].newaxis = ndarray, None
MODULES["numpy"].pi, MODULES["numpy"].inf, MODULES["numpy"].nan = math.pi, float("inf"), float("nan")


def import_for_reader(builtin_import):
    """An `__import__` that gives these modules, and says of others that they are not here."""

    def importing(name, globals=None, locals=None, fromlist=(), level=0):
        if name in MODULES:
            return MODULES[name] if fromlist or "." not in name else MODULES[name.split(".")[0]]
        if name in HARMLESS or name[:1] == "u" and name[1:] in HARMLESS:  # MicroPython's own names begin with u
            return builtin_import(name, {}, {}, fromlist, level)
        do_not_know("import " + name)

    return importing
