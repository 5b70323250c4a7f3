"""Random programs of tensor operations, for the comparison of the page's small torch with the real one."""

from hypothesis import strategies as st

DTYPES = ["float32", "float32", "float32", "int64", "bool", "uint8", "int32", "float64"]
SHAPES = [
    (),
    (1,),
    (3,),
    (2, 3),
    (3, 2),
    (2, 2),
    (1, 3),
    (2, 1, 3),
    (2, 3, 4),
    (3, 3, 3),
    (4, 4),
    (2, 2, 3, 4),
    (0, 2),
    (1, 1, 2, 2),
]
EQUATIONS = [
    "ij->ji", "ij,jk->ik", "i,i->", "cij,cij->ij", "cij,ocij->oij", "ij->i", "ij->", "ii->i", "ii", "ij,ij->",
    "cijuv,cuv->ij",
    "oc,chw->ohw", "ij,kj->ik", "ij,j", "i,j->ij", "abc->cab", "ij->k", "ij->ii", "ijk,ikl->ijl",
]  # fmt: skip

# {a} {b} {c} tensors, {i} {j} {k} whole numbers, {n} a number, {s} a shape, {d} a dtype, {e} an equation, {x} an index
EXPRESSIONS = """
{a} + {b}|{a} - {b}|{a} * {b}|{a} / {b}|{a} + {n}|{n} - {a}|{n} * {a}|{a} / {n}|{a} // {n}|{a} % {n}|{a} ** 2|-{a}|abs({a})
{a} == {b}|{a} < {b}|{a} >= {n}|{a} != {n}|~({a} > {n})|({a} > 0) & ({b} > 0)|({a} > 1) | ({b} < 2)|{n} / {a}|{n} // {a}
{a}.reshape({s})|{a}.reshape(-1)|{a}.reshape({i}, -1)|{a}.view({s})|{a}.view(-1)|{a}.view({i}, -1)|{a}.flatten()|{a}.flatten({i})
{a}.flatten({i}, {j})|torch.flatten({a}, start_dim={i})|{a}.permute({i}, {j})|{a}.permute({i}, {j}, {k})|{a}.permute(*range({a}.dim())[::-1])
{a}.transpose({i}, {j})|{a}.t()|{a}.T|{a}.mT|{a}.squeeze()|{a}.squeeze({i})|{a}.unsqueeze({i})|{a}.movedim({i}, {j})
{a}.expand({s})|{a}.expand({i}, -1)|{a}.expand_as({b})|{a}.repeat({i}, {j})|{a}.repeat(2)|{a}.unfold({i}, {j}, {k})|{a}.unfold({i}, 2, 1)
{a}.unfold(0, 2, 1).unfold(1, 2, 1)|{a}.unfold(1, 2, 1).unfold(2, 2, 1)|{a}.unfold(-1, 2, 1)
{a}.flip({i})|{a}.flip({i}, {j})|{a}.flip(0)|torch.flip({a}, [{i}])|{a}.roll({i}, {j})|torch.roll({a}, shifts=({i}, {j}), dims=(0, 1))
{a}.clone()|{a}.contiguous()|{a}.float()|{a}.long()|{a}.int()|{a}.double()|{a}.bool()|{a}.to(torch.{d})|{a}.type(torch.{d})
{a}.sum()|{a}.sum({i})|{a}.sum(dim={i}, keepdim=True)|{a}.sum(({i}, {j}))|{a}.sum(dim=(-1, -2))|torch.sum({a}, {i})|{a}.sum(0)
{a}.mean()|{a}.mean({i})|{a}.mean(dim={i}, keepdim=True)|{a}.prod()|{a}.prod({i})|{a}.max()|{a}.min()|{a}.amax({i})|{a}.argmax()
{a}.max({i})[0]|{a}.max({i}).indices|{a}.amin(({i}, {j}))|{a}.argmin({i})|{a}.any()|{a}.all({i})|{a}.cumsum({i})|{a}.count_nonzero()
{a}[{x}]|{a}[{x}]|{a}[{x}]|{a}[{x}]|{a}[{x}, {x}]|{a}[{x}, {x}]|{a}[{x}, {x}, {x}]|{a}[..., {x}]|{a}[:, {x}]|{a}[None]|{a}[:, None]
{a}[{x}][{x}]|{a}[{a} > 1]|{a}[{b}]|{a}[[{i}, {j}]]|{a}[torch.tensor([{i}, {j}])]|{a}[:, [{i}, {j}]]|{a}[[{i}, {j}], [{j}, {k}]]|{a}[[{i}], :, [{j}]]
{a} @ {b}|{a}.mm({b})|torch.mm({a}, {b})|torch.matmul({a}, {b})|{a}.t() @ {b}|{a}.mv({b})|{a}.dot({b})|torch.bmm({a}, {b})|torch.outer({a}, {b})
torch.tensordot({a}, {b}, dims=1)|torch.tensordot({a}, {b}, dims=([{i}], [{j}]))|torch.tensordot({a}, {b}, dims=([0, 1], [0, 1]))
torch.einsum("{e}", {a}, {b})|torch.einsum("{e}", {a}, {b})|torch.einsum("{e}", {a})|torch.einsum("ij,kj->ik", {a}, {b})
torch.stack([{a}, {b}])|torch.stack([{a}, {a}], dim={i})|torch.stack(({a}, {b}), {i})|torch.stack(list({a}))|torch.stack([{a}[{i}], {a}[{j}]])
torch.cat([{a}, {b}])|torch.cat([{a}, {b}], dim={i})|torch.cat(({a}, {a}), {i})|torch.cat([{a}, {b}, {c}], 0)|torch.hstack([{a}, {b}])
torch.zeros({s})|torch.ones({s})|torch.zeros({i}, {j})|torch.arange({i})|torch.arange({i}, {j})|torch.eye({i})|torch.full({s}, {n})
torch.zeros_like({a})|torch.ones_like({a})|torch.tensor({a}.tolist())|torch.tensor([{i}, {n}])|torch.tensor([[1, 2], [{i}, {j}]])
torch.relu({a})|{a}.clamp({i}, {j})|{a}.clamp(min=0)|{a}.abs()|{a}.sign()|{a}.neg()|{a}.sqrt()|torch.where({a} > 0, {a}, {b})|{a}.round()
F.pad({a}, ({i}, {j}))|F.pad({a}, (1, 1, 1, 1))|F.pad({a}, (0, 1, 1, 0), value=2)|F.relu({a})|F.linear({a}, {b})|F.unfold({a}, 2)
F.unfold({a}[None], kernel_size=(2, 2))|{a}.narrow(0, 0, 1)|{a}.select({i}, {j})|{a}.unbind(0)[0]|{a}.chunk(2)[0]|{a}.split(1)[0]
torch.index_select({a}, {i}, torch.tensor([{j}, {k}]))|{a}.index_select(0, torch.tensor([0, 1]))
{a}[:, torch.tensor([{i}, {j}])].view(-1)|{a}[:, torch.tensor([0, 1])].flatten()|{a}[[0, 1]].T.reshape(-1)
torch.take({a}, torch.tensor([[{i}, {j}]]))|{a}.gather({i}, {b}.long())|{a}.gather(0, torch.zeros_like({a}).long())
{a}.cumprod({i})|torch.trace({a})|torch.add({a}, {b}, alpha={n})|torch.addcmul({a}, {b}, {c})|{a}.sub({n}, alpha={i})
torch.addmm({a}, {b}, {c}, alpha=2)|torch.baddbmm({a}, {b}, {c})|torch.tensordot({a}, {b}, dims={i})
d2l.reduce_sum({a}, {i})|d2l.reshape({a}, {s})|d2l.matmul({a}, {b})|d2l.stack([{a}, {b}], {i})|d2l.transpose({a})|d2l.size({a})
{a}.diagonal()|torch.triu({a})|{a}.repeat_interleave(2, dim=0)|sum({a})|sum(x * y for x, y in zip({a}, {b}))|max({a}.tolist())
len({a})|{a}.shape|{a}.size({i})|{a}.dim()|{a}.numel()|{a}.item()|{a}.tolist()|{a}.shape[{i}]|{a}.stride()|{a}.is_contiguous()|bool({a})
float({a})|list({a}.shape)|{a}.shape == {b}.shape|torch.equal({a}, {b})|torch.allclose({a}, {b})|{a}.dtype == {b}.dtype|{a}.shape[1:]
repr({a})|str({a}.sum())|d2l.corr2d({a}, {b})|sum(d2l.corr2d(x, k) for x, k in zip({a}, {b}))|{a}.as_strided((2, 2), ({j}, 1))
"""  # noqa: E501
STATEMENTS = """
{a}[{x}] = {n}|{a}[{x}] = {b}|{a}[{x}, {x}] = {n}|{a}[{x}][{x}] = {n}|{a}[{x}] += {n}|{a}[{x}] = {a}[{x}]
{a}[:, {x}] = {b}|{a}[...] = {n}
{a} += {n}|{a} += {b}|{a} *= {b}|{a} -= {a}|{a} /= {n}|{a}.copy_({b})|{a}.zero_()|{a}.fill_({n})|{a}.add_({b})
{a}.add_({b}, alpha={n})|{a}.sub_({n}, alpha=2)|{a}.addcmul_({a}, {b})
{a}.mul_({n})|{a}.clamp_(min=0)
{a}[{a} > 1] = {n}|{a}[[{i}, {j}]] = {n}|{a}[torch.tensor([{i}])] = {b}|{a}[:, [{i}]] += 1|{a}.squeeze_()
{a}.unsqueeze_(0)|{a}.relu_()
{a}[{i}][{j}] = {n}|{a}[{i}][{j}] += {b}|{a}[1:] += {a}[:-1]|{a}[{i}] = {a}[{j}]|{a}.T[{x}] = {n}
{a}.view(-1)[{i}] = {n}|{a}.reshape(-1)[{i}] = {n}
"""

