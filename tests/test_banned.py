"""Every door to a banned operation that we know is caught, with its line; innocent code is not."""

import pytest
import torch

from autograder.inside import banned

DOORS = """
F.conv2d(X, K)
torch.conv2d(X, K)
F.conv1d(X[0], K[0])
F.conv3d(X[None], K[None])
F.conv_transpose2d(X, K)
F.conv_transpose1d(X[0], K[0])
F.conv_transpose3d(X[None], K[None])
torch.convolution(X, K, None, [1, 1], [0, 0], [1, 1], False, [0, 0], 1)
torch._convolution(X, K, None, [1, 1], [0, 0], [1, 1], False, [0, 0], 1, False, False, False, False)
torch.ops.aten.conv2d(X, K)
torch.ops.aten.conv2d.default(X, K)
torch.ops.aten.convolution.default(X, K, None, [1, 1], [0, 0], [1, 1], False, [0, 0], 1)
torch.ops.aten._slow_conv2d_forward(X, K, [1, 1], None, [1, 1], [0, 0])
torch.ops.aten.thnn_conv2d(X, K, [1, 1])
torch.ops.aten.slow_conv_dilated2d(X, K, [1, 1])
torch.ops.aten.slow_conv_transpose2d(X, K, [1, 1])
torch.ops.aten.slow_conv3d(X[None], K[None], [1, 1, 1])
torch.ops.aten.conv_depthwise3d(X[None], K[None], [1, 1, 1], None, [1, 1, 1], [0, 0, 0], [1, 1, 1])
torch.ops.aten._nnpack_spatial_convolution(X, K, None, [0, 0])
torch.ops.aten.conv_tbc(X[0], K[0], torch.zeros(1), 0)
torch.ops.mkldnn._convolution_pointwise(X, K, None, [0, 0], [1, 1], [1, 1], 1, "none", [], "")
torch.mkldnn_convolution(X, K, None, [0, 0], [1, 1], [1, 1], 1)
F.conv2d(X.to_mkldnn(), K.to_mkldnn())
torch._C._VariableFunctions.conv2d(X, K)
torch._C._nn.thnn_conv2d(X, K, [1, 1])
getattr(torch, "con" + "v2d")(X, K)
alias(X, K)
scripted(X, K)
traced(X, K)
torch.nn.Conv2d(1, 1, 2)(X)
torch.nn.Conv1d(1, 1, 2)(X[0])
torch.nn.ConvTranspose2d(1, 1, 2)(X)
layer(X)
layer.forward(X)
torch.nn.LazyConv2d(1, 2)(X)
layer._conv_forward(X, layer.weight, None)
torch.vmap(lambda x: F.conv2d(x[None], K))(X)
torch.func.grad(lambda x: F.conv2d(x, K).sum())(X)
torch.nn.grad.conv2d_input(X.shape, K, X)
torch.nn.grad.conv2d_weight(X, K.shape, X)
torch.nn.utils.fusion.fuse_conv_bn_eval(layer.eval(), torch.nn.BatchNorm2d(1).eval())(X)
torch.ops.quantized.conv2d_dynamic(X, packed)
below_autograd(X, K)
without_dispatch(X, K)
inference(X, K)
F.conv2d(X.clone().requires_grad_(), K)
F.conv2d(X.double(), K.double())
F.conv2d(X.bfloat16(), K.bfloat16())
F.conv2d(X.to(torch.complex64), K.to(torch.complex64))
signal.correlate2d(X[0, 0], K[0, 0])
signal.fftconvolve(X[0, 0], K[0, 0])
kept_correlate(X[0, 0], K[0, 0])
signal._signaltools.correlate(X[0, 0], K[0, 0])
ndimage.convolve(X[0, 0].numpy(), K[0, 0].numpy())
ndimage.uniform_filter(X[0, 0].numpy())
ctypes.CDLL(torch._C.__file__)
ctypes.CDLL(None).getpid
kept_function()
kept_prototype()
ctypes.cdll.LoadLibrary(None).getpid()
ctypes.pythonapi.Py_IsInitialized()
torch.jit.optimize_for_inference(torch.jit.freeze(torch.jit.script(torch.nn.Conv2d(1, 1, 2).eval())))(X)
torch.func.jvp(lambda x: F.conv2d(x, K), (X,), (X,))
torch.autograd.functional.vjp(lambda x: F.conv2d(x, K), X, X[..., :2, :2])
torch.export.export(exported, (X,)).module()(X)
torch.ops.aten.conv2d.default.decompose(X, K)
torch.ops.aten.convolution.default.redispatch(CPU, X, K, None, [1, 1], [0, 0], [1, 1], False, [0, 0], 1)
torch.ops.aten.convolution.default.redispatch(XPU, X, K, None, [1, 1], [0, 0], [1, 1], False, [0, 0], 1)
torch.ops.aten.mkldnn_convolution.default.redispatch(XPU, X, K, None, [0, 0], [1, 1], [1, 1], 1)
upfirdn([1.0], [1.0])
signal._upfirdn._UpFIRDn(K[0, 0, 0].numpy(), np.float32, 1, 1).apply_filter(X[0, 0].numpy())
signal.sosfilt([[1.0, 0.0, 0.0, 1.0, 0.0, 0.0]], [1.0, 2.0])
cffi.FFI().dlopen(None)
np.convolve([1.0, 2.0], [1.0])
np.correlate([1.0, 2.0], [1.0])
np.ma.convolve([1.0, 2.0], [1.0])
np.polymul([1.0, 2.0], [1.0, 3.0])
np.core.multiarray.correlate2([1.0, 2.0], [1.0])
np_correlate([1.0, 2.0], [1.0])
np.poly1d([1.0, 2.0]) * np.poly1d([1.0, 3.0])
np.polynomial.polynomial.polymul([1.0, 2.0], [1.0, 3.0])
np.polynomial.chebyshev.chebmul([1.0, 2.0, 3.0], [1.0, 3.0])
sympy.convolution([1, 2], [1, 3])
product_of_polynomials([1, 2], [1, 3])
""".strip().splitlines()

