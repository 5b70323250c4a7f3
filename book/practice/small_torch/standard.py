"""Names of Python's own modules that MicroPython leaves out and answers use."""

from .errors import fail


class Kind:
    """What is no class here, but may stand in an annotation or in isinstance(): `Iterable`."""

    def __init__(self, *types):
        self.types = types

    def __getitem__(self, _):
        return self

    def __call__(self, *_, **__):
        return self


def zipped(*each, strict=False):
    """zip(), also with `strict`."""
    return _strictly([iter(one) for one in each]) if strict else zip(*each)


def _strictly(iterators):
    while iterators:
        row = []
        for place, one in enumerate(iterators):
            try:
                row.append(next(one))
            except StopIteration:
                if place:
                    _uneven(place, "shorter")
                _all_ended(iterators)
                return
        yield tuple(row)


def _all_ended(iterators):
    for place, one in enumerate(iterators):
        try:
            if place:
                next(one)
                _uneven(place, "longer")
        except StopIteration:
            pass


def _uneven(place, how):
    others = " 1" if place == 1 else "s 1-%d" % place
    fail(ValueError, "zip() argument %d is %s than argument%s" % (place + 1, how, others))


def product(*each, repeat=1):
    rows = [()]
    for one in [list(one) for one in each] * repeat:
        rows = [row + (value,) for row in rows for value in one]
    return iter(rows)


def permutations(values, r=None):
    values = list(values)
    places = product(range(len(values)), repeat=len(values) if r is None else r)
    return iter([tuple([values[p] for p in row]) for row in places if all([row.count(p) == 1 for p in row])])


def combinations(values, r):
    values = list(values)
    places = product(range(len(values)), repeat=r)
    return iter([tuple([values[p] for p in row]) for row in places if all([a < b for a, b in zip(row, row[1:])])])


def pairwise(values):
    values = list(values)
    return zip(values, values[1:])


def zip_longest(*each, fillvalue=None):
    each = [list(one) for one in each]
    longest = max([len(one) for one in each] + [0])
    return zip(*[one + [fillvalue] * (longest - len(one)) for one in each])


def itemgetter(*keys):
    return lambda value: value[keys[0]] if len(keys) == 1 else tuple([value[key] for key in keys])


def _kept(f):
    """A function that keeps what it gave; arguments differ where keys of a dictionary do."""
    known = {}

    def call(*arguments):
        if arguments not in known:
            known[arguments] = f(*arguments)
        return known[arguments]

    return call


def lru_cache(maxsize=128, typed=False):
    return _kept(maxsize) if callable(maxsize) else _kept


ITERTOOLS = {
    "product": product, "permutations": permutations, "combinations": combinations, "pairwise": pairwise,
    "zip_longest": zip_longest,
}  # fmt: skip
OPERATOR = {
    "add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b, "matmul": lambda a, b: a @ b,
    "neg": lambda a: -a, "floordiv": lambda a, b: a // b, "truediv": lambda a, b: a / b, "mod": lambda a, b: a % b,
    "pow": lambda a, b: a**b, "getitem": lambda a, b: a[b], "itemgetter": itemgetter,
}  # fmt: skip


def reduce(function, sequence, *start):
    values = iter(sequence)
    if start:
        result = start[0]
    else:
        try:
            result = next(values)
        except StopIteration:
            fail(TypeError, "reduce() of empty iterable with no initial value")
    for value in values:
        result = function(result, value)
    return result


FUNCTOOLS = {"reduce": reduce, "cache": _kept, "lru_cache": lru_cache}
EXTRA = {"itertools": ITERTOOLS, "operator": OPERATOR, "functools": FUNCTOOLS}
