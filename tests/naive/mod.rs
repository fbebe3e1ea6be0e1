//! A second evaluator of the language, as plain as it can be, that counts every step while it takes it. It shares
//! nothing with the notebook but the parser: numbers in C order in a `Vec`, loops over all subscripts.

use attention_notebook::formula::{Expr, Formula, NodeId, Subscript};
use attention_notebook::ops::find;

/// An array: sizes, and numbers in C order.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Plain {
    pub(crate) sizes: Vec<usize>,
    pub(crate) numbers: Vec<f64>,
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Counter {
    pub(crate) multiply_adds: u128,
    pub(crate) exponentials: u128,
    pub(crate) bytes: u128,
}

#[derive(Debug, Clone)]
enum Value {
    Array(Plain),
    List(Vec<Value>),
    Nothing,
}

/// What a name means.
pub(crate) type Names<'a> = &'a dyn Fn(&str) -> Plain;

pub(crate) fn number(value: f64) -> Plain {
    Plain { sizes: vec![], numbers: vec![value] }
}

/// The value of a formula; the steps are counted.
pub(crate) fn evaluate(formula: &Formula, names: Names<'_>, counter: &mut Counter) -> Plain {
    let value = node(formula, formula.root(), names, counter);
    let is_list = matches!(formula.nodes[formula.root()].expr, Expr::List(..) | Expr::Shape(_));
    let array = array(&value);
    if is_list {
        counter.bytes += 8 * array.numbers.len() as u128;
    }
    array
}

fn array(value: &Value) -> Plain {
    match value {
        Value::Array(array) => array.clone(),
        Value::List(items) => {
            let items: Vec<Plain> = items.iter().map(array).collect();
            let inner = items.first().map_or(&[][..], |item| &item.sizes);
            let sizes = [items.len()].into_iter().chain(inner.iter().copied()).collect();
            Plain { sizes, numbers: items.into_iter().flat_map(|item| item.numbers).collect() }
        }
        Value::Nothing => panic!("None is no array"),
    }
}

fn node(formula: &Formula, id: NodeId, names: Names<'_>, counter: &mut Counter) -> Value {
    let mut below = |id: NodeId| node(formula, id, names, counter);
    let (name, given): (&str, Vec<(Option<String>, Value)>) = match &formula.nodes[id].expr {
        Expr::Number(value) => return Value::Array(number(*value)),
        Expr::Name(name) => {
            return match &**name {
                "inf" => Value::Array(number(f64::INFINITY)),
                "pi" => Value::Array(number(std::f64::consts::PI)),
                "True" => Value::Array(number(1.0)),
                "False" => Value::Array(number(0.0)),
                "None" => Value::Nothing,
                name => Value::Array(names(name)),
            };
        }
        Expr::List(_, items) => return Value::List(items.iter().map(|item| below(*item)).collect()),
        Expr::Shape(inner) => {
            let sizes = array(&below(*inner)).sizes;
            return Value::List(sizes.iter().map(|size| Value::Array(number(*size as f64))).collect());
        }
        Expr::Unary(sign, operand) => {
            let operand_expr = &formula.nodes[*operand].expr;
            let is_constant = matches!(operand_expr, Expr::Number(_))
                || matches!(operand_expr, Expr::Name(name) if matches!(&**name, "inf" | "pi"));
            let value = below(*operand);
            if is_constant {
                let sign = if sign.symbol() == "-" { -1.0 } else { 1.0 };
                return Value::Array(number(sign * array(&value).numbers[0]));
            }
            (if sign.symbol() == "-" { "-x" } else { "+x" }, vec![(None, value)])
        }
        Expr::Binary(operator, left, right) => {
            (operator.symbol(), vec![(None, below(*left)), (None, below(*right))])
        }
        Expr::Transpose(inner) => (".T", vec![(None, below(*inner))]),
        Expr::Index(inner, subscripts) => {
            let whole = array(&below(*inner));
            let mut whole_number = |id: &NodeId| match below(*id) {
                Value::Nothing => None,
                value => Some(array(&value).numbers[0] as i64),
            };
            let result = index(&whole, subscripts, &mut whole_number);
            counter.bytes += 8 * result.numbers.len() as u128;
            return Value::Array(result);
        }
        Expr::Call { function, arguments, keywords, .. } => {
            let mut given: Vec<_> = arguments.iter().map(|id| (None, below(*id))).collect();
            given.extend(
                keywords.iter().map(|keyword| (Some(keyword.name.to_string()), below(keyword.value))),
            );
            (function, given)
        }
    };
    let parameters = find(name).unwrap().parameters();
    let mut bound: Vec<Option<Value>> = vec![None; parameters.len()];
    for (at, (keyword, value)) in given.into_iter().enumerate() {
        let at = keyword.map_or(at, |name| parameters.iter().position(|one| one.name == name).unwrap());
        bound[at] = Some(value);
    }
    let result = call(name, &bound, counter);
    counter.bytes += 8 * result.numbers.len() as u128;
    Value::Array(result)
}

