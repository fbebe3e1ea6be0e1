//! Formulas from a seed: each is made for a shape, so that most are valid, and now and then for a wrong one.
//!
//! The arrays that a formula names carry their shape in the name: `M23` is 2 × 3 numbers, `E23` has NaN and
//! infinities among them, `B23` is truth; `M` is a number.

#![allow(dead_code, reason = "each test file uses a part")]

use std::rc::Rc;

use attention_notebook::notebook::{Meaning, Scope};
use attention_notebook::value::{Array, Axis, Shape};

/// The dimensions that formulas name.
pub(crate) const DIMENSIONS: [(&str, usize); 2] = [("n", 3), ("d_k", 4)];

const REDUCTIONS: [&str; 8] = ["sum", "mean", "max", "min", "argmax", "std", "var", "entropy"];

/// Arrays by what their names say.
pub(crate) struct Arrays;

/// `M23` → `M` and 2 × 3.
fn shape_in(name: &str) -> Option<(char, Vec<usize>)> {
    let kind = name.chars().next().filter(|kind| "MEB".contains(*kind))?;
    let sizes = name[1..].chars().map(|digit| digit.to_digit(10).map(|digit| digit as usize));
    sizes.collect::<Option<Vec<_>>>().filter(|sizes| sizes.len() <= Shape::MOST).map(|sizes| (kind, sizes))
}

pub(crate) fn array(name: &str) -> Option<Array> {
    let (kind, sizes) = shape_in(name)?;
    let mut draw = Draw(name.bytes().fold(7, |seed, byte| seed * 31 + u64::from(byte)));
    let extreme = [1.0, -1.0, f64::INFINITY, f64::NEG_INFINITY, f64::NAN, 0.0, -0.0, 0.5];
    // Quarters, so that sums and products are exact and no rounding decides a comparison.
    let mut number = || match kind {
        'M' => (draw.below(17) as f64 - 8.0) / 4.0,
        'E' => extreme[draw.below(extreme.len())],
        _ => draw.below(2) as f64,
    };
    let shape = Shape::new(sizes.into_iter().map(Axis::new))?;
    let numbers = (0..shape.len()).map(|_| number()).collect();
    Array::from_c_order(shape, numbers).map(|array| array.with_truth(kind == 'B'))
}

impl Scope for Arrays {
    fn meaning(&self, name: &str) -> Meaning {
        let dimension = DIMENSIONS.iter().find(|(dimension, _)| *dimension == name);
        match (dimension, array(name)) {
            (Some((_, size)), _) => Meaning::Dimension(*size),
            (None, Some(array)) => Meaning::Value(Rc::new(array)),
            (None, None) => Meaning::Unknown,
        }
    }

    fn names(&self) -> Vec<Rc<str>> {
        Vec::new()
    }
}

/// A generator of 64-bit numbers: `SplitMix64`.
pub(crate) struct Draw(pub(crate) u64);

