/* Where the living picture comes from: the photograph of the page, a file or the camera of the reader, or an address that
   somebody sent. A picture is {size, planes}; whatever the reader gives stays in the page. */
"use strict";

(function (scope) {
  const { pixels, livingFilters, cells, addresses } = scope.Figures;
  const { h, button } = cells;
  const { number, list } = addresses;

  const SIDE = 96;
  const FRAME = 1000 / 25; // milliseconds between two pictures of the camera

  /* The photograph stands once in the page, in the still version of the figure; make_static.js has it from its file. */
  let photograph = null;
  function home() {
    photograph ??= pixels.readBitmap(
      scope.Figures.photograph ?? document.querySelector("[data-photograph]").getAttribute("href"),
    );
    return photograph;
  }

  let given = null;
  const picture = () => given ?? home();
  const use = (another) => {
    given = another;
  };

  /* The middle square of an image or a video, in 96 × 96 pixels. */
  function shrink(image, width, height) {
    const side = Math.min(width, height);
    const canvas = h("canvas", { width: SIDE, height: SIDE });
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.imageSmoothingQuality = "high";
    context.fillStyle = "white"; // what is transparent lies on white paper, not on black
    context.fillRect(0, 0, SIDE, SIDE);
    context.drawImage(image, (width - side) / 2, (height - side) / 2, side, side, 0, 0, SIDE, SIDE);
    return { canvas, made: pixels.readCanvas(context.getImageData(0, 0, SIDE, SIDE)) };
  }

  /* What an address holds, if all of it is usable. */
  function sound(name, { K, bias, relu, at, output_channel, picture: sent }) {
    const { K: model } = livingFilters.START[name];
    const side = K[0][0].length;
    const slice = (grid) => list(grid, side, (line) => list(line, side, number));
    const usable =
      [1, 3, 5].includes(side) &&
      list(K, model.length, (filter) => list(filter, 3, slice)) &&
      list(bias, model.length, number) &&
      list(at, 2, Number.isInteger) &&
      Number.isInteger(output_channel);
    if (!usable) return null;
    const state = { K, bias, relu: Boolean(relu), output_channel, row: at[0], column: at[1] };
    return { state, picture: typeof sent === "string" && sent.startsWith("data:image/jpeg;base64,") ? sent : null };
  }

  const held = ({ K, bias, relu, row, column, output_channel }) => ({ K, bias, relu, at: [row, column], output_channel });

  /* The picture in a few thousand letters, for an address. */
  function letters({ size: [height, width], planes }) {
    const canvas = h("canvas", { width, height });
    const context = canvas.getContext("2d");
    const image = context.createImageData(width, height);
    for (let k = 0; k < height * width; k += 1) image.data.set([...planes.map((plane) => plane[k]), 255], 4 * k);
    context.putImageData(image, 0, 0);
    return canvas.toDataURL("image/jpeg", 0.7);
  }

  async function load(own, image, words) {
    await image.decode();
    use(shrink(image, image.naturalWidth, image.naturalHeight).made);
    own.extra.picture = words;
    own.change();
  }

  function controls(own, name) {
    const said = h("p", { class: "reply", role: "status" });
    let stream = null;

    async function open(file) {
      if (!file) return;
      const image = new Image();
      image.src = URL.createObjectURL(file);
      try {
        await load(own, image, "your picture");
        said.textContent = say`Your picture, its middle square in ${SIDE} × ${SIDE} pixels. It stays in this page.`;
      } catch (broken) {
        said.textContent = say`${file.name} is no picture that this browser can show. Choose a JPEG or a PNG.`;
      }
      URL.revokeObjectURL(image.src);
    }

    function stop() {
      for (const track of stream?.getTracks() ?? []) track.stop();
      stream = null;
      filming.textContent = say`use the camera`;
      own.line.setAttribute("aria-live", "polite");
    }

    async function film() {
      if (stream) {
        stop();
        said.textContent = say`The camera is off. Its last picture stays until you choose another.`;
        return;
      }
      try {
        stream = await navigator.mediaDevices.getUserMedia({ video: { width: { ideal: 320 }, facingMode: "user" } });
      } catch (refused) {
        said.textContent = say`There is no camera here, or the browser does not let this page use it.`;
        return;
      }
      filming.textContent = say`stop the camera`;
      own.line.setAttribute("aria-live", "off"); // nobody wants to hear 25 sums a second
      said.textContent = say`The camera's picture stays in this page: nothing is sent, nothing is kept.`;
      own.extra.picture = "the camera";
      const video = h("video", { muted: true, playsinline: true });
      video.srcObject = stream;
      await video.play();
      let last = 0;
      const next = (time) => {
        if (!stream || !own.line.isConnected) return stop();
        if (time - last >= FRAME && video.videoWidth) {
          last = time;
          use(shrink(video, video.videoWidth, video.videoHeight).made);
          own.change();
        }
        requestAnimationFrame(next);
      };
      requestAnimationFrame(next);
    }

    const sharing = addresses.sharing(
      name,
      () => ({ ...held(own.state), ...(given ? { picture: letters(given) } : {}) }),
      () => (given ? say`the filter and your picture` : say`the filter and the position of the window`),
      said,
    );
    const filming = button(say`use the camera`, film);
    const file = h("input", { type: "file", accept: "image/*", onchange: () => open(file.files[0]) });
    const back = button(say`the photograph again`, () => {
      stop();
      use(null);
      file.value = "";
      own.extra.picture = "photograph";
      said.textContent = "";
      own.change();
    });
    return h(
      "details",
      { class: "panel" },
      h("summary", {}, say`Your own picture, or an address to send`),
      h("div", { class: "bar" }, h("label", {}, h("span", {}, `${say`from a file`} `), file), filming, back),
      sharing,
      said,
    );
  }

  /* Starts from the address where it names this figure, and writes each later change into it. */
  function recall(own, name) {
    const found = addresses.read(name, (value) => sound(name, value));
    if (found?.picture) {
      const image = new Image();
      image.src = found.picture;
      load(own, image, "a picture that was sent").catch(() => {}); // a broken one leaves the photograph in its place
    }
    if (found)
      Object.assign(own.extra, {
        named: own.extra.named.map(() => null),
        chosen: [found.state.row, found.state.column],
      });
    return found?.state;
  }

  const remember = (name, state) => addresses.remember(name, held(state));

  scope.Figures = { ...scope.Figures, livingSource: { picture, use, controls, recall, remember } };
})(globalThis);
