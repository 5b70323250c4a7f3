"""The zygote: a warm Python in the box that forks one child for each submission.

It imports torch and d2l once, then only ever waits for one of three orders on its control socket:

    "F" limits nonce  (+ one socket, passed along)   fork a child that serves that socket     -> "P" pid
    "L" pid                                          look how long the child has waited       -> "W" pid nanoseconds
    "K" pid                                          kill the child and reap it               -> "W" pid nanoseconds

It never runs a line of student code, and it has never held a test or an expected value, so a child finds none by
looking through the memory that it inherits.
"""

import contextlib
import gc
import importlib.util
import os
import signal
import socket
import struct
import sys

from autograder import lean_imports, torchvision_pair
from autograder.inside import huge_pages

FORK = struct.Struct("<cII16s")
OF_CHILD = struct.Struct("<cI")  # "L" or "K"
FORKED = struct.Struct("<cI")
WAITED = struct.Struct("<cIQ")
CONTROL_FD = 3
BROUGHT = ("numpy", "matplotlib.pyplot", "pandas")  # what many submissions import, where it is installed


def warm_up(*, for_a_class: bool) -> None:
    """Import and run once what every submission needs, in one thread; for a class, also what few need."""
    lean_imports.prepare()
    torchvision_pair.install_hook()
    if importlib.util.find_spec("torch") is not None:
        _warm_up_torch(for_a_class=for_a_class)
    for module in BROUGHT:
        with contextlib.suppress(ImportError):
            importlib.import_module(module)
    from autograder.inside import banned, cells, child  # noqa: F401  everything a child needs is here before the fork

    cells.warm_up()
    banned.warm_up()


def _warm_up_torch(*, for_a_class: bool) -> None:
    with contextlib.suppress(ImportError):
        importlib.import_module("matplotlib")
    import torch
    from torch import nn
    from torch.nn import functional as F

    torch.set_num_threads(1)
    with contextlib.suppress(ModuleNotFoundError):  # no `find_spec`: the finders of torchvision answer once
        import torchvision.extension  # noqa: F401  its operators, before those that are banned are looked up
    image = torch.ones(1, 1, 4, 4, requires_grad=True)
    layer = nn.Conv2d(1, 1, 2)
    (F.max_pool2d(layer(image), 2).sum() + torch.einsum("nchw,c->n", image, torch.ones(1)).sum()).backward()
    torch.linalg.norm(torch.ones(2, 2) @ torch.ones(2, 2))
    if importlib.util.find_spec("d2l") is not None:
        from d2l import torch as d2l

        d2l.corr2d(torch.ones(3, 3), torch.ones(2, 2))
    if for_a_class and "torchvision" in sys.modules:
        lean_imports.bring_the_rest()


def serve(control: socket.socket) -> None:
    """Fork and reap until the keeper closes the control socket."""
    from autograder.inside import child

    children: set[int] = set()
    forks = 0
    while True:
        order, descriptors, _, _ = socket.recv_fds(control, 64, 1)
        if not order:
            return
        if order[:1] == b"F":
            _, memory_mb, cpu_seconds, nonce = FORK.unpack(order)
            forks += 1
            if forks == huge_pages.WORTH_IT_AFTER:
                huge_pages.fold()
            pid = os.fork()
            if pid == 0:
                control.close()
                child.serve(descriptors[0], nonce, memory_mb=memory_mb, cpu_seconds=cpu_seconds)
            for descriptor in descriptors:
                os.close(descriptor)
            children.add(pid)
            control.send(FORKED.pack(b"P", pid))
        else:
            verb, pid = OF_CHILD.unpack(order)
            if pid not in children:
                control.send(WAITED.pack(b"W", 0, 0))
                continue
            waited = _waited(pid)
            if verb == b"K":
                children.remove(pid)
                _kill_and_reap(pid)
            control.send(WAITED.pack(b"W", pid, waited))


def _waited(pid: int) -> int:
    """Nanoseconds for which the child was ready to run and had no processor; 0 where Linux does not count them."""
    try:
        with open(f"/proc/{pid}/schedstat", encoding="ascii") as counts:
            return int(counts.read().split()[1])
    except (OSError, ValueError, IndexError):
        return 0


def _kill_and_reap(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def main(*, for_a_class: bool = False) -> None:
    """Entry of the box: drop privileges, warm up, say hello, serve."""
    from autograder.inside import walls

    walls.drop_root()
    control = socket.socket(fileno=CONTROL_FD)
    warm_up(for_a_class=for_a_class)
    tasks = len(os.listdir("/proc/self/task")) if os.path.isdir("/proc/self/task") else 1
    if tasks != 1:  # a fork after a second thread has started can hang for ever
        sys.exit(f"the zygote has {tasks} threads")
    standing = ",".join(walls.standing())
    gc.set_threshold(700)  # Python's own value: student code runs as in any other process
    gc.collect()
    gc.freeze()
    control.send(b"R" + standing.encode())
    serve(control)


if __name__ == "__main__":
    main()
