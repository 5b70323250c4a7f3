"""Firefox without a window, driven by WebDriver BiDi, which it speaks by itself: no driver program is needed."""

import json
import os
import shutil
import signal
import subprocess
import threading
from pathlib import Path

PROGRAM = next(filter(None, map(shutil.which, ("firefox", "firefox-esr"))), None)
LISTENS = "WebDriver BiDi listening on "


class Firefox:
    """One window with a profile of its own; `complaints` collects errors of the pages."""

    def __init__(self, profile: Path):
        import websocket

        command = [PROGRAM, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
        address = next(line.partition(LISTENS)[2].strip() for line in self.process.stderr if LISTENS in line)
        self.reader = threading.Thread(target=self.process.stderr.read, daemon=True)  # or its pipe fills up
        self.reader.start()
        self.socket = websocket.create_connection(f"{address}/session", suppress_origin=True, timeout=300)
        self.asked, self.complaints = 0, []
        self.ask("session.new", capabilities={})
        self.ask("session.subscribe", events=["log.entryAdded"])
        self.window = self.ask("browsingContext.getTree")["contexts"][0]["context"]

    def ask(self, method: str, **parameters):
        """Send one command and wait for its answer; what is logged meanwhile is kept."""
        self.asked += 1
        self.socket.send(json.dumps({"id": self.asked, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("method") == "log.entryAdded" and answer["params"]["level"] == "error":
                self.complaints.append(answer["params"]["text"])
            if answer.get("id") == self.asked:
                assert answer["type"] == "success", answer
                return answer["result"]

    def open(self, address: str) -> None:
        self.ask("browsingContext.navigate", context=self.window, url=address, wait="complete")

    def run(self, code: str):
        """What the body of an async function returns."""
        wrapped = f"(async () => JSON.stringify(await (async () => {{ {code} }})()) ?? 'null')()"
        target = {"context": self.window}
        answer = self.ask("script.evaluate", expression=wrapped, target=target, awaitPromise=True)
        assert answer["type"] == "success", answer
        return json.loads(answer["result"]["value"])

    def press(self, *keys: str) -> None:
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        devices = [{"type": "key", "id": "keys", "actions": actions}]
        self.ask("input.performActions", context=self.window, actions=devices)

    def close(self) -> None:
        self.socket.close()
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(300)
        self.reader.join(300)
        self.process.stderr.close()
