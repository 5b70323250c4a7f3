/* A text in the language of the page: say`${many} of ${all} right`, or say("{0} of {1} right", many, all).

   The words of an edition (_static/words, loaded before) hold its text for each English one, in which {0}, {1} … are the
   places of the values; a language may put them in another order. English needs no words.

   say.all(one, other && …) puts sentences one behind the other; behind full-width punctuation no blank is written. */
"use strict";

(function (scope) {
  scope.say = (text, ...values) => {
    const english = typeof text === "string" ? text : text.reduce((whole, part, i) => `${whole}{${i - 1}}${part}`);
    return (scope.words?.[english] ?? english).replace(/\{(\d+)\}/g, (_, place) => values[place]);
  };
  scope.say.all = (...sentences) => sentences.filter(Boolean).join(" ").replace(/([\u3000-\u303f\uff00-\uffef]) /g, "$1");
})(globalThis);
