"""Formulas of a student's text: TeX that may be handed to MathJax in a teacher's browser.

MathJax has commands that make links, load extensions, set styles and define macros. Only commands that typeset are
on the list below; a formula with any other command is shown as its source.
"""

from __future__ import annotations

import re

LONGEST_FORMULA = 2_000
COMMANDS = """
    alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa varkappa lambda mu nu xi
    omicron pi varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega digamma Gamma Delta Theta
    Lambda Xi Pi Sigma Upsilon Phi Psi Omega frac dfrac tfrac cfrac binom dbinom tbinom sqrt sum prod coprod int
    iint iiint oint bigcup bigcap bigoplus bigotimes bigodot biguplus bigsqcup bigvee bigwedge lim limsup liminf
    max min sup inf arg argmax argmin det dim exp gcd hom ker lg ln log deg Pr sin cos tan cot sec csc sinh cosh
    tanh coth arcsin arccos arctan bmod pmod mod cdot cdots ldots dots dotsb dotsc dotsi dotsm vdots ddots times
    div pm mp ast star circ bullet oplus ominus otimes oslash odot cap cup uplus sqcap sqcup vee wedge setminus
    wr diamond triangle bigtriangleup bigtriangledown triangleleft triangleright dagger ddagger amalg land lor
    lnot neg le leq leqslant ge geq geqslant lt gt ne neq ll gg equiv sim simeq approx approxeq cong doteq
    propto models perp mid parallel prec succ preceq succeq subset supset subseteq supseteq subsetneq supsetneq
    sqsubseteq sqsupseteq in ni notin not vdash dashv asymp bowtie smile frown coloneqq forall exists nexists
    emptyset varnothing infty nabla partial ell hbar imath jmath Re Im wp aleph beth prime backprime angle top
    bot square blacksquare Box checkmark surd natural flat sharp complement therefore because to gets mapsto
    leftarrow rightarrow leftrightarrow Leftarrow Rightarrow Leftrightarrow longleftarrow longrightarrow
    longleftrightarrow Longleftarrow Longrightarrow Longleftrightarrow longmapsto uparrow downarrow updownarrow
    Uparrow Downarrow nearrow searrow swarrow nwarrow hookrightarrow hookleftarrow iff implies impliedby leadsto
    rightleftharpoons xrightarrow xleftarrow hat widehat bar overline underline tilde widetilde vec dot ddot
    dddot acute grave breve check mathring overbrace underbrace overset underset stackrel overrightarrow
    overleftarrow substack boxed cancel left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr
    Biggl Biggr langle rangle lfloor rfloor lceil rceil lbrace rbrace lbrack rbrack lvert rvert lVert rVert vert
    Vert backslash mathrm mathbf mathit mathsf mathtt mathcal mathbb mathfrak mathscr boldsymbol bm bf rm it
    text textbf textit textrm texttt textsf operatorname displaystyle textstyle scriptstyle limits nolimits quad
    qquad hline begin end
"""
TYPESETTING = frozenset(COMMANDS.split())
BLOCKS = """
    equation align aligned alignat gather gathered split multline cases array matrix pmatrix bmatrix Bmatrix
    vmatrix Vmatrix smallmatrix eqnarray
"""
ENVIRONMENTS = frozenset(BLOCKS.split())
SIGNS = frozenset(",;:!|{}%_&# \\")  # commands of one character
TOKEN = re.compile(r"\\(?:(begin|end)\s*\{([A-Za-z]*)\*?\}|([A-Za-z]+)|(.?))|([^\\])", re.DOTALL)
AS_COMMAND = {"<": r"\lt ", ">": r"\gt ", "&": "& ", "\n": " "}  # no HTML, and no line of its own for a Markdown parser


def formula(tex: str) -> str | None:
    """The TeX between two delimiters, fit for MathJax and for an HTML text; None where it must not be typeset."""
    if len(tex) > LONGEST_FORMULA or not tex.strip():
        return None
    made, depth = [], 0
    for token in TOKEN.finditer(tex):
        edge, environment, name, sign, character = token.groups()
        depth += (character == "{") - (character == "}")
        if edge and environment not in ENVIRONMENTS or name and name not in TYPESETTING or depth < 0:
            return None
        if character and (character in '"$`#%~@' or not (character.isprintable() or character == "\n")):
            return None
        if not (edge or name or character) and sign not in SIGNS:
            return None
        made.append(AS_COMMAND.get(character, token[0]) if character else token[0])
    made_up = "".join(made)
    return None if depth or re.search(r"\\\\\s*\[", made_up) else made_up  # \\[…] makes room without end
