"""Evaluates formulas with NumPy: a JSON object on stdin, a JSON list on stdout (see tests/differential.rs).

A formula is Python as it stands, but for what the language states otherwise:
- numbers are float64 wherever they are computed with, and so are counts and positions;
- `.T` exchanges the last two axes;
- a list is an array wherever an array is taken;
- functions of numbers count truth values as 1 and 0.

What NumPy lacks is defined in `src/export/preamble.py`.
"""

import ast
import importlib.util
import json
import pathlib
import sys

import numpy as np

PREAMBLE_FILE = pathlib.Path(__file__).parents[2] / "src" / "export" / "preamble.py"
SPEC = importlib.util.spec_from_file_location("preamble", PREAMBLE_FILE)
preamble = importlib.util.module_from_spec(SPEC)
sys.dont_write_bytecode = True
SPEC.loader.exec_module(preamble)


def operand(x):
    x = np.asarray(x)
    if x.dtype == bool:
        return x
    if not np.issubdtype(x.dtype, np.number):
        raise TypeError(f"no numbers: {x!r}")
    return x.astype(np.float64)


def floats(x):
    return operand(x).astype(np.float64)


def whole(x):
    if x is None:
        return None
    x = operand(x)
    if x.ndim or x != np.trunc(x):
        raise TypeError(f"no whole number: {x!r}")
    return int(x)


def sizes(x):
    return tuple(whole(size) for size in x) if isinstance(x, (list, tuple)) else whole(x)


def size(x):
    x = whole(x)
    if x is None or x < 0:
        raise TypeError(f"no size: {x!r}")
    return x


def number(x):
    x = floats(x)
    if x.ndim:
        raise TypeError(f"no number: {x!r}")
    return x[()]


def transposed(x):
    x = operand(x)
    return np.swapaxes(x, -1, -2) if x.ndim > 1 else x


def wholes(x):
    x = floats(x)
    if not np.all(x == np.trunc(x)):
        raise TypeError(f"no whole numbers: {x!r}")
    return x.astype(int)


def arange(start, stop=None, step=None):
    step = 1.0 if step is None else number(step)
    return np.arange(0.0, number(start), step) if stop is None else np.arange(number(start), number(stop), step)


def reduction(function):
    def reduce(a, axis=None, keepdims=False):
        return operand(function(operand(a), axis=whole(axis), keepdims=bool(keepdims)))

    return reduce


def of_floats(function):
    return lambda x: function(floats(x))


def of_operands(function):
    return lambda x1, x2: function(operand(x1), operand(x2))


def index(x, subscripts):
    return x[subscripts] if isinstance(x, tuple) else operand(x)[subscripts]