/// Every subscript of these sizes, in C order.
fn subscripts(sizes: &[usize]) -> Vec<Vec<usize>> {
    sizes.iter().fold(vec![vec![]], |all, size| {
        all.iter()
            .flat_map(|before| (0..*size).map(move |at| before.iter().copied().chain([at]).collect()))
            .collect()
    })
}

impl Plain {
    fn make(sizes: Vec<usize>, mut element: impl FnMut(&[usize]) -> f64) -> Self {
        let numbers = subscripts(&sizes).iter().map(|at| element(at)).collect();
        Self { sizes, numbers }
    }

    fn at(&self, at: &[usize]) -> f64 {
        let index = self.sizes.iter().zip(at).fold(0, |index, (size, at)| index * size + at);
        self.numbers[index]
    }

    /// A row of a matrix.
    fn row(&self, row: usize) -> Self {
        let columns = self.sizes[1];
        Self { sizes: vec![columns], numbers: self.numbers[row * columns..(row + 1) * columns].to_vec() }
    }

    /// The element that broadcasting puts there.
    fn stretched(&self, at: &[usize]) -> f64 {
        let own = &at[at.len() - self.sizes.len()..];
        let own: Vec<usize> =
            self.sizes.iter().zip(own).map(|(size, at)| if *size == 1 { 0 } else { *at }).collect();
        self.at(&own)
    }
}

fn broadcast(arrays: &[&Plain]) -> Vec<usize> {
    let rank = arrays.iter().map(|array| array.sizes.len()).max().unwrap_or(0);
    let size = |from_end: usize| {
        let sizes = arrays.iter().filter_map(|array| array.sizes.iter().rev().nth(from_end));
        sizes.copied().find(|size| *size != 1).unwrap_or(1)
    };
    (0..rank).rev().map(size).collect()
}

fn index(whole: &Plain, written: &[Subscript], number: &mut dyn FnMut(&NodeId) -> Option<i64>) -> Plain {
    // For each axis of the array the members that are taken; for each of the result whether it is new.
    let (mut taken, mut kept) = (Vec::<Vec<usize>>::new(), Vec::new());
    for subscript in written {
        match subscript {
            Subscript::At(node) => match number(node) {
                None => kept.push(None),
                Some(at) => {
                    let size = whole.sizes[taken.len()] as i64;
                    taken.push(vec![at.rem_euclid(size) as usize]);
                }
            },
            Subscript::Slice { start, stop, step } => {
                let size = whole.sizes[taken.len()] as i64;
                let step = step.as_ref().and_then(&mut *number).unwrap_or(1);
                let (low, high) = if step > 0 { (0, size) } else { (-1, size - 1) };
                let mut bound =
                    |bound: &Option<NodeId>, other: i64| match bound.as_ref().and_then(&mut *number) {
                        None => other,
                        Some(at) => (if at < 0 { at + size } else { at }).clamp(low, high),
                    };
                let first = bound(start, if step > 0 { low } else { high });
                let end = bound(stop, if step > 0 { high } else { low });
                let members = (0..size).map(|member| first + member * step);
                let members = members.take_while(|at| if step > 0 { *at < end } else { *at > end });
                kept.push(Some(taken.len()));
                taken.push(members.map(|at| at as usize).collect());
            }
        }
    }
    for size in &whole.sizes[taken.len()..] {
        kept.push(Some(taken.len()));
        taken.push((0..*size).collect());
    }
    let sizes = kept.iter().map(|axis| axis.map_or(1, |axis| taken[axis].len())).collect();
    Plain::make(sizes, |at| {
        let mut from: Vec<usize> =
            taken.iter().map(|members| members.first().copied().unwrap_or(0)).collect();
        for (axis, at) in kept.iter().zip(at) {
            if let Some(axis) = axis {
                from[*axis] = taken[*axis][*at];
            }
        }
        whole.at(&from)
    })
}