numbers = st.sampled_from(["0", "1", "2", "3", "-1", "0.5", "-2.5", "1.0", "True"])
ints = st.integers(-3, 4)
bounds = st.sampled_from(["", "", "1", "2", "-1", "0", "3", "-2"])
slices = st.builds(lambda a, b, c: f"{a}:{b}{c}", bounds, bounds, st.sampled_from(["", "", "", ":1", ":2", ":-1"]))
indices = st.one_of(ints.map(str), slices, slices, st.sampled_from([":", "None", "..."]))
lines = [
    each.strip() for block in (EXPRESSIONS, STATEMENTS) for each in block.replace("\n", "|").split("|") if each.strip()
]
expressions = [each.strip() for each in EXPRESSIONS.replace("\n", "|").split("|") if each.strip()]
statements = [each.strip() for each in STATEMENTS.replace("\n", "|").split("|") if each.strip()]


@st.composite
def starts(draw):
    """A line that makes a tensor of small exact numbers."""
    shape, dtype = draw(st.sampled_from(SHAPES)), draw(st.sampled_from(DTYPES))
    count = 1
    for size in shape:
        count *= size
    step = draw(st.sampled_from([1, 3, 5, 7]))
    values = [(place * step % 11) - (0 if dtype == "uint8" else 4) for place in range(count)]
    if dtype.startswith("float") and draw(st.booleans()):
        values = [value / 2 for value in values]
    return f"torch.tensor({values}, dtype=torch.{dtype}).reshape({shape})"


