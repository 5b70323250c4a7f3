"""The gate between a browser and a JupyterLab in the box, which may be in the hands of a student's program by now.

The gate listens on a loopback address of its own (127.x.y.z), for cookies are shared by all ports of an address: the
teacher's own JupyterLab is another site. Each answer is one response whose headers are read, checked and sent anew,
with a policy that keeps the page from asking anything elsewhere, from windows, devices and the clipboard.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import secrets
from pathlib import Path

MOST_HEAD = 65_536
SECONDS = 180  # for the head of a request or an answer: JupyterLab takes long to start
PIECE = 1 << 16
REQUEST = re.compile(rb"[A-Z]{1,16} (/[^\s\x00-\x1f\x7f]*) HTTP/1\.1")
STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})(?: [^\r\n\x00]*)?")
HEADER = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\r\n\x00]*)")
OURS = {  # of an answer: taken out, and ours put in
    *(b"connection", b"keep-alive", b"content-security-policy", b"content-security-policy-report-only"),
    *(
        b"permissions-policy",
        b"cross-origin-opener-policy",
        b"referrer-policy",
        b"refresh",
        b"link",
        b"x-dns-prefetch-control",
    ),
    *(b"clear-site-data", b"service-worker-allowed", b"report-to", b"reporting-endpoints", b"nel", b"alt-svc"),
}


class Refused(Exception):
    """Bytes that are no request or answer as they should be."""


class Gate:
    """Listens for the browser, and connects to the box's socket."""

    def __init__(self, box: Path):
        self._box = box
        self.address = f"127.{secrets.randbelow(200) + 20}.{secrets.randbelow(250) + 1}.{secrets.randbelow(250) + 2}"
        self.host = ""

    async def open(self) -> asyncio.Server:
        """Begin to listen; `host` is then what a browser asks for."""
        server = await asyncio.start_server(self._connected, self.address, 0, limit=MOST_HEAD)
        self.host = f"{self.address}:{server.sockets[0].getsockname()[1]}"
        return server

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        ended = (OSError, EOFError, Refused, asyncio.LimitOverrunError, asyncio.CancelledError)  # the last: Ctrl-C
        with contextlib.suppress(*ended):
            request, upgrade = await self._request(reader)
            there, back = await asyncio.open_unix_connection(str(self._box), limit=MOST_HEAD)
            try:
                back.write(request)
                sending = asyncio.ensure_future(_pump(reader, back))
                writer.write(await self._answer(there, upgrade))
                await _pump(there, writer)
                sending.cancel()
            finally:
                back.close()
        writer.close()

    async def _request(self, reader: asyncio.StreamReader) -> tuple[bytes, bool]:
        first, headers = await _head(reader, REQUEST)
        found = {name.lower(): value for name, value in headers}
        if found.get(b"host", b"").decode("latin-1") != self.host:
            raise Refused("another name")
        upgrade = found.get(b"upgrade", b"").lower() == b"websocket"
        kept = [(name, value) for name, value in headers if name.lower() not in (b"connection", b"keep-alive")]
        kept.append((b"Connection", b"Upgrade" if upgrade else b"close"))
        return _written(first, kept), upgrade

    async def _answer(self, reader: asyncio.StreamReader, upgrade: bool) -> bytes:
        first, headers = await _head(reader, STATUS)
        status = STATUS.fullmatch(first)
        assert status is not None
        if status[1].startswith(b"1") and not (status[1] == b"101" and upgrade):
            raise Refused("an answer before the answer could have no policy")
        if status[1] == b"101":
            return _written(first, headers)
        kept = [(name, value) for name, value in headers if name.lower() not in OURS]
        return _written(first, [*kept, *self._policy()])

    def _policy(self) -> list[tuple[bytes, bytes]]:
        host = self.host
        policy = (
            "sandbox allow-scripts allow-same-origin allow-forms allow-modals; "
            "default-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval'; "
            f"connect-src 'self' ws://{host}; form-action 'self'; base-uri 'self'; frame-ancestors 'none'"
        )
        names = (
            "camera",
            "microphone",
            "geolocation",
            "clipboard-read",
            "usb",
            "serial",
            "hid",
            "midi",
            "display-capture",
        )
        return [
            (b"Connection", b"close"),
            (b"Content-Security-Policy", policy.encode()),
            (b"Permissions-Policy", ", ".join(f"{name}=()" for name in names).encode()),
            (b"Cross-Origin-Opener-Policy", b"same-origin"),
            (b"Referrer-Policy", b"no-referrer"),
            (b"X-DNS-Prefetch-Control", b"off"),
        ]


async def _head(reader: asyncio.StreamReader, form: re.Pattern[bytes]) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    """First line and headers; Refused for anything that two readers could read in two ways."""
    try:
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), SECONDS)
    except asyncio.IncompleteReadError:
        raise Refused("no head") from None
    first, *lines = head[:-4].split(b"\r\n")
    found = [HEADER.fullmatch(line) for line in lines]
    if not form.fullmatch(first) or None in found:
        raise Refused("no head as it should be")
    return first, [(match[1], match[2]) for match in found if match]


def _written(first: bytes, headers: list[tuple[bytes, bytes]]) -> bytes:
    return b"\r\n".join([first, *(name + b": " + value for name, value in headers), b"", b""])


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while piece := await reader.read(PIECE):
        writer.write(piece)
        await writer.drain()