#[expect(clippy::too_many_lines, reason = "the whole language once more")]
fn call(name: &str, given: &[Option<Value>], counter: &mut Counter) -> Plain {
    let operand = |at: usize| array(given[at].as_ref().unwrap());
    let whole = |at: usize| present(given, at).map(|value| array(value).numbers[0] as i64);
    let sizes_of = |at: usize| {
        let sizes = operand(at).numbers;
        sizes.into_iter().map(|size| size as usize).collect::<Vec<_>>()
    };
    let parts = || match &given[0] {
        Some(Value::List(items)) => items.iter().map(array).collect::<Vec<_>>(),
        other => panic!("{other:?} is no list"),
    };
    match name {
        "+" | "-" | "*" | "/" | "**" | "<" | "<=" | ">" | ">=" | "==" | "!=" | "maximum" | "minimum" => {
            let (x, y) = (operand(0), operand(1));
            Plain::make(broadcast(&[&x, &y]), |at| {
                binary(name, x.stretched(at), y.stretched(at), &y, counter)
            })
        }
        "where" => {
            let [c, x, y] = [0, 1, 2].map(operand);
            Plain::make(broadcast(&[&c, &x, &y]), |at| {
                if c.stretched(at) == 0.0 { y.stretched(at) } else { x.stretched(at) }
            })
        }
        "@" => product(&operand(0), &operand(1), counter),
        "-x" | "abs" | "relu" | "log" | "sqrt" | "exp" | "tanh" | "sigmoid" => {
            let x = operand(0);
            Plain { numbers: x.numbers.iter().map(|x| unary(name, *x, counter)).collect(), sizes: x.sizes }
        }
        "+x" | "array" => operand(0),
        ".T" | "transpose" => {
            let x = operand(0);
            let swap = |at: &[usize]| {
                let mut at = at.to_vec();
                if let [.., row, col] = &mut at[..] {
                    std::mem::swap(row, col);
                }
                at
            };
            Plain::make(swap(&x.sizes), |at| x.at(&swap(at)))
        }
        "softmax" => softmax(&operand(0), whole(1).unwrap_or(-1), counter),
        "sum" | "mean" | "max" | "min" | "argmax" => {
            reduce(name, &operand(0), whole(1), whole(2).is_some_and(|keep| keep != 0), counter)
        }
        "zeros" => Plain::make(sizes_of(0), |_| 0.0),
        "ones" => Plain::make(sizes_of(0), |_| 1.0),
        "eye" => {
            let rows = whole(0).unwrap() as usize;
            Plain::make(vec![rows, whole(1).map_or(rows, |cols| cols as usize)], |at| {
                f64::from(at[0] == at[1])
            })
        }
        "tril" | "triu" => {
            let (x, k) = (operand(0), whole(1).unwrap_or(0));
            Plain::make(x.sizes.clone(), |at| {
                let [.., row, col] = at else { panic!("a matrix is needed") };
                let diagonal = *col as i64 - *row as i64;
                let keeps = if name == "tril" { diagonal <= k } else { diagonal >= k };
                if keeps { x.at(at) } else { 0.0 }
            })
        }
        "arange" => {
            let first = operand(0).numbers[0];
            let (start, stop) =
                present(given, 1).map_or((0.0, first), |stop| (first, array(stop).numbers[0]));
            let step = present(given, 2).map_or(1.0, |step| array(step).numbers[0]);
            let count = ((stop - start) / step).ceil().max(0.0) as usize;
            let numbers = (0..count).map(|at| {
                counter.multiply_adds += 1;
                start + at as f64 * step
            });
            Plain { sizes: vec![count], numbers: numbers.collect() }
        }
        "concatenate" => match whole_or_none(given, 1) {
            None => {
                let numbers: Vec<f64> = parts().into_iter().flat_map(|part| part.numbers).collect();
                Plain { sizes: vec![numbers.len()], numbers }
            }
            Some(axis) => {
                let parts = parts();
                let axis = axis.rem_euclid(parts[0].sizes.len() as i64) as usize;
                let mut sizes = parts[0].sizes.clone();
                sizes[axis] = parts.iter().map(|part| part.sizes[axis]).sum();
                Plain::make(sizes, |at| {
                    let mut at = at.to_vec();
                    let part = parts.iter().find(|part| {
                        let here = at[axis] < part.sizes[axis];
                        at[axis] -= if here { 0 } else { part.sizes[axis] };
                        here
                    });
                    part.unwrap().at(&at)
                })
            }
        },
        "stack" => {
            let parts = parts();
            let axis = whole(1).unwrap_or(0).rem_euclid(parts[0].sizes.len() as i64 + 1) as usize;
            let mut sizes = parts[0].sizes.clone();
            sizes.insert(axis, parts.len());
            Plain::make(sizes, |at| {
                let mut at = at.to_vec();
                let part = at.remove(axis);
                parts[part].at(&at)
            })
        }
        "conv1d" => {
            let bias = present(given, 2).map(array);
            conv1d(&operand(0), &operand(1), bias.as_ref(), counter)
        }
        "rnn" => {
            let bias = present(given, 3).map(array);
            let [x, input, state] = [0, 1, 2].map(operand);
            states(&x, input.sizes[1], |token, before| {
                let sum = gate(counter, (token, &input, &[]), (before, &state, &[]), bias.as_ref());
                sum.into_iter().map(|sum| unary("tanh", sum, counter)).collect()
            })
        }
        "gru" => {
            let bias = present(given, 3).map(array);
            let [x, input, state] = [0, 1, 2].map(operand);
            states(&x, input.sizes[2], |token, before| {
                let mut of = |number: usize, function: &str, before: &[f64]| {
                    let (at, bias) = ([number], bias.as_ref().map(|bias| bias.row(number)));
                    let sum = gate(counter, (token, &input, &at), (before, &state, &at), bias.as_ref());
                    sum.into_iter().map(|sum| unary(function, sum, counter)).collect::<Vec<f64>>()
                };
                let (update, reset) = (of(0, "sigmoid", before), of(1, "sigmoid", before));
                let seen: Vec<f64> = reset.iter().zip(before).map(|(reset, state)| reset * state).collect();
                let candidate = of(2, "tanh", &seen);
                // r · h, 1 − z, and the two products.
                counter.multiply_adds += 4 * before.len() as u128;
                let mix = |at: usize| update[at] * before[at] + (1.0 - update[at]) * candidate[at];
                (0..before.len()).map(mix).collect()
            })
        }
        "causal_mask" | "window_mask" => {
            let (size, w) = (whole(0).unwrap() as usize, present(given, 1).and_then(|_| whole(1)));
            Plain::make(vec![size; 2], |at| {
                let diagonal = at[1] as i64 - at[0] as i64;
                f64::from(w.map_or(diagonal <= 0, |w| diagonal.abs() <= w))
            })
        }
        "padding_mask" => {
            let keep = operand(0);
            let mut sizes = keep.sizes.clone();
            sizes.push(*sizes.last().unwrap());
            Plain::make(sizes, |at| {
                let mut own = at.to_vec();
                own.remove(own.len() - 2);
                f64::from(keep.at(&own) != 0.0)
            })
        }
        "positional_encoding" => {
            let (rows, cols) = (whole(0).unwrap() as usize, whole(1).unwrap() as usize);
            let base = present(given, 2).map_or(10_000.0, |base| array(base).numbers[0]);
            Plain::make(vec![rows, cols], |at| {
                let angle = angle(at[0], at[1], cols, base, counter);
                counter.multiply_adds += 1;
                if at[1] % 2 == 0 { angle.sin() } else { angle.cos() }
            })
        }
        "rope" => {
            let x = operand(0);
            let base = present(given, 1).map_or(10_000.0, |base| array(base).numbers[0]);
            Plain::make(x.sizes.clone(), |at| {
                let [.., row, col] = at else { panic!("a matrix is needed") };
                let angle = angle(*row, *col, x.sizes[x.sizes.len() - 1], base, counter);
                let beside = |col: usize| {
                    let mut at = at.to_vec();
                    *at.last_mut().unwrap() = col;
                    x.at(&at)
                };
                // Sine, cosine, and two products.
                counter.multiply_adds += 4;
                let (even, odd) = (beside(col - col % 2), beside(col - col % 2 + 1));
                if col % 2 == 0 {
                    even * angle.cos() - odd * angle.sin()
                } else {
                    even * angle.sin() + odd * angle.cos()
                }
            })
        }
        "alibi" => {
            let slopes = present(given, 1).map_or(number(0.5), array);
            let size = whole(0).unwrap() as usize;
            let sizes = slopes.sizes.iter().copied().chain([size, size]).collect();
            Plain::make(sizes, |at| {
                counter.multiply_adds += 3;
                let [row, col] = [at[at.len() - 2], at[at.len() - 1]];
                -slopes.at(&at[..at.len() - 2]) * row.abs_diff(col) as f64
            })
        }
        "split_heads" => {
            let (x, heads) = (operand(0), whole(1).unwrap() as usize);
            let width = x.sizes[1] / heads;
            Plain::make(vec![heads, x.sizes[0], width], |at| x.at(&[at[1], at[0] * width + at[2]]))
        }
        "merge_heads" => {
            let x = operand(0);
            let width = x.sizes[2];
            Plain::make(vec![x.sizes[1], x.sizes[0] * width], |at| {
                x.at(&[at[1] / width, at[0], at[1] % width])
            })
        }
        "layer_norm" => {
            let x = operand(0);
            let eps = present(given, 1).map_or(1e-5, |eps| array(eps).numbers[0]);
            let mut result = Plain::make(x.sizes.clone(), |_| 0.0);
            let width = *x.sizes.last().unwrap();
            for (row, lane) in x.numbers.chunks(width.max(1)).enumerate() {
                let (mean, variance) = moments(lane, counter);
                // ε, and the root.
                counter.multiply_adds += 2;
                let deviation = (variance + eps).sqrt();
                for (at, number) in lane.iter().enumerate() {
                    counter.multiply_adds += 1;
                    result.numbers[row * width + at] = (number - mean) / deviation;
                }
            }
            if width == 0 {
                counter.multiply_adds += 4 * x.sizes[..x.sizes.len() - 1].iter().product::<usize>() as u128;
            }
            result
        }
        "std" | "var" | "entropy" => {
            let axis = if name == "entropy" { entropy_axis(given) } else { whole(1) };
            reduce(name, &operand(0), axis, whole(2).is_some_and(|keep| keep != 0), counter)
        }
        "one_hot" => {
            let (ids, size) = (operand(0), whole(1).unwrap() as usize);
            let sizes = ids.sizes.iter().copied().chain([size]).collect();
            Plain::make(sizes, |at| f64::from(ids.at(&at[..at.len() - 1]) == at[at.len() - 1] as f64))
        }
        "take" => {
            let (x, indices) = (operand(0), operand(1));
            let axis = whole(2).unwrap_or(0).rem_euclid(x.sizes.len() as i64) as usize;
            let after = axis + indices.sizes.len();
            let sizes = x.sizes[..axis].iter().chain(&indices.sizes).chain(&x.sizes[axis + 1..]);
            Plain::make(sizes.copied().collect(), |at| {
                let place = (indices.at(&at[axis..after]) as i64).rem_euclid(x.sizes[axis] as i64) as usize;
                let from: Vec<usize> =
                    at[..axis].iter().chain([&place]).chain(&at[after..]).copied().collect();
                x.at(&from)
            })
        }
        "random_normal" => {
            let sizes = sizes_of(0);
            let seed = whole(1).unwrap() as u64;
            let mut state = seed;
            // The upper 53 bits of SplitMix64.
            let mut draw = || {
                state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
                let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
                ((mixed ^ (mixed >> 31)) >> 11) as f64
            };
            Plain::make(sizes, |_| {
                counter.multiply_adds += 20;
                let (u, v) = ((draw() + 1.0) / 9_007_199_254_740_992.0, draw() / 9_007_199_254_740_992.0);
                (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos()
            })
        }
        other => panic!("{other} is not known here"),
    }
}

/// Rows beyond the ends are multiplied like the others, as if they were 0.
fn conv1d(x: &Plain, kernel: &Plain, bias: Option<&Plain>, counter: &mut Counter) -> Plain {
    let [taps, inner, columns] = kernel.sizes[..] else { panic!("a stack is needed") };
    Plain::make(vec![x.sizes[0], columns], |at| {
        let mut sum = 0.0;
        for tap in 0..taps {
            let row = at[0] as i64 + tap as i64 - (taps as i64 - 1) / 2;
            for k in 0..inner {
                counter.multiply_adds += 1;
                if (0..x.sizes[0] as i64).contains(&row) {
                    sum += x.at(&[row as usize, k]) * kernel.at(&[tap, k, at[1]]);
                }
            }
        }
        bias.map_or(sum, |bias| {
            counter.multiply_adds += 1;
            sum + bias.at(&at[1..])
        })
    })
}

/// The states that a step leads to, one for each row, from a state of 0.
fn states(x: &Plain, width: usize, mut step: impl FnMut(&[f64], &[f64]) -> Vec<f64>) -> Plain {
    let mut state = vec![0.0; width];
    let mut numbers = Vec::new();
    for row in 0..x.sizes[0] {
        state = step(&x.row(row).numbers, &state);
        numbers.extend_from_slice(&state);
    }
    Plain { sizes: vec![x.sizes[0], width], numbers }
}

/// A vector, a matrix, and where in the stack that is.
type Factor<'a> = (&'a [f64], &'a Plain, &'a [usize]);

