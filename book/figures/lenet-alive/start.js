/* All that a page loads of this figure at once. The rest, with the weights, comes at the first touch. */
"use strict";

globalThis.Figures.kit.later("lenet-alive", [
  "../pixels.js",
  "../living-screens.js",
  "weights.js",
  "network.js",
  "picture.js",
  "figure.js",
]);
