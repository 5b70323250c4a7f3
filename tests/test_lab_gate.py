"""The gate before a JupyterLab that a student's program may have taken over: its answers get our policy or none."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from autograder.wall.lab_gate import Gate

REQUEST = "GET /lab HTTP/1.1\r\nHost: {host}\r\nConnection: keep-alive\r\n\r\n"


def through_the_gate(tmp_path: Path, answer: bytes, request: str = REQUEST) -> tuple[bytes, bytes]:
    """What the box was asked, and what the browser got, when the box answers these bytes."""
    asked = b""

    async def box(reader, writer):
        nonlocal asked
        asked = await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        await writer.drain()
        writer.close()

    async def run() -> bytes:
        path = tmp_path / "socket"
        gate = Gate(path)
        async with await asyncio.start_unix_server(box, path), await gate.open():
            address, port = gate.host.split(":")
            reader, writer = await asyncio.open_connection(address, int(port))
            writer.write(request.replace("{host}", gate.host).encode())
            got = await asyncio.wait_for(reader.read(), 30)
            writer.close()
            return got

    with ThreadPoolExecutor() as threads:  # in this one the browser of other tests may keep a loop
        return threads.submit(asyncio.run, run()).result(), asked


def test_an_answer_carries_our_policy_in_the_place_of_its_own(tmp_path):
    answer = b"HTTP/1.1 200 OK\r\nContent-Security-Policy: default-src *\r\nLink: <http://x>; rel=preconnect\r\n"
    got, asked = through_the_gate(tmp_path, answer + b"Set-Cookie: a=b\r\nRefresh: 0; url=http://x\r\n\r\n<p>hi</p>")

    head, _, body = got.partition(b"\r\n\r\n")
    assert body == b"<p>hi</p>" and b"Set-Cookie: a=b" in head
    assert head.count(b"Content-Security-Policy") == 1 and b"default-src 'self'" in head
    assert b"Link" not in head and b"Refresh" not in head and b"default-src *" not in head
    assert b"Connection: close" in head and b"Connection: close" in asked and b"keep-alive" not in asked


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<script>1</script>",
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n<script>1</script>",
        b"HTTP/1.1 101 Switching Protocols\r\n\r\nHTTP/1.1 200 OK\r\n\r\n<script>1</script>",
        b"HTTP/1.1 200 OK\nContent-Type: text/html\n\n<script>1</script>\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: y\n\n<script>1</script>\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n folded: x\r\n\r\n<script>1</script>",
        b"HTTP/1.1 200 OK\r\nX : y\r\n\r\n<script>1</script>",
        b"HTTP/1.1 200 OK\r\nX: \x00\r\n\r\n<script>1</script>",
        b"HTTP/0.9 200 OK\r\n\r\n<script>1</script>",
        b"<script>1</script>",
        b"",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n<script>1</script>",
    ],
)
def test_what_a_browser_could_read_in_another_way_is_not_passed_on(tmp_path, answer):
    got, _ = through_the_gate(tmp_path, answer)

    assert got == b""


def test_a_web_socket_goes_through(tmp_path):
    request = "GET /api HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
    got, asked = through_the_gate(
        tmp_path, b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\nframes", request
    )

    assert got.endswith(b"\r\n\r\nframes") and b"Connection: Upgrade" in asked


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", ""])
def test_who_asks_under_another_name_gets_nothing_and_the_box_is_not_asked(tmp_path, host):
    got, asked = through_the_gate(tmp_path, b"HTTP/1.1 200 OK\r\n\r\nx", f"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n")

    assert (got, asked) == (b"", b"")
