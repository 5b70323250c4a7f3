"""torch.nn: parameters, modules and nn.Linear; convolution layers only to say that a task forbids them."""

import random

from . import dtypes, errors
from .errors import do_not_know, fail, refuse
from .functional import linear, unfold
from .tensor import RAW, Tensor, grad_enabled, make


class Parameter(Tensor):
    """A tensor that a module learns."""

    def __init__(self, data=None, requires_grad=True):
        if data is None:
            do_not_know("nn.Parameter without a tensor")
        if requires_grad and data.dtype.kind != dtypes.FLOAT:
            fail(RuntimeError, "Only Tensors of floating point and complex dtype can require gradients")
        Tensor.__init__(self, RAW, data._store, data._offset, data._shape, data._strides, data.dtype)
        self._needs_grad, self._loose = requires_grad, data._loose


class Module:
    """What every layer can do."""

    def __init__(self):
        errors.work[0] += 1
        if "layers" in errors.forbidden:
            refuse("nn." + type(self).__name__)
        self.training = True

    def __call__(self, *arguments, **options):
        return self.forward(*arguments, **options)

    def parameters(self):
        return iter([value for _, value in self.named_parameters()])

    def named_parameters(self):
        found = []
        for name, value in _attributes(self):
            if isinstance(value, Parameter):
                found.append((name, value))
            elif isinstance(value, Module):
                found.extend([(name + "." + inner, each) for inner, each in value.named_parameters()])
        return iter(found)

    def children(self):
        return iter([value for _, value in _attributes(self) if isinstance(value, Module)])

    def modules(self):
        found = [self]
        for child in self.children():
            found.extend(list(child.modules()))
        return iter(found)

    def eval(self):
        return self.train(False)

    def train(self, mode=True):
        for each in self.modules():
            each.training = mode
        return self

    def requires_grad_(self, value=True):
        for each in self.parameters():
            each.requires_grad_(value)
        return self

    def zero_grad(self):
        pass

    def state_dict(self):
        return {name: value.detach() for name, value in self.named_parameters()}

    def load_state_dict(self, state, strict=True):
        mine = dict(self.named_parameters())
        if set(mine) != set(state):
            do_not_know("load_state_dict with other names")
        for name, value in state.items():
            if value._shape != mine[name]._shape:
                fail(
                    RuntimeError,
                    "Error(s) in loading state_dict for %s:\n\tsize mismatch for %s: copying a param with shape "
                    "%s from "
                    "checkpoint, the shape in current model is %s."
                    % (type(self).__name__, name, value.shape, mine[name].shape),
                )
            mine[name].detach().copy_(value)

    def __getattr__(self, name):
        if name in _KNOWN_TO_TORCH:
            do_not_know("nn.Module." + name)
        fail(AttributeError, "'%s' object has no attribute '%s'" % (type(self).__name__, name))


_KNOWN_TO_TORCH = (
    "to", "float", "double", "half", "cpu", "cuda", "apply", "add_module", "register_parameter", "register_buffer",
    "buffers",
    "named_children", "named_modules", "named_buffers", "extra_repr", "register_forward_hook", "get_parameter",
    "_parameters",
    "_modules", "_buffers", "type", "share_memory", "compile", "bfloat16", "get_submodule",
)  # fmt: skip


def _attributes(module):
    return [(name, module.__dict__[name]) for name in _names(module)]


def _names(module):
    """Attributes in the order in which torch lists parameters: MicroPython keeps no order, layers here know theirs."""
    known = [name for name in getattr(type(module), "ORDER", ()) if name in module.__dict__]
    return known + sorted([name for name in module.__dict__ if name not in known])


