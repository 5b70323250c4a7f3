/* Runs inside a Blob worker: starts MicroPython with the page's small torch, then answers one request after the other.

   Messages in: {load: {glue, wasm, files, words}}, {ask: <JSON of a task and a text>}.
   Messages out: {ready: true}, {alive: <calls so far>} while an answer runs, {verdict: <JSON>}, {broken: <words>}. */
"use strict";

(function (scope) {
  const HEAP = 24 * 1024 * 1024;
  const EVERY = 50; // milliseconds between two signs of life
  let python = null;

  /* The package is a module with top-level await; as the body of an async function it is a classic script. */
  function classic(glue) {
    return (
      "(async () => {" +
      glue
        .replaceAll("import.meta.url", '"https://micropython.invalid/micropython.mjs"')
        .replace("export default _createMicroPythonModule;", "")
        .replace("export async function loadMicroPython", "async function loadMicroPython")
        .replace("let Module={locateFile", "let Module={wasmBinary:options.wasmBinary,locateFile") +
      "})()"
    );
  }

  async function load({ glue, wasm, files, words }) {
    (0, eval)(classic(glue));
    python = await scope.loadMicroPython({ heapsize: HEAP, wasmBinary: wasm, stdout: () => {}, stderr: () => {} });
    python.FS.mkdir("/practice");
    for (const [name, text] of Object.entries(files)) {
      const folder = name.includes("/") ? "/practice/" + name.slice(0, name.lastIndexOf("/")) : null;
      if (folder && !python.FS.analyzePath(folder).exists) python.FS.mkdir(folder);
      python.FS.writeFile("/practice/" + name, text);
    }
    python.runPython("import sys\nsys.path.insert(0, '/practice')\nfrom judging import entry");
    python.globals.set("words", words);
    python.runPython("entry.speak(words)");
  }

  function ask(request) {
    let last = Date.now();
    python.globals.set("request", request);
    python.globals.set("report", (count) => {
      if (Date.now() - last < EVERY) return;
      last = Date.now();
      scope.postMessage({ alive: count });
    });
    python.runPython("verdict = entry.answer(request, report)");
    return python.globals.get("verdict");
  }

  scope.onmessage = async ({ data }) => {
    try {
      if (data.load) {
        await load(data.load);
        scope.postMessage({ ready: true });
      } else {
        scope.postMessage({ verdict: ask(data.ask) });
      }
    } catch (error) {
      scope.postMessage({ broken: String((error && error.message) || error) });
    }
  };
})(globalThis);