impl Draw {
    pub(crate) fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 33) as usize % count.max(1)
    }

    /// True once in `count`.
    pub(crate) fn once_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    pub(crate) fn pick<'a>(&mut self, options: &[&'a str]) -> &'a str {
        options[self.below(options.len())]
    }

    pub(crate) fn shape(&mut self) -> Vec<usize> {
        let rank = [0, 1, 1, 2, 2, 2, 3][self.below(7)];
        let sizes = if self.once_in(20) { [0, 1, 2, 3] } else { [1, 2, 3, 4] };
        (0..rank).map(|_| sizes[self.below(4)]).collect()
    }

    /// A formula whose value has the shape, unless one of the parts was made wrong.
    pub(crate) fn expression(&mut self, shape: &[usize], depth: usize) -> String {
        self.numbers(shape, depth, false)
    }

    /// Only of what is exact in binary where `exact`: a rounding must not decide a comparison.
    fn numbers(&mut self, shape: &[usize], depth: usize, exact: bool) -> String {
        if self.once_in(60) {
            let wrong = self.shape();
            return self.leaf(&wrong);
        }
        if depth == 0 || self.once_in(12) {
            return self.leaf(shape);
        }
        let below = depth - 1;
        if let ([rows, columns], false) = (shape, exact)
            && self.once_in(10)
        {
            return self.sequence(*rows, *columns, below);
        }
        match self.below(24) {
            0..=3 => self.binary(shape, below, exact),
            4 | 5 if !exact => self.function(shape, below),
            6 => format!(
                "{}({})",
                self.pick(&["-", "-", "+", "abs", "relu"]),
                self.numbers(shape, below, exact)
            ),
            7 => self.product(shape, below, exact),
            8 => self.turned(shape, below, exact),
            9 | 10 => self.reduction(shape, below, exact),
            11 | 12 => self.part(shape, below, exact),
            13 => {
                let [condition, x, y] = self.broadcast_to(shape);
                let condition = self.condition(&condition, below);
                format!(
                    "where({condition}, {}, {})",
                    self.numbers(&x, below, exact),
                    self.numbers(&y, below, exact)
                )
            }
            14 => {
                let [x1, x2, _] = self.broadcast_to(shape);
                let (x1, x2) = (self.numbers(&x1, below, exact), self.numbers(&x2, below, exact));
                format!("{}({x1}, {x2})", self.pick(&["minimum", "maximum"]))
            }
            15 | 16 => self.joined(shape, below, exact),
            17 => self.filled(shape),
            18 => self.condition(shape, below),
            19 => self.taken(shape, below, exact),
            20 => self.heads(shape, below, exact),
            21 => self.made(shape, below, exact),
            22 => self.turned_or_levelled(shape, below, exact),
            _ => self.triangle(shape, below, exact),
        }
    }

    fn leaf(&mut self, shape: &[usize]) -> String {
        if shape.contains(&0) {
            return format!("zeros({})", sizes(shape));
        }
        if shape.is_empty() && self.once_in(2) {
            return self
                .pick(&[
                    "2",
                    "0.5",
                    "-1.5",
                    "3",
                    "0",
                    "1",
                    "n",
                    "d_k",
                    "1e-3",
                    "pi",
                    "M34.shape[1]",
                    "(-inf)",
                ])
                .to_owned();
        }
        let digits: String = shape.iter().map(ToString::to_string).collect();
        format!("{}{digits}", self.pick(&["M", "M", "M", "M", "M", "M", "E", "B"]))
    }

    /// Three shapes that broadcast to one, the first of which is it.
    fn broadcast_to(&mut self, shape: &[usize]) -> [Vec<usize>; 3] {
        let mut lesser = || {
            let dropped = self.below(shape.len() + 1) * self.below(2);
            shape[dropped..].iter().map(|&size| if self.once_in(4) { 1 } else { size }).collect()
        };
        let [one, two] = [lesser(), lesser()];
        let mut shapes = [shape.to_vec(), one, two];
        shapes.rotate_left(self.below(3));
        shapes
    }

    fn binary(&mut self, shape: &[usize], below: usize, exact: bool) -> String {
        if self.once_in(8) && !exact {
            let exponent = self.pick(&["2", "3", "-1", "0.5", "0", "M", "-M", "2 ** 0.5"]);
            return format!("({}) ** {exponent}", self.numbers(shape, below, exact));
        }
        let mut shapes = self.broadcast_to(shape);
        shapes.sort_by_key(|other| other != shape);
        let [mut left, mut right] = [0, 1].map(|at| self.numbers(&shapes[at], below, exact));
        if self.once_in(2) {
            std::mem::swap(&mut left, &mut right);
        }
        let operators = if exact { &["+", "-", "*"][..] } else { &["+", "-", "*", "/"] };
        let operator = self.pick(operators);
        // Now and then without brackets: what binds how is Python's affair too.
        if self.once_in(4) {
            format!("{left} {operator} {right}")
        } else {
            format!("(({left}) {operator} ({right}))")
        }
    }

    fn function(&mut self, shape: &[usize], below: usize) -> String {
        let name = self.pick(&["exp", "log", "sqrt", "tanh", "sigmoid", "softmax", "softmax"]);
        let inside = self.numbers(shape, below, false);
        match name {
            "softmax" if self.once_in(2) => format!("softmax({inside}, axis={})", self.axis(shape.len())),
            _ => format!("{name}({inside})"),
        }
    }

    /// From either end, rarely one that is not there.
    fn axis(&mut self, rank: usize) -> String {
        let rank = rank as i64 + i64::from(self.once_in(25));
        (self.below(2 * rank as usize) as i64 - rank).to_string()
    }

    fn product(&mut self, shape: &[usize], below: usize, exact: bool) -> String {
        let inner = 1 + self.below(4);
        let (left, right) = match shape {
            [] => (vec![inner], vec![inner]),
            [cols] if self.once_in(2) => (vec![inner], vec![inner, *cols]),
            [rows] => (vec![*rows, inner], vec![inner]),
            [rows, cols] => (vec![*rows, inner], vec![inner, *cols]),
            [stack, rows, cols, ..] if self.once_in(3) => (vec![*stack, *rows, inner], vec![inner, *cols]),
            [stack, rows, cols, ..] => (vec![*stack, *rows, inner], vec![*stack, inner, *cols]),
        };
        format!("(({}) @ ({}))", self.numbers(&left, below, exact), self.numbers(&right, below, exact))
    }

    fn turned(&mut self, shape: &[usize], below: usize, exact: bool) -> String {
        let mut turned = shape.to_vec();
        if let [.., rows, cols] = &mut turned[..] {
            std::mem::swap(rows, cols);
        }
        let inside = self.numbers(&turned, below, exact);
        if self.once_in(3) { format!("transpose({inside})") } else { format!("({inside}).T") }
    }

    fn reduction(&mut self, shape: &[usize], below: usize, exact: bool) -> String {
        let name = self.pick(if exact { &["sum", "max", "min"] } else { &REDUCTIONS });
        let exact = exact || name == "argmax";
        if shape.is_empty() && self.once_in(2) {
            let whole = self.shape();
            let axis = if name == "entropy" { ", axis=None" } else { "" };
            return format!("{name}({}{axis})", self.numbers(&whole, below, exact));
        }
        if let Some(at) = shape.iter().position(|size| *size == 1).filter(|_| self.once_in(2)) {
            let mut long = shape.to_vec();
            long[at] = 1 + self.below(4);
            return format!("{name}({}, axis={at}, keepdims=True)", self.numbers(&long, below, exact));
        }
        let at = self.below(shape.len() + 1);
        let mut long = shape.to_vec();
        long.insert(at, 1 + self.below(4));
        let axis = if self.once_in(2) { at as i64 } else { at as i64 - long.len() as i64 };
        let form = self.pick(&[", axis=", ", "]);
        format!("{name}({}{form}{axis})", self.numbers(&long, below, exact))
    }

    fn part(&mut self, shape: &[usize], below: usize, exact: bool) -> String {
        if let Some(at) = shape.iter().position(|size| *size == 1).filter(|_| self.once_in(2)) {
            let mut short = shape.to_vec();
            short.remove(at);
            return format!("({})[{}None]", self.numbers(&short, below, exact), ":, ".repeat(at));
        }
        let at = self.below(shape.len() + 1);
        let mut long = shape.to_vec();
        let subscript = if at < shape.len() && self.once_in(2) {
            long[at] = shape[at] + self.below(3);
            match (long[at], shape[at]) {
                (long, short) if long == short => self.pick(&["::-1", ":", "-9:9", "0:"]).to_owned(),
                (_, short) if self.once_in(2) => format!("-{short}::1").replace("-0::1", "9:"),
                (_, short) => format!(":{short}"),
            }
        } else {
            long.insert(at, 1 + self.below(4));
            let beyond = usize::from(self.once_in(20));
            let place = self.below(long[at] + beyond);
            if self.once_in(2) { place.to_string() } else { (place as i64 - long[at] as i64).to_string() }
        };
        format!("({})[{}{subscript}]", self.numbers(&long, below, exact), ":, ".repeat(at))
    }

    fn joined(&mut self, shape: &[usize], below: usize, exact: bool) -> String {
        if shape.is_empty() {
            return self.leaf(shape);
        }
        let at = self.below(shape.len());
        let mut parts = Vec::new();
        if shape[at] >= 2 && self.once_in(2) {
            let first = 1 + self.below(shape[at] - 1);
            for size in [first, shape[at] - first] {
                let mut part = shape.to_vec();
                part[at] = size;
                parts.push(self.numbers(&part, below, exact));
            }
            return format!("concatenate([{}], axis={at})", parts.join(", "));
        }
        let mut part = shape.to_vec();
        let count = part.remove(at);
        for _ in 0..count {
            parts.push(self.numbers(&part, below.min(1), exact));
        }
        let list = format!("[{}]", parts.join(", "));
        match (at, self.below(3)) {
            (0, 0) if count > 0 => list,
            (0, 1) => format!("array({list})"),
            (_, _) => format!("stack(({list}), {at})"),
        }
    }

    fn filled(&mut self, shape: &[usize]) -> String {
        match shape {
            [size] if self.once_in(2) => self
                .pick(&[
                    "arange(SIZE)",
                    "arange(1, SIZE + 1)",
                    "arange(0, SIZE / 2, 0.5)",
                    "arange(SIZE, 0, -1)",
                ])
                .replace("SIZE", &size.to_string()),
            [rows, cols] if rows == cols && self.once_in(2) => format!("eye({rows})"),
            [rows, cols] if self.once_in(2) => format!("eye({rows}, M={cols})"),
            [3, 4] => "ones((n, d_k))".to_owned(),
            _ => format!("{}({})", self.pick(&["zeros", "ones"]), sizes(shape)),
        }
    }

    /// `take` and `one_hot`, of positions that are there; rarely of one that is not.
    fn taken(&mut self, shape: &[usize], below: usize, exact: bool) -> String {
        if let [.., size] = shape
            && *size > 0
            && shape.len() < 3
            && self.once_in(3)
        {
            let ids = self.positions(&shape[..shape.len() - 1], *size, false);
            return format!("one_hot({ids}, {size})");
        }
        let at = self.below(shape.len() + 1);
        let count = self.below(shape.len() - at + 1);
        let members = 1 + self.below(4);
        let long: Vec<usize> =
            shape[..at].iter().chain([&members]).chain(&shape[at + count..]).copied().collect();
        if long.len() > 3 {
            return self.leaf(shape);
        }
        let indices = self.positions(&shape[at..at + count], members, true);
        let axis = if long.len() == 1 && self.once_in(2) { String::new() } else { format!(", axis={at}") };
        format!("take({}, {indices}{axis})", self.numbers(&long, below, exact))
    }

    /// Positions among `size`, as nested lists.
    fn positions(&mut self, shape: &[usize], size: usize, negative: bool) -> String {
        match shape.split_first() {
            Some((0, _)) => format!("zeros({})", sizes(shape)),
            Some((first, rest)) => {
                let items: Vec<String> = (0..*first).map(|_| self.positions(rest, size, negative)).collect();
                format!("[{}]", items.join(", "))
            }
            None => {
                let beyond = usize::from(self.once_in(40));
                let place = self.below(size + beyond) as i64;
                let place = if negative && self.once_in(3) { place - size as i64 } else { place };
                place.to_string()
            }
        }
    }

    fn heads(&mut self, shape: &[usize], below: usize, exact: bool) -> String {
        match shape {
            [heads, rows, cols] if (1..=9).contains(&(heads * cols)) => {
                format!("split_heads({}, {heads})", self.numbers(&[*rows, heads * cols], below, exact))
            }
            [rows, cols] if *cols > 0 => {
                let heads = if cols.is_multiple_of(2) && self.once_in(2) { 2 } else { *cols };
                format!("merge_heads({})", self.numbers(&[heads, *rows, cols / heads], below, exact))
            }
            _ => self.leaf(shape),
        }
    }

    /// Masks, and what is made of sizes.
    fn made(&mut self, shape: &[usize], below: usize, exact: bool) -> String {
        match shape {
            [rows, cols] if rows == cols && self.once_in(2) => match self.below(4) {
                0 => format!("causal_mask({rows})"),
                1 => format!("window_mask({rows}, {})", self.pick(&["0", "1", "2", "-1"])),
                2 => format!("alibi({rows}{})", self.pick(&["", ", 0.25", ", slope=2"])),
                _ => format!("padding_mask({})", self.numbers(&[*rows], below, true)),
            },
            [stack, rows, cols] if rows == cols && self.once_in(2) => {
                format!("padding_mask({})", self.numbers(&[*stack, *rows], below, true))
            }
            [stack, rows, cols] if rows == cols => {
                format!("alibi({rows}, {})", self.numbers(&[*stack], below, exact))
            }
            [rows, cols] if !exact => {
                let base = self.pick(&["", ", 100", ", base=4", ", 2.5"]);
                format!("positional_encoding({rows}, {cols}{base})")
            }
            _ => self.filled(shape),
        }
    }

    fn turned_or_levelled(&mut self, shape: &[usize], below: usize, exact: bool) -> String {
        match shape {
            [.., cols] if !exact => {
                let rope = cols.is_multiple_of(2) && shape.len() > 1 && self.once_in(2);
                let inside = self.numbers(shape, below, exact);
                if rope {
                    format!("rope({inside}{})", self.pick(&["", ", 10", ", base=100"]))
                } else {
                    format!("layer_norm({inside}{})", self.pick(&["", ", 0.5", ", eps=1e-3"]))
                }
            }
            _ => self.leaf(shape),
        }
    }

    fn triangle(&mut self, shape: &[usize], below: usize, exact: bool) -> String {
        let name = self.pick(&["tril", "triu"]);
        let diagonal = self.pick(&["", ", k=1", ", -1", ", k=9"]);
        let inside = self.numbers(shape, below, exact);
        if shape.len() < 2 { inside } else { format!("{name}({inside}{diagonal})") }
    }

    /// A row for each row, made of it and of those around or before it.
    fn sequence(&mut self, rows: usize, columns: usize, below: usize) -> String {
        let (inner, kernel) = (1 + self.below(3), 1 + self.below(4));
        let name = self.pick(&["conv1d", "rnn", "gru"]);
        let shapes = match name {
            "conv1d" => vec![vec![rows, inner], vec![kernel, inner, columns], vec![columns]],
            "rnn" => vec![vec![rows, inner], vec![inner, columns], vec![columns, columns], vec![columns]],
            _ => {
                vec![vec![rows, inner], vec![3, inner, columns], vec![3, columns, columns], vec![3, columns]]
            }
        };
        let given = shapes.len() - usize::from(self.once_in(2));
        let arrays = shapes[..given].iter().map(|shape| self.numbers(shape, below.min(1), false));
        format!("{name}({})", arrays.collect::<Vec<_>>().join(", "))
    }

    /// Truth values.
    fn condition(&mut self, shape: &[usize], depth: usize) -> String {
        if shape.is_empty() && self.once_in(4) {
            return self.pick(&["True", "False"]).to_owned();
        }
        let mut shapes = self.broadcast_to(shape);
        shapes.sort_by_key(|other| other != shape);
        let below = depth.saturating_sub(1);
        let [left, right] = [0, 1].map(|at| self.numbers(&shapes[at], below, true));
        format!("(({left}) {} ({right}))", self.pick(&["<", "<=", ">", ">=", "==", "!="]))
    }
}

fn sizes(shape: &[usize]) -> String {
    let sizes: Vec<String> = shape.iter().map(ToString::to_string).collect();
    match shape.len() {
        0 => "(1,)".to_owned(),
        1 => format!("({},)", sizes[0]),
        _ => format!("({})", sizes.join(", ")),
    }
}
