/* Which argument of a call does not fit: what was given beside the signatures that PyTorch prints in its message. */
"use strict";

(function ({ Decoder }) {
  const WHOLE = ["int", "bool"];
  const SUITS = {
    Tensor: ["Tensor", "Parameter"], Number: [...WHOLE, "float", "Tensor"], Scalar: [...WHOLE, "float", "Tensor"],
    int: WHOLE, SymInt: WHOLE, float: ["float", "int"], bool: ["bool"], str: ["str"],
    "tuple of ints": [...WHOLE, "tuple", "list", "torch.Size"], "tuple of SymInts": [...WHOLE, "tuple", "list", "torch.Size"],
    "tuple of Tensors": ["tuple", "list"],
  };
  const WORDS = { Tensor: say`a tensor`, "tuple of ints": say`whole numbers`, "tuple of SymInts": say`whole numbers`, int: say`a whole number`, SymInt: say`a whole number`,
    "tuple of Tensors": say`a list of tensors`, str: say`a word`, Number: say`a number`, Scalar: say`a number`, float: say`a number` };

  /* "Tensor input, *, tuple of ints stride = 1" → [{kind, name, optional, named}] */
  function parameters(text) {
    let named = false;
    return text.split(", ").flatMap((part) => {
      if (part === "*") named = true;
      const found = part.match(/^(.+?) (\w+)( = .*)?$/);
      return found ? [{ kind: found[1], name: found[2], optional: Boolean(found[3]), named }] : [];
    });
  }

  const suits = ({ kind }, given) => (SUITS[kind] ?? [kind]).includes(given) || given.split(".").at(-1) === kind;
  const wanted = (places) => [...new Set(places.map(({ kind }) => WORDS[kind] ?? kind))].slice(0, 2).reduce((one, other) => say`${one} or ${other}`);
  const called = (given) => (given === "NoneType" ? "None" : say`of the type ${given}`);

  function cure(given, places) {
    const kinds = places.map(({ kind }) => kind);
    if (given === "numpy.ndarray") return "`torch.from_numpy(x).float()`.";
    if (given === "NoneType") return say`Find the function without \`return\`.`;
    if (kinds.includes("Tensor"))
      return /^[A-Z]/.test(given) ? say`A layer is no tensor: give its weight, \`layer.weight\`, or call it, \`layer(x)\`.` : "`torch.tensor(x)`.";
    if (given === "float") return say`Whole numbers: \`//\` in the place of \`/\`.`;
    if (given === "str") return say`Remove the quotation marks, or use \`int(text)\`.`;
    if (given === "Tensor") return say`\`int(x)\` for one number, \`x.tolist()\` for several, \`x.shape\` for a shape.`;
    return say`Look the arguments up with \`help\`.`;
  }

  /* `given`: the kinds in their order, a named one as name=kind; `expected`: the rest of the message. */
  function misfit(given, expected) {
    const all = [...expected.matchAll(/\* \(([^()]*)\)/g)].map(([, text]) => parameters(text));
    const order = given.length ? say`You gave, in this order: ${given.join(", ")}.` : say`You gave nothing.`;
    for (const [at, word] of given.entries()) {
      const [name, kind] = word.includes("=") ? word.split("=") : [null, word];
      const places = all.flatMap((one) => one.filter((each, i) => (name ? each.name === name : i === at && !each.named)));
      if (!places.length || places.some((place) => suits(place, kind))) continue;
      return { cause: say`${order} \`${places[0].name}\` must be ${wanted(places)}, yours is ${called(kind)}.`, fix: cure(kind, places) };
    }
    const missing = all.map((one) => one.filter((each) => !each.optional && !each.named)[given.length]).filter(Boolean);
    if (missing.length && missing.length === all.length)
      return { cause: say`${order} \`${missing[0].name}\` is missing.`, fix: say`Give it by its name: \`${missing[0].name}=…\`.` };
    const odd = expected.match(/!tuple of \(([^()]*\b(?:float|str|NoneType|Tensor)\b[^()]*)\)!/);
    return odd
      ? { cause: say`${order} One of the tuples holds ${odd[1]}, where whole numbers are wanted.`, fix: say`Whole numbers for stride, padding and dilation: \`//\` in the place of \`/\`.` }
      : { cause: say`${order} Each kind is known, but not together in this order.`, fix: say`Name the arguments: \`stride=2\`.` };
  }

  Decoder.signatures = { misfit };
})(globalThis);