INNOCENT = """
F.pad(X, (1, 1))
F.linear(X, torch.ones(3, 3))
F.unfold(X, 2)
F.fold(F.unfold(X, 2), (3, 3), 2)
X.unfold(2, 2, 1)
torch.as_strided(X, (2, 2), (3, 1))
torch.einsum("nchw,ocij->o", X, K)
torch.tensordot(X, K.expand(1, 1, 2, 2)[..., :1], 0)
torch.fft.rfft2(X)
torch.stack([X, X])
torch.bmm(X[0], X[0])
F.max_pool2d(X, 2)
X.type(torch.float64).to(torch.float32)
torch.nn.Linear(3, 1)(X)
signal.windows.hann(3)
torch.utils.data.default_convert([1])
X.clone().requires_grad_().square().sum().backward()
""".strip().splitlines()

PRELUDE = """
import cffi, ctypes, numpy as np, torch, torch.nn.functional as F
from numpy import correlate as np_correlate
from scipy import ndimage, signal
from scipy.signal import correlate as kept_correlate, upfirdn
import sympy
from sympy.discrete.convolutions import convolution_fft as product_of_polynomials
CPU = torch._C.DispatchKeySet(torch._C.DispatchKey.CPU)
XPU = torch._C.DispatchKeySet(torch._C.DispatchKey.XPU)
exported = torch.nn.Conv2d(1, 1, 2)
alias = F.conv2d
layer = torch.nn.Conv2d(1, 1, 2)
kept_function = ctypes.CDLL(None).getpid
kept_prototype = ctypes.CFUNCTYPE(ctypes.c_int)(("getpid", ctypes.CDLL(None)))
scripted, traced, packed = MADE_BEFORE
def below_autograd(X, K):
    with torch._C._AutoDispatchBelowAutograd():
        return torch.conv2d(X, K)
def without_dispatch(X, K):
    with torch._C._DisableTorchDispatch(), torch._C.DisableTorchFunction():
        return torch.conv2d(X, K)
def inference(X, K):
    with torch.inference_mode():
        return torch.conv2d(X, K)
"""


def convolve(x, k):
    return torch.conv2d(x, k)


@pytest.fixture(scope="module")
def student():
    """A student's namespace, where everything that can be made before the watch has been made."""
    banned.warm_up()
    X, K = torch.arange(9.0).reshape(1, 1, 3, 3), torch.ones(1, 1, 2, 2)
    graph = torch.jit.CompilationUnit("def f(x: Tensor, k: Tensor) -> Tensor:\n    return torch.conv2d(x, k)\n")
    made = (graph.f, torch.jit.trace(convolve, (X, K)), None)
    namespace = {"X": X, "K": K, "MADE_BEFORE": made}
    exec(compile(PRELUDE, "<cell 1>", "exec"), namespace)
    return namespace


def run(line, namespace, policies=("convolution",)):
    """What a watch reports while this line runs as line 3 of cell 7."""
    reports = []
    namespace = dict(namespace)
    exec(compile(f"def answer():\n    # a comment\n    return {line}\n", "<cell 7>", "exec"), namespace)
    watch = banned.Watch(policies, lambda *report: reports.append(report))
    try:
        namespace["answer"]()
    except (banned.NotAllowedError, RuntimeError):  # a scripted function wraps what was raised in it
        pass
    finally:
        assert watch.is_active()
        watch.lift()
    return reports