PREAMBLE = {
    "conv1d": preamble.conv1d,
    "rnn": preamble.rnn,
    "gru": preamble.gru,
    "inf": np.inf,
    "pi": np.pi,
    "operand": operand,
    "whole": whole,
    "transposed": transposed,
    "index": index,
    "softmax": lambda x, axis=-1: preamble.softmax(floats(x), whole(axis)),
    "exp": of_floats(np.exp),
    "log": of_floats(np.log),
    "sqrt": of_floats(np.sqrt),
    "tanh": of_floats(np.tanh),
    "sigmoid": of_floats(preamble.sigmoid),
    "relu": of_floats(preamble.relu),
    "abs": lambda x: np.abs(operand(x)),
    "sum": reduction(np.sum),
    "mean": reduction(np.mean),
    "max": reduction(np.max),
    "min": reduction(np.min),
    "argmax": reduction(np.argmax),
    "where": lambda condition, x, y: np.where(operand(condition), operand(x), operand(y)),
    "minimum": of_operands(np.minimum),
    "maximum": of_operands(np.maximum),
    "zeros": lambda shape: np.zeros(sizes(shape)),
    "ones": lambda shape: np.ones(sizes(shape)),
    "eye": lambda N, M=None: np.eye(whole(N), whole(M)),
    "arange": arange,
    "tril": lambda m, k=0: np.tril(operand(m), whole(k)),
    "triu": lambda m, k=0: np.triu(operand(m), whole(k)),
    "concatenate": lambda arrays, axis=0: np.concatenate([operand(a) for a in arrays], axis=whole(axis)),
    "stack": lambda arrays, axis=0: np.stack([operand(a) for a in arrays], axis=whole(axis)),
    "array": lambda object: operand(object),
    "transpose": transposed,
    "random_normal": lambda shape, seed: preamble.random_normal(sizes(shape), whole(seed)),
    # masks, positions, heads, statistics
    "causal_mask": lambda n: preamble.causal_mask(size(n)),
    "window_mask": lambda n, w: preamble.window_mask(size(n), whole(w)),
    "padding_mask": lambda keep: preamble.padding_mask(operand(keep)),
    "positional_encoding": lambda n, d, base=10000: preamble.positional_encoding(size(n), size(d), number(base)),
    "rope": lambda x, base=10000: preamble.rope(floats(x), number(base)),
    "alibi": lambda n, slope=0.5: preamble.alibi(size(n), floats(slope)),
    "split_heads": lambda X, h: preamble.split_heads(operand(X), size(h)),
    "merge_heads": lambda H: preamble.merge_heads(operand(H)),
    "layer_norm": lambda x, eps=1e-5: preamble.layer_norm(floats(x), number(eps)),
    "std": reduction(lambda a, **how: np.std(floats(a), **how)),
    "var": reduction(lambda a, **how: np.var(floats(a), **how)),
    "entropy": lambda p, axis=-1, keepdims=False: preamble.entropy(floats(p), whole(axis), bool(keepdims)),
    "one_hot": lambda ids, size: preamble.one_hot(wholes(ids), whole(size)),
    "take": lambda a, indices, axis=None: np.take(operand(a), wholes(indices), axis=whole(axis)),
    # sequences
}


def call(name, *arguments):
    return ast.Call(ast.Name(name, ast.Load()), list(arguments), [])


class Meaning(ast.NodeTransformer):
    """Python's tree → the tree with what is stated above."""

    def visit_BinOp(self, node):
        return ast.BinOp(call("operand", self.visit(node.left)), node.op, call("operand", self.visit(node.right)))

    def visit_UnaryOp(self, node):
        return ast.UnaryOp(node.op, call("operand", self.visit(node.operand)))

    def visit_Compare(self, node):
        right = [call("operand", self.visit(operand)) for operand in node.comparators]
        return ast.Compare(call("operand", self.visit(node.left)), node.ops, right)

    def visit_Attribute(self, node):
        value = self.visit(node.value)
        if node.attr == "T":
            return call("transposed", value)
        return ast.Attribute(call("operand", value), node.attr, ast.Load())

    def visit_Subscript(self, node):
        parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        parts = [self.subscript(part) for part in parts]
        whole = ast.Tuple(parts, ast.Load()) if isinstance(node.slice, ast.Tuple) else parts[0]
        return call("index", self.visit(node.value), whole)

    def subscript(self, part):
        if isinstance(part, ast.Slice):
            bounds = [part.lower, part.upper, part.step]
            bounds = [call("whole", self.visit(bound)) if bound else ast.Constant(None) for bound in bounds]
            return call("slice", *bounds)
        return call("whole", self.visit(part))


def evaluate(formula, scope):
    try:
        tree = ast.fix_missing_locations(Meaning().visit(ast.parse(formula.strip(), mode="eval")))
        value = operand(eval(compile(tree, "formula", "eval"), scope))
        numbers = [repr(float(x)) for x in value.ravel()]
        return {"shape": list(value.shape), "truth": bool(value.dtype == bool), "values": numbers}
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}


def main():
    task = json.load(sys.stdin)
    scope = {**PREAMBLE, "slice": slice, **task["dimensions"]}
    for name, array in task["arrays"].items():
        values = np.array([float(x) for x in array["values"]], dtype=np.float64).reshape(array["shape"])
        scope[name] = values.astype(bool) if array["truth"] else values
    with np.errstate(all="ignore"):
        json.dump([evaluate(formula, scope) for formula in task["formulas"]], sys.stdout)


if __name__ == "__main__":
    import warnings

    warnings.simplefilter("ignore")
    main()
