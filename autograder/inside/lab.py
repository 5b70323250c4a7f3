"""JupyterLab in the box: gives up root, raises limits, starts the server, and hands bytes between it and the outside.

The box has no network. What comes through descriptor LISTENER, a socket on which the keeper connects, goes to the
server on the box's own loopback, and back. The student's files were mounted read-only; a copy of them is worked on.
"""

import asyncio
import contextlib
import json
import os
import resource
import secrets
import shutil
import stat
import subprocess
import sys

from autograder.inside import syscalls, walls

LISTENER, LIFELINE, TOKEN, MEMORY_MB = "BOX_LISTENER", "BOX_LIFELINE", "BOX_TOKEN", "BOX_MEMORY_MB"
HANDED_IN, DATA, WORK = "/handed-in", "/handed-out", "/tmp/work"
PORT = 8888
MOST_FILES, MOST_BYTES = 2_000, 200 * 2**20
PROCESSES, FILE_BYTES = 512, 256 * 2**20
STARTING_SECONDS = 120
PIECE = 1 << 16
WITHOUT = ["@jupyterlab/apputils-extension:announcements", "@jupyter/nbgrader"]  # ask the network, make assignments
FORBIDDEN = (
    *("mount", "umount2", "pivot_root", "chroot", "unshare", "setns", "move_mount", "open_tree", "fsopen", "fsmount"),
    *("ptrace", "process_vm_readv", "process_vm_writev", "kcmp", "pidfd_getfd", "bpf", "perf_event_open"),
    *("userfaultfd", "keyctl", "add_key", "request_key", "io_uring_setup", "io_uring_enter", "io_uring_register"),
    *("kexec_load", "init_module", "finit_module", "delete_module", "open_by_handle_at", "syslog", "acct", "swapon"),
)


def main() -> None:
    """Never comes back: ends with the server."""
    listener, lifeline = int(os.environ.pop(LISTENER)), int(os.environ.pop(LIFELINE))
    token = os.environ.pop(TOKEN)
    memory = int(os.environ.pop(MEMORY_MB)) * 10**6
    walls.drop_root()
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_NPROC, PROCESSES),
        (resource.RLIMIT_FSIZE, FILE_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    _forbid()
    copy_regular(HANDED_IN, WORK)
    if not os.path.exists(f"{WORK}/{walls.DATA_HERE}"):
        copy_regular(DATA, f"{WORK}/{walls.DATA_HERE}")
    environment = _environment()
    _write_page_config(environment["JUPYTER_CONFIG_DIR"])
    server = subprocess.Popen(_command(token), cwd=WORK, env=environment, close_fds=True)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_hand_over(listener, lifeline, server))
    os._exit(0)


def _command(token: str) -> list[str]:
    options = {
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": PORT,
        "ServerApp.port_retries": 0,
        "ServerApp.root_dir": WORK,
        "ServerApp.open_browser": False,
        "ServerApp.terminals_enabled": False,
        "IdentityProvider.token": token,
        "LabApp.extension_manager": "readonly",
    }
    return [sys.executable, "-m", "jupyterlab", *(f"--{name}={value}" for name, value in options.items())]


def _environment() -> dict[str, str]:
    own = {name: f"/tmp/{name.split('_')[1].lower()}" for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR")}
    shared = {"JUPYTER_PATH": "/share/jupyter", "JUPYTERLAB_DIR": "/share/jupyter/lab", "JUPYTER_DATA_DIR": "/tmp/data"}
    return {**os.environ, **own, **shared, "COOKIE": secrets.token_hex(8)}


def _write_page_config(folder: str) -> None:
    """Leave out the parts of JupyterLab that are of no use to somebody who looks at a copy without network."""
    os.makedirs(f"{folder}/labconfig", exist_ok=True)
    with open(f"{folder}/labconfig/page_config.json", "w", encoding="utf-8") as file:
        json.dump({"disabledExtensions": dict.fromkeys(WITHOUT, True)}, file)


def _forbid() -> None:
    """Take away system calls that no notebook needs and that are doors of the kernel; what is known of them here."""
    pyseccomp = syscalls.import_pyseccomp()
    made = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    made.set_attr(pyseccomp.Attr.ACT_BADARCH, pyseccomp.KILL_PROCESS)  # 32-bit calls on a 64-bit machine
    for name in FORBIDDEN:
        with contextlib.suppress(Exception):  # a name that this processor or library does not have
            made.add_rule(pyseccomp.ERRNO(1), name)
    new_user = 0x10000000  # CLONE_NEWUSER
    made.add_rule(pyseccomp.ERRNO(1), "clone", pyseccomp.Arg(0, pyseccomp.MASKED_EQ, new_user, new_user))
    made.add_rule(pyseccomp.ERRNO(38), "clone3")  # its flags lie in memory; libraries then use clone
    made.load()


def copy_regular(source: str, target: str) -> None:
    """Regular files alone, so many of them; links, pipes and devices stay behind."""
    if not os.path.isdir(source):
        return
    os.makedirs(target, exist_ok=True)
    files, size = 0, 0
    for folder, _, names in os.walk(source):
        for name in names:
            path = os.path.join(folder, name)
            about = os.lstat(path)
            files, size = files + 1, size + about.st_size
            if not stat.S_ISREG(about.st_mode) or files > MOST_FILES or size > MOST_BYTES:
                continue
            copied = os.path.join(target, os.path.relpath(path, source))
            os.makedirs(os.path.dirname(copied), mode=0o755, exist_ok=True)
            shutil.copyfile(path, copied, follow_symlinks=False)
            os.chmod(copied, 0o644)


async def _hand_over(listener: int, lifeline: int, server: subprocess.Popen) -> None:
    import socket

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, EOFError):
            for _ in range(STARTING_SECONDS * 5):
                try:
                    there, back = await asyncio.open_connection("127.0.0.1", PORT)
                    break
                except ConnectionRefusedError:
                    await asyncio.sleep(0.2)
            else:
                writer.close()
                return
            await asyncio.gather(_pump(reader, back), _pump(there, writer))

    # root in the keeper may not signal the account in the box: the end of the keeper is the end of this pipe
    asyncio.get_running_loop().add_reader(lifeline, os._exit, 0)
    with socket.socket(fileno=listener) as waiting:
        async with await asyncio.start_unix_server(connected, sock=waiting):
            while server.poll() is None:
                await asyncio.sleep(0.5)


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while piece := await reader.read(PIECE):
            writer.write(piece)
            await writer.drain()
    finally:
        with contextlib.suppress(OSError, RuntimeError):
            writer.close()