/// token @ input + state @ recurrent + bias
fn gate(counter: &mut Counter, token: Factor<'_>, state: Factor<'_>, bias: Option<&Plain>) -> Vec<f64> {
    let columns = *token.1.sizes.last().unwrap();
    let mut times = |(vector, matrix, stack): Factor<'_>, column: usize| {
        vector.iter().enumerate().fold(0.0, |sum, (k, x)| {
            counter.multiply_adds += 1;
            sum + x * matrix.at(&[stack, &[k, column]].concat())
        })
    };
    let sums: Vec<f64> = (0..columns).map(|column| times(token, column) + times(state, column)).collect();
    counter.multiply_adds += columns as u128;
    let Some(bias) = bias else { return sums };
    counter.multiply_adds += columns as u128;
    sums.iter().zip(&bias.numbers).map(|(sum, bias)| sum + bias).collect()
}

/// The axis of `entropy`: the last where it is left out.
fn entropy_axis(given: &[Option<Value>]) -> Option<i64> {
    if given[1].is_none() { Some(-1) } else { whole_or_none(given, 1) }
}

/// p / base^(2i / d) of the column 2i or 2i + 1.
fn angle(place: usize, column: usize, width: usize, base: f64, counter: &mut Counter) -> f64 {
    // The exponent; e^(y · ln x); the quotient.
    counter.multiply_adds += 4;
    counter.exponentials += 1;
    place as f64 / base.powf((column - column % 2) as f64 / width as f64)
}

