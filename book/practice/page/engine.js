/* The Python of the page, in a worker that is ended when an answer does not come back. */
"use strict";

(function (scope) {
  const SILENT = 2000; // milliseconds without a sign of life, then the answer is taken to be endless
  const LONGEST = 20000; // milliseconds for one answer in all
  let starting = null; // the promise of a worker that is ready

  const { fetched } = scope.Practice;

  async function inflated(packed) {
    const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  async function start() {
    const packed = await fetched("python");
    const text = async (part) => new TextDecoder().decode(await inflated(part));
    const texts = JSON.parse(await text(packed.texts));
    const address = URL.createObjectURL(new Blob([texts.worker], { type: "text/javascript" }));
    const worker = new Worker(address);
    const [glue, wasm] = await Promise.all([text(packed.mjs), inflated(packed.wasm)]);
    return new Promise((resolve, reject) => {
      worker.onerror = (event) => reject(new Error(event.message || "the worker did not start"));
      worker.onmessage = ({ data }) => {
        URL.revokeObjectURL(address);
        if (data.ready) resolve(worker);
        else reject(new Error(data.broken));
      };
      worker.postMessage({ load: { glue, wasm, files: texts.files, words: JSON.stringify(scope.words ?? {}) } }, [wasm.buffer]);
    });
  }

  function ready() {
    starting ??= start().catch((error) => {
      starting = null;
      throw error;
    });
    return starting;
  }

  /* The verdict on a text; an answer that is silent for too long is ended, the page stays alive. */
  async function ask(task, text) {
    const worker = await ready();
    return new Promise((resolve) => {
      const began = Date.now();
      let timer = null;
      const end = (verdict) => {
        clearTimeout(timer);
        worker.onmessage = worker.onerror = null;
        resolve(verdict);
      };
      const stop = (verdict) => {
        worker.terminate();
        starting = null;
        end(verdict);
        ready().catch(() => {}); // the next answer finds a worker that is warm
      };
      const wait = () => {
        clearTimeout(timer);
        timer = setTimeout(() => stop({ verdict: "timed_out", message: "", printed: "" }), SILENT);
      };
      worker.onmessage = ({ data }) => {
        if (data.verdict) end(JSON.parse(data.verdict));
        else if (data.broken) stop({ verdict: "unknown", message: say`what happened (${data.broken})`, printed: "" });
        else if (Date.now() - began > LONGEST) stop({ verdict: "timed_out", message: "", printed: "" });
        else wait();
      };
      worker.onerror = (event) => stop({ verdict: "unknown", message: say`what happened (${event.message})`, printed: "" });
      wait();
      worker.postMessage({ ask: JSON.stringify({ task, text }) });
    });
  }

  scope.Practice = { ...scope.Practice, ready, ask };
})(globalThis);
