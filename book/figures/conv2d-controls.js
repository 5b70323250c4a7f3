/* The controls of chapter 4's figure: a number with − and + beside it for each argument of nn.Conv2d. The same controls
   stand again beside the sections of the chapter that explain one of them (conv2d-linked.js). */
"use strict";

(function (scope) {
  const { conv2dNumbers, cells } = scope.Figures;
  const { h, button } = cells;

  const PAIRS = { input: [1, 999], kernel_size: [1, 99], stride: [1, 99], padding: [0, 99], dilation: [1, 99] };
  const COUNTS = ["in_channels", "out_channels", "groups"];
  const MOST = 4096; // of channels and groups
  const AXES = [say`height`, say`width`];

  /* A number with − and + beside it: for a finger. On a keyboard the number is typed. */
  function stepper(own, { name, get, set, min, max }) {
    const by = (step) => set(Math.min(max, Math.max(min, get() + step)));
    const nudge = (step, words) =>
      button(words, () => by(step), {
        class: "nudge",
        tabindex: -1,
        "aria-label": step < 0 ? say`${name}: less` : say`${name}: more`,
      });
    return h(
      "span",
      { class: "stepper" },
      nudge(-1, "−"),
      own.field({ name, get, set, min, max, whole: true }),
      nudge(1, "+"),
    );
  }

  const row = (name, ...controls) =>
    h("tr", {}, h("th", { scope: "row" }, name), ...controls.map((control) => h("td", {}, control)));

  function pairRow(own, key) {
    const [min, max] = PAIRS[key];
    const one = (axis, a) =>
      stepper(own, {
        name: `${key === "input" ? say`input` : key}, ${axis}`,
        min,
        max,
        get: () => own.state[key][a],
        set: (value) => own.edit({ [key]: own.state[key].map((old, b) => (a === b ? value : old)) }),
      });
    return row(key === "input" ? say`input size` : key, ...AXES.map(one));
  }

  function pairTable(own, keys) {
    return h(
      "table",
      { class: "arguments" },
      h("thead", {}, h("tr", {}, h("td", {}), ...AXES.map((axis) => h("th", { scope: "col" }, axis)))),
      h("tbody", {}, ...keys.map((key) => pairRow(own, key))),
    );
  }

  const countRow = (own, key) =>
    row(
      key,
      stepper(own, {
        name: key,
        min: 1,
        max: MOST,
        get: () => own.extra[key],
        set: (value) => own.edit({}, { [key]: value }),
      }),
    );

  function biasRow(own) {
    const bias = h("input", {
      type: "checkbox",
      "aria-label": "bias",
      onchange: () => own.edit({}, { bias: bias.checked }),
    });
    own.fields.push({
      refresh: () => {
        bias.checked = own.extra.bias;
      },
    });
    return row("bias", bias);
  }

  function modeRow(own) {
    const mode = h(
      "select",
      { "aria-label": "padding_mode", onchange: () => own.edit({}, { padding_mode: mode.value }) },
      ...conv2dNumbers.MODES.map((name) => h("option", { value: name }, name)),
    );
    own.fields.push({
      refresh: () => {
        mode.value = own.extra.padding_mode;
      },
    });
    return row("padding_mode", mode);
  }

  const SINGLE = {
    bias: biasRow,
    padding_mode: modeRow,
    ...Object.fromEntries(COUNTS.map((key) => [key, (own) => countRow(own, key)])),
  };

  /* Controls for some arguments, pairs first. */
  function controls(own, keys) {
    const pairs = keys.filter((key) => key in PAIRS);
    const others = keys.filter((key) => key in SINGLE);
    return [
      ...(pairs.length ? [pairTable(own, pairs)] : []),
      ...(others.length
        ? [h("table", { class: "arguments" }, h("tbody", {}, ...others.map((key) => SINGLE[key](own))))]
        : []),
    ];
  }

  const all = (own) => controls(own, [...Object.keys(PAIRS), ...COUNTS, "bias", "padding_mode"]);

  scope.Figures = { ...scope.Figures, conv2dControls: { controls, all, PAIRS, COUNTS, MOST } };
})(globalThis);