/// Mean and population variance.
fn moments(numbers: &[f64], counter: &mut Counter) -> (f64, f64) {
    let count = numbers.len() as f64;
    counter.multiply_adds += 3 * numbers.len() as u128 + 2;
    let mean = numbers.iter().sum::<f64>() / count;
    (mean, numbers.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / count)
}

/// An axis, 0 where it is left out and none where `None` is written.
fn whole_or_none(given: &[Option<Value>], at: usize) -> Option<i64> {
    match &given[at] {
        None => Some(0),
        Some(Value::Nothing) => None,
        Some(value) => Some(array(value).numbers[0] as i64),
    }
}

/// An argument that is there.
fn present(given: &[Option<Value>], at: usize) -> Option<&Value> {
    given.get(at)?.as_ref().filter(|value| !matches!(value, Value::Nothing))
}

fn binary(name: &str, x: f64, y: f64, exponent: &Plain, counter: &mut Counter) -> f64 {
    if name == "**" {
        let square = exponent.numbers.len() == 1 && y == 2.0;
        let root = exponent.sizes.is_empty() && y == 0.5;
        if !square && !root {
            // e^(y · ln x)
            counter.multiply_adds += 2;
            counter.exponentials += 1;
            return x.powf(y);
        }
        counter.multiply_adds += 1;
        return if square { x * x } else { x.sqrt() };
    }
    counter.multiply_adds += 1;
    match name {
        "+" => x + y,
        "-" => x - y,
        "*" => x * y,
        "/" => x / y,
        "<" => f64::from(x < y),
        "<=" => f64::from(x <= y),
        ">" => f64::from(x > y),
        ">=" => f64::from(x >= y),
        "==" => f64::from(x == y),
        "!=" => f64::from(x != y),
        _ if x.is_nan() || y.is_nan() => f64::NAN,
        "maximum" => x.max(y),
        _ => x.min(y),
    }
}

