/* Runs book/practice/page/worker.js as a browser's worker would: requests on the standard input, one a line, verdicts on
   the standard output. */
"use strict";

const fs = require("fs");
const path = require("path");
const vm = require("vm");
const zlib = require("zlib");

const folder = process.argv[2];
let answered = null;
const scope = {
  console, crypto: require("crypto").webcrypto, performance, setTimeout, clearTimeout, TextDecoder, TextEncoder, WebAssembly, URL,
  navigator: { userAgent: "" }, location: { href: "blob:worker" },
  WorkerGlobalScope: function () {}, XMLHttpRequest: function () {},
  postMessage: (message) => { if (!("alive" in message)) answered(message); },
};
scope.globalThis = scope.self = scope;
vm.createContext(scope);
vm.runInContext(fs.readFileSync(path.join(folder, "page/worker.js"), "utf8"), scope);

const send = (data) => new Promise((resolve) => { answered = resolve; scope.onmessage({ data }); });

function files(from, prefix = "") {
  return Object.fromEntries(
    fs.readdirSync(path.join(folder, from)).filter((name) => name.endsWith(".py"))
      .map((name) => [prefix + name, fs.readFileSync(path.join(folder, from, name), "utf8")]),
  );
}

(async () => {
  const inflated = (name) => zlib.inflateRawSync(fs.readFileSync(path.join(folder, "vendor/micropython", name)));
  const started = await send({
    load: {
      glue: inflated("micropython.mjs.deflate").toString("utf8"),
      wasm: inflated("micropython.wasm.deflate"),
      words: process.env.WORDS ?? "{}",
      files: { ...files("judging", "judging/"), ...files("small_torch", "small_torch/") },
    },
  });
  if (!started.ready) throw new Error(started.broken);
  for (const line of fs.readFileSync(0, "utf8").split("\n").filter(Boolean)) {
    const { verdict, broken } = await send({ ask: line });
    console.log(verdict ?? JSON.stringify({ verdict: "broken", message: broken }));
  }
})().catch((error) => { console.error(error); process.exitCode = 1; });
