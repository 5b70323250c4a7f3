/* The filters that the living picture starts from, what each is called, and what to notice in its map. */
"use strict";

(function (scope) {
  const each = (slice) => [slice, slice, slice];
  const middle = (...weights) =>
    weights.map((weight) => [
      [0, 0, 0],
      [0, weight, 0],
      [0, 0, 0],
    ]);
  const pixel = (...weights) => weights.map((weight) => [[weight]]);

  const ACROSS = [
    [-1, 0, 1],
    [-2, 0, 2],
    [-1, 0, 1],
  ];
  const DOWN = [
    [-1, -2, -1],
    [0, 0, 0],
    [1, 2, 1],
  ];
  const BLUR = [
    [0.04, 0.04, 0.04],
    [0.04, 0.04, 0.04],
    [0.04, 0.04, 0.04],
  ];
  const SHARPEN = [
    [0, -0.3, 0],
    [-0.3, 1.5, -0.3],
    [0, -0.3, 0],
  ];

  /* Each sets the chosen filter: its three slices and its bias. `title` is its name in the language of the page. */
  const ONE = {
    "upright edges": {
      title: say`upright edges`,
      filter: each(ACROSS),
      notice:
        say`The sum is light where the picture gets brighter from left to right, dark where it gets darker, and middle grey where nothing changes. The weights of each slice add up to 0, so an even patch gives 0.`,
    },
    "level edges": {
      title: say`level edges`,
      filter: each(DOWN),
      notice:
        say`The same slices, turned by a quarter: light where the picture gets brighter from top to bottom. Look at the rim of the hat, and at the collar, which vanishes where it runs straight down.`,
    },
    blur: {
      title: say`blur`,
      filter: each(BLUR),
      notice:
        say`27 weights of 0.04 add up to 1.08, so each number is close to the mean of the 27 numbers under the window. Large shapes stay, details go.`,
    },
    sharpen: {
      title: say`sharpen`,
      filter: each(SHARPEN),
      notice:
        say`The middle counts 1.5, its four neighbours −0.3 each: what differs from its neighbours becomes stronger. The weights of all slices add up to 0.9, so an even patch keeps nearly its brightness.`,
    },
    "red − green": {
      title: say`red − green`,
      filter: middle(1, -1, 0),
      notice:
        say`The red of the flag and the skin are light, the blue wall is dark, and white and black are middle grey: there red and green are equal. The map of blue is 0 everywhere, for its slice holds only zeros.`,
    },
    grey: {
      title: say`grey`,
      filter: middle(0.299, 0.587, 0.114),
      notice:
        say`One weight for each channel and no neighbours: the photograph in grey. Green counts most, as it does for the eye. Two colours that are equally bright become the same grey.`,
    },
  };

  /* Each sets all three filters of one pixel: three weights for each new channel. */
  const MIXING = {
    "swap red and blue": {
      title: say`swap red and blue`,
      filters: [pixel(0, 0, 1), pixel(0, 1, 0), pixel(1, 0, 0)],
      notice:
        say`Each new channel is a copy of one old channel. New red is old blue: the wall and the skin change their colours, black and white stay.`,
    },
    warm: {
      title: say`warm`,
      filters: [pixel(0.393, 0.769, 0.189), pixel(0.349, 0.686, 0.168), pixel(0.272, 0.534, 0.131)],
      notice:
        say`All three new channels are greys, the red one is the brightest: an old brown photograph. Its three rows of weights are nearly multiples of each other.`,
    },
    grey: {
      title: say`grey`,
      filters: [pixel(0.299, 0.587, 0.114), pixel(0.299, 0.587, 0.114), pixel(0.299, 0.587, 0.114)],
      notice: say`Three equal filters make three equal maps: red, green and blue are the same number, and that is a grey.`,
    },
    negative: {
      title: say`negative`,
      filters: [pixel(-1, 0, 0), pixel(0, -1, 0), pixel(0, 0, -1)],
      bias: [255, 255, 255],
      notice:
        say`Each channel times −1, plus a bias of 255: dark becomes light. Without the bias all numbers are below 0, which no screen can show.`,
    },
    copy: {
      title: say`copy`,
      filters: [pixel(1, 0, 0), pixel(0, 1, 0), pixel(0, 0, 1)],
      notice:
        say`Ones on the diagonal and zeros elsewhere: every pixel comes out as it went in. Change one weight and see what it does.`,
    },
  };

  /* `named`: the presets that the figure starts with, one a filter, or one for all where a preset sets them all. */
  const start = (...named) => ({
    K: named.map((name) => ONE[name].filter),
    bias: named.map(() => 0),
    named,
    presets: ONE,
  });
  const START = {
    "living-picture": start("upright edges"),
    "living-filters": start("upright edges", "level edges", "blur", "red − green"),
    "living-mixing": {
      K: MIXING["swap red and blue"].filters,
      bias: [0, 0, 0],
      named: ["swap red and blue"],
      presets: MIXING,
    },
  };

  /* The same weights in a slice of another odd size: cut off around the middle, or with zeros around them. */
  function resize(slice, size) {
    const shift = (slice.length - size) / 2;
    const line = Array.from({ length: size }, (_, i) => i + shift);
    return line.map((i) => line.map((j) => slice[i]?.[j] ?? 0));
  }

  scope.Figures = { ...scope.Figures, livingFilters: { START, resize } };
})(globalThis);