@st.composite
def programs(draw):
    """Lines; `t0`, `t1`, … hold tensors and whatever else comes out."""
    made = [f"t{number} = {draw(starts())}" for number in range(3)]
    for number in range(3, 3 + draw(st.integers(1, 5))):
        names = st.sampled_from([f"t{i}" for i in range(number)] + [f"t{number - 1}"] * number)
        expression = draw(st.integers(0, 3)) > 0
        template = draw(st.sampled_from(expressions if expression else statements))
        line = _filled(draw, template, names)
        made.append(f"t{number} = {line}" if expression else line)
        if not expression:
            made.append(f"t{number} = t0")
    return made


def _filled(draw, template, names):
    line, place = "", 0
    kinds = {"n": numbers, "i": ints, "j": ints, "k": ints, "x": indices, "a": names, "b": names, "c": names}
    kinds |= {"s": st.sampled_from(SHAPES), "d": st.sampled_from(DTYPES), "e": st.sampled_from(EQUATIONS)}
    chosen = {}
    while place < len(template):
        if template[place] == "{" and template[place + 2 : place + 3] == "}":
            letter = template[place + 1]
            if letter in "abc":
                chosen.setdefault(letter, draw(names))
                line += chosen[letter]
            else:
                line += str(draw(kinds[letter]))
            place += 3
        else:
            line += template[place]
            place += 1
    return line
