"""Sends a word out over every kind of socket."""

import socket

import torch

OUT = []
for family, kind, address in [
    (socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 53)), (socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 80)),
    (socket.AF_UNIX, socket.SOCK_STREAM, "\0abstract"), (socket.AF_UNIX, socket.SOCK_DGRAM, "/dev/log"),
    (getattr(socket, "AF_VSOCK", 40), socket.SOCK_STREAM, (2, 1)), (socket.AF_NETLINK, socket.SOCK_RAW, (0, 0)),
]:
    try:
        end = socket.socket(family, kind)
        OUT.append(f"CANARY: a socket of family {family}")
        end.connect(address)
    except OSError:
        pass
try:
    OUT.append(socket.gethostbyname("secret.example.org"))
except OSError:
    pass


def corr2d_multi_in_out(X, K):
    raise RuntimeError(OUT)


corr2d_multi_in_out_vectorized = corr2d_multi_in_out