@pytest.mark.filterwarnings("ignore")  # torch's own, about tracing, lazy layers and layouts
@pytest.mark.parametrize("line", DOORS)
def test_every_door_is_caught_with_its_line(line, student):
    if "quantized" in line:
        packed = torch.ops.quantized.conv2d_prepack(
            torch.quantize_per_tensor(student["K"], 0.1, 0, torch.qint8), None, [1, 1], [0, 0], [1, 1], 1
        )
        student = student | {"packed": packed}

    reports = run(line, student)

    assert len(reports) == 1, reports
    what, cell, at = reports[0]
    assert what
    assert (cell, at) == (7, 3) or cell == 1  # or in the helper of cell 1 that the line calls


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("np.convolve([1.0, 2.0], [1.0])", "numpy.convolve"),
        ("np.polymul([1.0, 2.0], [1.0, 3.0])", "numpy.convolve"),
        ("signal._signaltools.correlate(X[0, 0], K[0, 0])", "scipy.signal.correlate"),
    ],
)
def test_a_function_is_called_as_people_know_it(line, name, student):
    assert [what for what, *_ in run(line, student)] == [name]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("line", INNOCENT)
def test_innocent_code_is_not_punished(line, student):
    assert run(line, student) == []


@pytest.mark.parametrize(
    "line",
    [
        "torch.library.get_kernel('aten::convolution', 'CPU')",
        "torch._C._jit_get_operation('prim::mkldnn_convolution')",
        "torch.ops.prim.mkldnn_convolution",
        "torch._C.parse_ir('graph(%x : Tensor):\\n  %y : Tensor = prim::mkldnn_convolution(%x)\\n  return (%y)')",
        "torch._C.Graph().create('prim::mkldnn_convolution', [])",
        "correlate.__wrapped__",
    ],
)
def test_no_kernel_is_handed_out_to_be_kept_for_later(line, student):
    with pytest.raises((AttributeError, RuntimeError)):
        eval(line, student | {"correlate": student["kept_correlate"]})


def test_after_the_watch_everything_works_again(student):
    run("F.conv2d(X, K)", student)

    assert student["alias"](student["X"], student["K"]).flatten().tolist() == [8.0, 12.0, 20.0, 24.0]
    assert student["kept_function"]() > 0


def test_only_the_books_own_corr2d_is_meant(student):
    from d2l import torch as d2l

    namespace = student | {"kept": d2l.corr2d, "d2l": d2l}
    exec("def corr2d(X, K):\n    return X\n", namespace)
    policies = ("convolution", "d2l.corr2d")

    assert run("d2l.corr2d(X, K)", namespace, policies)[0][0] == "d2l.corr2d"
    assert run("kept(X, K)", namespace, policies) == [("d2l.corr2d", 7, 3)]
    assert run("corr2d(X, K)", namespace, policies) == []
    assert run("d2l.corr2d(X[0, 0], K[0, 0])", namespace) == []
    assert d2l.corr2d(student["X"][0, 0], student["K"][0, 0]).sum() == 64


@pytest.mark.parametrize(
    "line",
    [
        "torch.nn.Linear(2, 2)", "torch.nn.Conv2d(1, 1, 2)", "layer(X)", "torch.nn.Sequential(layer)", "F.conv2d(X, K)",
        "F.max_pool2d(X, 2)", "F.conv2d(X.to('meta'), K.to('meta')).shape", "torch.nn.Flatten()(X)",
    ],
)  # fmt: skip
def test_arithmetic_may_not_be_done_by_a_layer(line, student):
    assert run(line, student, ("layers",))[0][1:] == (7, 3)


def test_unfold_can_be_banned(student):
    assert run("F.unfold(X, 2)", student, ("unfold",)) != []
    assert run("X.unfold(2, 2, 1)", student, ("unfold",)) != []
    assert run("F.conv2d(X, K)", student, ("unfold",)) == []


@pytest.mark.parametrize(
    "take_off",
    [
        lambda watch: watch._installed.close(),  # as a student who found it in the memory would
        lambda watch: (setattr(watch, "_reported", True), watch._installed.close()),
        lambda watch: banned._standing.clear(),
        lambda watch: (watch.lift(), banned.Watch(("convolution",), print)),
    ],
)
def test_a_watch_that_was_taken_off_or_exchanged_is_noticed(take_off):
    watch = banned.Watch(("convolution",), lambda *_: None)
    try:
        assert watch.is_active()

        take_off(watch)

        assert not watch.is_active()
    finally:
        for standing in list(banned._standing):
            standing.lift()
        watch.lift()


def test_a_use_is_reported_once_though_it_is_caught_and_tried_again(student):
    namespace = dict(student)
    exec(
        compile(
            "def persist():\n    for _ in range(3):\n        try:\n            F.conv2d(X, K)\n"
            "        except Exception:\n            pass\n",
            "<cell 2>",
            "exec",
        ),
        namespace,
    )

    assert run("persist()", namespace) == [("conv2d", 2, 4)]