fn unary(name: &str, x: f64, counter: &mut Counter) -> f64 {
    let mut exp = |x: f64| {
        counter.exponentials += 1;
        x.exp()
    };
    match name {
        "exp" => exp(x),
        "tanh" => {
            exp(2.0 * x);
            // Twice x, one less, one more, divided.
            counter.multiply_adds += 4;
            x.tanh()
        }
        "sigmoid" => {
            let power = exp(-x);
            // The sign, one more, divided.
            counter.multiply_adds += 3;
            1.0 / (1.0 + power)
        }
        _ => {
            counter.multiply_adds += 1;
            match name {
                "-x" => -x,
                "abs" => x.abs(),
                "log" => x.ln(),
                "sqrt" => x.sqrt(),
                _ if x.is_nan() => x,
                _ => x.max(0.0),
            }
        }
    }
}

fn product(left: &Plain, right: &Plain, counter: &mut Counter) -> Plain {
    let (one_row, one_column) = (left.sizes.len() == 1, right.sizes.len() == 1);
    let mut left = left.clone();
    let mut right = right.clone();
    if one_row {
        left.sizes.insert(0, 1);
    }
    if one_column {
        right.sizes.push(1);
    }
    let stack =
        |array: &Plain| Plain { sizes: array.sizes[..array.sizes.len() - 2].to_vec(), numbers: vec![] };
    let mut sizes = broadcast(&[&stack(&left), &stack(&right)]);
    let inner = left.sizes[left.sizes.len() - 1];
    sizes.extend([left.sizes[left.sizes.len() - 2], right.sizes[right.sizes.len() - 1]]);
    let rank = sizes.len();
    let mut result = Plain::make(sizes, |at| {
        let mut sum = 0.0;
        for k in 0..inner {
            let (mut across, mut down) = (at.to_vec(), at.to_vec());
            (across[rank - 1], down[rank - 2]) = (k, k);
            counter.multiply_adds += 1;
            sum += left.stretched(&across) * right.stretched(&down);
        }
        sum
    });
    if one_column {
        result.sizes.pop();
    }
    if one_row {
        result.sizes.remove(rank - 2);
    }
    result
}

