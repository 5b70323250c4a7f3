/* Screens of the living picture and of LeNet: planes and maps as images on a canvas, with a frame that says where the
   window is, and a pointer that moves it. */
"use strict";

(function (scope) {
  const { pixels, drawing, cells } = scope.Figures;
  const { shades } = pixels;
  const FULL = [0, 255];
  const { numeral } = drawing;
  const { h, button, follow } = cells;

  /* `at(row, column)` of the pointer, in numbers of the image, leads to choose(…, pressed) when it is pressed or
     pulled, and to look(…) while a mouse only passes over; look(null) when it has left. */
  function screen({ title, choose, look, large = false }) {
    const canvas = h("canvas", { role: "img", "aria-label": title, width: 1, height: 1 });
    const frame = h("span", { class: "here" });
    const node = h("div", { class: `screen${large ? " large" : ""}` }, canvas, frame);

    const spot = (event) => {
      const box = canvas.getBoundingClientRect();
      return [
        ((event.clientY - box.top) / box.height) * canvas.height,
        ((event.clientX - box.left) / box.width) * canvas.width,
      ];
    };
    follow(canvas, { go: (event, pressed) => choose(...spot(event), pressed) });
    canvas.addEventListener("pointermove", (event) => {
      if (!event.buttons && event.pointerType === "mouse") look(...spot(event));
    });
    canvas.addEventListener("pointerleave", (event) => {
      if (event.pointerType === "mouse" && !event.buttons) look(null);
    });

    const place = (row, column, tall, across) => {
      for (const [name, value] of Object.entries({ row, column, tall, across }))
        frame.style.setProperty(`--${name}`, value);
      frame.style.setProperty("--rows", canvas.height);
      frame.style.setProperty("--columns", canvas.width);
    };

    function fill([height, width], reds, greens, blues) {
      if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
      const context = canvas.getContext("2d");
      const image = context.createImageData(width, height);
      const words = new Uint32Array(image.data.buffer);
      for (let k = 0; k < words.length; k += 1) words[k] = (255 << 24) | (blues[k] << 16) | (greens[k] << 8) | reds[k];
      context.putImageData(image, 0, 0);
    }
    let painted = []; // what is on it already is not painted again: while the window moves, the images stay
    const fresh = (...what) => {
      const old = what.every((each, i) => each === painted[i]);
      painted = what;
      return !old;
    };
    function paint(values, size, scale) {
      if (!fresh(values, ...scale)) return;
      const greys = shades(values, scale);
      fill(size, greys, greys, greys);
    }
    function paintColours(planes, size) {
      if (fresh(...planes)) fill(size, ...planes.map((plane) => shades(plane, FULL)));
    }
    return { node, canvas, place, paint, paintColours };
  }

  /* A bar of greys with its ends, and zero, in numbers. */
  function scaleBar() {
    const [low, zero, high] = [h("span", {}), h("span", {}), h("span", {})];
    const node = h("div", { class: "scale" }, h("i", {}), h("div", {}, low, zero, high));
    const paint = ([from, to]) => {
      low.textContent = numeral(Number(from.toPrecision(3)));
      zero.textContent = from < 0 ? "0" : "";
      high.textContent = numeral(Number(to.toPrecision(3)));
    };
    return { node, paint };
  }

  const COLOURS = [say`red`, say`green`, say`blue`];

  /* Buttons that erase a channel of the picture, and bring it back: own.extra.erased says which are gone. */
  function eraser(own) {
    const buttons = COLOURS.map((name, c) => {
      const turn = () => {
        own.extra.erased = own.extra.erased.map((old, i) => (i === c ? !old : old));
        own.change();
      };
      return button(String(c), turn, { "aria-label": say`erase channel ${c}, ${name}` });
    });
    const paint = () => buttons.forEach((each, c) => each.setAttribute("aria-pressed", String(own.extra.erased[c])));
    return { node: h("span", { class: "group" }, h("span", {}, say`Erase channel`), ...buttons), paint };
  }

  scope.Figures = { ...scope.Figures, livingScreens: { COLOURS, screen, scaleBar, eraser } };
})(globalThis);
