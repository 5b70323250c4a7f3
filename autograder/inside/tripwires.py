"""Small hostile programs, run as a student's file before anything is graded: each tries to get out in one way.

Each returns True when it got out. They do no harm where they succeed.
"""

import os
import signal
import socket
import sys


def reads_a_file_of_the_course(canary, folder):
    for attempt, path in ((open, canary), (os.listdir, folder)):
        try:
            attempt(path)
            return True
        except OSError:
            pass
    return False


def writes_a_file(canary, folder):
    try:
        with open(os.path.join(os.path.dirname(canary), "written"), "w") as file:
            file.write("out")
        return True
    except OSError:
        return False


def opens_a_socket(canary, folder):
    for family, kind in ((socket.AF_INET, socket.SOCK_DGRAM), (socket.AF_UNIX, socket.SOCK_STREAM)):
        try:
            socket.socket(family, kind).close()
            return True
        except OSError:
            pass
    return False


def starts_a_process(canary, folder):
    try:
        child = os.fork()
    except OSError:
        return False
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return True


def runs_a_program(canary, folder):
    try:
        os.execv(sys.executable, [sys.executable, "-c", ""])  # where this works, no answer comes: the keeper sees that
    except OSError:
        return False


def signals_its_parent(canary, folder):
    try:
        os.kill(os.getppid(), signal.SIGCONT)
        return True
    except OSError:
        return False


def looks_into_its_parent(canary, folder):
    try:
        with open(f"/proc/{os.getppid()}/mem", "rb"):
            return True
    except OSError:
        return False


def takes_more_memory_than_allowed(canary, folder):
    try:
        bytearray(3 * 2**30)
        return True
    except MemoryError:
        return False


def outlives_its_deadline(canary, folder):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
