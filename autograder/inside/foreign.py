"""Ways to a convolution that torch's dispatcher does not see: NumPy, SciPy, SymPy, OpenCV, scikit-image, ctypes, cffi.

They are guarded from the zygote on, whenever they are imported, and let everything through unless a watch is active.
An import that is never used is no use.
"""

import _ctypes
import ctypes
import functools
import importlib.abc
import re
import sys
from collections.abc import Callable
from types import FrameType, ModuleType
from typing import Any

Reach = Callable[[str], None]

_MODULES = re.compile(r"(.+\.(signal|ndimage|ndfilters|convolutions?)|cv2|skimage|numba|pywt|_cffi_backend)(\.|$)")
_FUNCTIONS = re.compile(r"conv|correlat|filt|fir|^_apply$|jit|stencil|^load_library$", re.IGNORECASE)
_NUMPY = re.compile(r"numpy(\._?core(\.(numeric|multiarray|_multiarray_umath))?)?")
_SUMS_OF_PRODUCTS = re.compile("convolve|correlate2?")  # in one dimension: a call a plane is a convolution
_MARK = "__guarded_door__"


def guard(reach: Reach) -> None:
    """Guard every door, for good."""
    for name, module in list(sys.modules.items()):
        if _MODULES.match(name):
            _guard_functions(module, reach)
        elif _NUMPY.fullmatch(name):
            _guard_functions(module, reach, _SUMS_OF_PRODUCTS.fullmatch)
    finder = _GuardingFinder(reach)
    sys.meta_path.insert(0, finder)
    sys.addaudithook(finder.come_back)
    _guard_c_functions(reach)


class _GuardingFinder(importlib.abc.MetaPathFinder):
    """Lets the other finders find, then guards what they load."""

    def __init__(self, reach: Reach):
        self._reach = reach

    def come_back(self, event: str, arguments: tuple) -> None:
        """Puts this finder back into `sys.meta_path` if student code removed it."""
        if event == "import" and _MODULES.match(arguments[0]) and not any(finder is self for finder in sys.meta_path):
            sys.meta_path.insert(0, self)

    def find_spec(self, name: str, path: Any, target: Any = None) -> Any:
        if not _MODULES.match(name):
            return None
        for finder in sys.meta_path:
            spec = None if finder is self else finder.find_spec(name, path, target)
            if spec is not None and spec.loader is not None:
                execute = spec.loader.exec_module

                def execute_and_guard(module: ModuleType, execute: Any = execute) -> None:
                    execute(module)
                    _guard_functions(module, self._reach)

                spec.loader.exec_module = execute_and_guard  # type: ignore[method-assign]
                return spec
        return None


def _guard_functions(module: ModuleType, reach: Reach, is_door: Callable = _FUNCTIONS.search) -> None:
    for name, value in list(vars(module).items()):
        if not is_door(name) or not callable(value) or isinstance(value, type) or hasattr(value, _MARK):
            continue
        setattr(module, name, _guarded(value, module.__name__, name, reach))


def _guarded(function: Callable, module: str, name: str, reach: Reach) -> Callable:
    @functools.wraps(function)
    def guarded(*arguments: Any, **options: Any) -> Any:
        reach(_as_known(module, name))
        return function(*arguments, **options)

    del guarded.__wrapped__  # the way around it
    setattr(guarded, _MARK, True)
    return guarded


def _as_known(module: str, name: str) -> str:
    """The function as people call it: `numpy.convolve`, though `numpy._core.numeric` holds it."""
    parts = module.split(".")
    packages = [".".join(parts[: count + 1]) for count in range(len(parts))]
    known = next((package for package in packages if hasattr(sys.modules.get(package), name)), module)
    return f"{known}.{name}"


def _guard_c_functions(reach: Reach) -> None:
    """ctypes, when the student's own line uses it: libraries that it opens or asks, functions that it kept."""
    plain = _ctypes.CFuncPtr

    class Guarded(plain):  # type: ignore[valid-type,misc]
        _flags_, _restype_ = _ctypes.FUNCFLAG_CDECL, ctypes.c_int

        def __call__(self, *arguments: Any, **options: Any) -> Any:
            if _is_student(sys._getframe(1)):
                reach("ctypes")
            return super().__call__(*arguments, **options)

    # what every library and every prototype is made of, from now on
    ctypes._CFuncPtr = _ctypes.CFuncPtr = Guarded  # type: ignore[attr-defined,misc]
    ctypes._c_functype_cache.clear()  # type: ignore[attr-defined]
    ctypes.pythonapi = ctypes.PyDLL(None)

    def listen(event: str, _: Any) -> None:
        if event in ("ctypes.dlopen", "ctypes.dlsym", "ctypes.call_function"):
            frame: FrameType | None = sys._getframe(1)
            while frame is not None and "ctypes" in frame.f_code.co_filename:
                frame = frame.f_back
            if _is_student(frame):
                reach("ctypes")

    sys.addaudithook(listen)  # unlike a patched function, an audit hook cannot be taken off


def _is_student(frame: FrameType | None) -> bool:
    return frame is not None and frame.f_code.co_filename.startswith("<cell ")