/// The subscripts along an axis through each place, with the places.
fn lanes(sizes: &[usize], axis: usize) -> Vec<Vec<Vec<usize>>> {
    let mut others = sizes.to_vec();
    others[axis] = 1;
    let lane = |at: Vec<usize>| {
        let member = |place| {
            let mut at = at.clone();
            at[axis] = place;
            at
        };
        (0..sizes[axis]).map(member).collect()
    };
    subscripts(&others).into_iter().map(lane).collect()
}

fn softmax(x: &Plain, axis: i64, counter: &mut Counter) -> Plain {
    let axis = axis.rem_euclid(x.sizes.len() as i64) as usize;
    let mut weights = Plain::make(x.sizes.clone(), |_| 0.0);
    for lane in lanes(&x.sizes, axis) {
        let (mut greatest, mut sum) = (f64::NEG_INFINITY, 0.0);
        for at in &lane {
            counter.multiply_adds += 1;
            greatest = if x.at(at) > greatest || x.at(at).is_nan() { x.at(at) } else { greatest };
        }
        let powers = lane.iter().map(|at| {
            counter.multiply_adds += 2;
            counter.exponentials += 1;
            let power = if greatest == f64::NEG_INFINITY { 0.0 } else { (x.at(at) - greatest).exp() };
            sum += power;
            power
        });
        let powers: Vec<f64> = powers.collect();
        for (at, power) in lane.iter().zip(powers) {
            counter.multiply_adds += 1;
            let index = x.sizes.iter().zip(at).fold(0, |index, (size, at)| index * size + at);
            weights.numbers[index] = if sum == 0.0 { 0.0 } else { power / sum };
        }
    }
    weights
}