class Linear(Module):
    """nn.Linear(in_features, out_features)."""

    ORDER = ("weight", "bias")

    def __init__(self, in_features, out_features, bias=True, device=None, dtype=None):
        Module.__init__(self)
        if device is not None or dtype is not None:
            do_not_know("nn.Linear with device or dtype")
        for size in (in_features, out_features):
            if isinstance(size, bool) or not isinstance(size, int) or size < 1:
                do_not_know("nn.Linear with sizes that are no whole numbers")
        self.in_features, self.out_features = in_features, out_features
        self.weight = Parameter(_random(out_features, in_features, in_features))
        self.bias = Parameter(_random(out_features, None, in_features)) if bias else None

    def forward(self, input):
        if not isinstance(self.weight, Tensor):
            do_not_know("nn.Linear without a weight")
        return linear(input, self.weight, self.bias)

    def __setattr__(self, name, value):
        if name in ("weight", "bias") and name in self.__dict__:
            if value is not None and not isinstance(value, Parameter):
                kind = "torch.%sTensor" % value.dtype.title if isinstance(value, Tensor) else type(value).__name__
                fail(
                    TypeError,
                    "cannot assign '%s' as parameter '%s' (torch.nn.Parameter or None expected)" % (kind, name),
                )
        _set(self, name, value)

    def __repr__(self):
        return "Linear(in_features=%d, out_features=%d, bias=%s)" % (
            self.in_features,
            self.out_features,
            self.bias is not None,
        )


_set = object.__setattr__


def _random(rows, columns, fan_in):
    """Numbers as torch's default start draws them; nobody can foresee them."""
    shape = (rows,) if columns is None else (rows, columns)
    bound = fan_in**-0.5
    count = rows * (columns or 1)
    return make([random.uniform(-bound, bound) for _ in range(count)], shape, dtypes.float32)


class ReLU(Module):
    def forward(self, input):
        return input.relu()


class Identity(Module):
    def forward(self, input):
        return input


class Flatten(Module):
    def __init__(self, start_dim=1, end_dim=-1):
        Module.__init__(self)
        self.start_dim, self.end_dim = start_dim, end_dim

    def forward(self, input):
        return input.flatten(self.start_dim, self.end_dim)


class Unfold(Module):
    def __init__(self, kernel_size, dilation=1, padding=0, stride=1):
        Module.__init__(self)
        self.settings = kernel_size, dilation, padding, stride

    def forward(self, input):
        return unfold(input, *self.settings)


class Sequential(Module):
    """Layers one after the other."""

    def __init__(self, *layers):
        Module.__init__(self)
        for place, layer in enumerate(layers):
            if not isinstance(layer, Module):
                do_not_know("nn.Sequential of a " + type(layer).__name__)
            _set(self, str(place), layer)
        self.count = len(layers)

    def forward(self, input):
        for place in range(self.count):
            input = getattr(self, str(place))(input)
        return input

    def __getitem__(self, place):
        if not isinstance(place, int) or not -self.count <= place < self.count:
            do_not_know("an index of nn.Sequential")
        return getattr(self, str(place % self.count))

    def __len__(self):
        return self.count


class no_grad:
    """torch.no_grad(), as a context or with brackets as a decorator."""

    def __init__(self, *functions):
        if functions:
            do_not_know("torch.no_grad without brackets")

    def __enter__(self):
        self.before = grad_enabled[0]
        grad_enabled[0] = False

    def __exit__(self, *_):
        grad_enabled[0] = self.before

    def __call__(self, function):
        def call(*given, **options):
            with no_grad():
                return function(*given, **options)

        return call


def _fill(number):
    def fill(tensor, value=None):
        with no_grad():
            return tensor.fill_(number if value is None else value)

    return fill


INIT = {"zeros_": _fill(0), "ones_": _fill(1), "constant_": lambda tensor, val: _fill(0)(tensor, val)}
LAYERS = {
    "Parameter": Parameter, "Module": Module, "Linear": Linear, "ReLU": ReLU, "Identity": Identity, "Flatten": Flatten,
    "Unfold": Unfold, "Sequential": Sequential,
}  # fmt: skip