fn reduce(name: &str, x: &Plain, axis: Option<i64>, keep: bool, counter: &mut Counter) -> Plain {
    let rank = x.sizes.len() as i64;
    let (walks, sizes) = match axis {
        None => (vec![subscripts(&x.sizes)], vec![1; x.sizes.len()]),
        Some(axis) => {
            let axis = axis.rem_euclid(rank) as usize;
            let mut sizes = x.sizes.clone();
            sizes[axis] = 1;
            (lanes(&x.sizes, axis), sizes)
        }
    };
    let one = |walk: Vec<Vec<usize>>| {
        let numbers: Vec<f64> = walk.iter().map(|at| x.at(at)).collect();
        match name {
            "var" => return moments(&numbers, counter).1,
            "std" => {
                counter.multiply_adds += 1;
                return moments(&numbers, counter).1.sqrt();
            }
            "entropy" => {
                counter.multiply_adds += 2 * numbers.len() as u128 + 1;
                let term = |p: &f64| if *p == 0.0 { 0.0 } else { p * p.ln() };
                return -numbers.iter().map(term).sum::<f64>();
            }
            _ => {}
        }
        counter.multiply_adds += numbers.len() as u128;
        let greatest = |sign: f64| {
            let mut best = 0;
            for (at, x) in numbers.iter().enumerate() {
                if sign * x > sign * numbers[best] || x.is_nan() && !numbers[best].is_nan() {
                    best = at;
                }
            }
            best
        };
        match name {
            "sum" => numbers.iter().sum(),
            "mean" => {
                counter.multiply_adds += 1;
                numbers.iter().sum::<f64>() / numbers.len() as f64
            }
            "max" => numbers[greatest(1.0)],
            "min" => numbers[greatest(-1.0)],
            _ => greatest(1.0) as f64,
        }
    };
    let numbers = walks.into_iter().map(one).collect();
    let sizes = match axis {
        _ if keep => sizes,
        None => vec![],
        Some(axis) => {
            let axis = axis.rem_euclid(rank) as usize;
            let others = sizes.iter().enumerate().filter(|(at, _)| *at != axis);
            others.map(|(_, size)| *size).collect()
        }
    };
    Plain { sizes, numbers }
}
