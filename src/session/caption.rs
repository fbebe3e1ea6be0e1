//! A step in words, with its real numbers.

use std::rc::Rc;

use super::{
    Story, Told,
    written::{text_of, written},
};
use crate::{
    i18n::{self, Language},
    notebook::{Dimension, NodeExplanation},
    ops::{
        Explanation,
        explanation::{Derivation, DerivationLine, Reduction, ReductionKind, Softmax},
    },
    value::{Axis, Position, Shape, decimal::Format},
};

/// Terms of a sum that are all written out, and numbers of a row.
const TERMS: usize = 4;
const NUMBERS: usize = 6;

/// What happens in a step.
pub fn caption(language: Language, story: &Story, dimensions: &[Rc<Dimension>]) -> String {
    let say = Say { language, dimensions };
    match story {
        Story::Start(names) => match names.len() {
            0 => language.text("player.start_empty").into_owned(),
            _ => language.fill("player.start", &[("names", &language.join(names))]),
        },
        Story::Computed { name, shape, told, is_last, .. } => {
            let text = match told {
                Told::Cell { action, operands: [left, right], source } => {
                    let shape = i18n::shape(language, shape);
                    let values: [(&str, &dyn std::fmt::Display); 5] = [
                        ("name", name),
                        ("shape", &shape),
                        ("left", left),
                        ("right", right),
                        ("source", source),
                    ];
                    language.fill(&format!("player.cell.{action}"), &values)
                }
                Told::Asked { at, is_row } => {
                    let place =
                        if *is_row { say.row_name(name, shape, *at) } else { say.place(name, shape, *at) };
                    language.fill("practice.told", &[("place", &place)])
                }
                Told::Row { at, numbers, total, is_state } => {
                    let text = say.row(name, shape, *at, numbers, *total);
                    if *is_state { say.state(&text, shape, at.1) } else { text }
                }
                Told::Number { at, value, explanation } => {
                    let place = say.place(name, shape, *at);
                    say.number(&place, *value, explanation.as_deref())
                }
            };
            if *is_last { language.fill("player.end", &[("text", &text)]) } else { text }
        }
    }
}

struct Say<'a> {
    language: Language,
    dimensions: &'a [Rc<Dimension>],
}

impl Say<'_> {
    /// The name of a place on an axis: that of the dimension's item, or the index.
    fn item(&self, axis: &Axis, index: usize) -> String {
        let dimension = self.dimensions.iter().find(|dimension| axis.name.as_ref() == Some(&dimension.name));
        let item = dimension.filter(|dimension| dimension.size() == axis.size);
        let item = item.and_then(|dimension| dimension.items.get(index));
        item.map_or_else(|| index.to_string(), |item| item.text(self.language.tag()).to_owned())
    }

    /// `S[eats, apples]`, or `S` of a number.
    fn place(&self, name: &str, shape: &Shape, at: Position) -> String {
        let indices = shape.subscripts(at);
        if indices.is_empty() {
            return name.to_owned();
        }
        let items = shape.axes().iter().zip(indices).map(|(axis, index)| self.item(axis, index));
        format!("{name}[{}]", items.collect::<Vec<_>>().join(", "))
    }

    /// `S[eats]`, or `S` of what has no rows.
    fn row_name(&self, name: &str, shape: &Shape, at: Position) -> String {
        let indices = shape.subscripts(at);
        let before = indices.len().saturating_sub(1);
        let items = shape.axes().iter().zip(indices).take(before).map(|(axis, index)| self.item(axis, index));
        let items: Vec<String> = items.collect();
        if items.is_empty() { name.to_owned() } else { format!("{name}[{}]", items.join(", ")) }
    }

    fn row(&self, name: &str, shape: &Shape, at: Position, numbers: &[f64], total: Option<f64>) -> String {
        let format = Format::of(numbers);
        let texts: Vec<String> = numbers.iter().take(NUMBERS).map(|number| format.text(*number)).collect();
        let mut list = self.language.join(&texts);
        if numbers.len() > NUMBERS {
            list = self.language.fill("player.numbers", &[("list", &list), ("count", &numbers.len())]);
        }
        let (name, row) = match shape.axes() {
            [stack, rows, _] => (format!("{name}[{}]", self.item(stack, at.0)), Some(self.item(rows, at.1))),
            [rows, _] => (name.to_owned(), Some(self.item(rows, at.1))),
            _ => (name.to_owned(), None),
        };
        let text = match row {
            Some(row) => {
                self.language.fill("player.row", &[("row", &row), ("name", &name), ("numbers", &list)])
            }
            None => self.language.fill("player.plain", &[("text", &format!("{name} = {list}"))]),
        };
        match total {
            Some(total) => {
                self.language.fill("player.total", &[("text", &text), ("total", &format.text(total))])
            }
            None => text,
        }
    }

    /// What a state of a recurrent network is made of.
    fn state(&self, text: &str, shape: &Shape, row: usize) -> String {
        let item = |row: usize| self.item(shape.from_end(2), row);
        match row.checked_sub(1) {
            None => self.language.fill("player.first_state", &[("text", &text), ("row", &item(0))]),
            Some(before) => self
                .language
                .fill("player.state", &[("text", &text), ("row", &item(row)), ("before", &item(before))]),
        }
    }

    fn number(&self, place: &str, value: f64, found: Option<&NodeExplanation>) -> String {
        let operation = found.and_then(|found| found.operation).unwrap_or_default();
        let is = format!("{place} = {}", shown(value));
        let of = |key: &str| self.language.fill(key, &[("text", &is)]);
        let Some(found) = found else { return of("player.plain") };
        let (arithmetic, terms) = match &found.explanation {
            Explanation::Copy(_) | Explanation::Lookup { .. } => return of("player.copied"),
            Explanation::Constant { .. }
            | Explanation::Size { .. }
            | Explanation::Draw(_)
            | Explanation::OneHot { .. } => {
                return self.language.fill("player.set", &[("text", &is), ("operation", &operation)]);
            }
            Explanation::Choice { condition, .. } if condition.value == 0.0 => {
                return of("player.not_chosen");
            }
            Explanation::Choice { .. } => return of("player.chosen"),
            Explanation::Softmax(softmax)
                if softmax.members.get(softmax.chosen).is_some_and(|it| it.masked) =>
            {
                return of("player.masked");
            }
            explanation => arithmetic(explanation, TERMS),
        };
        let text = format!("{place} = {arithmetic} = {}", shown(value));
        if terms > TERMS {
            self.language.fill("player.terms", &[("text", &text), ("count", &terms)])
        } else {
            self.language.fill("player.plain", &[("text", &text)])
        }
    }
}

/// A number with up to four decimals.
fn shown(value: f64) -> String {
    Format::of(&[value]).text(value)
}

/// The same beside an operator: in parentheses where it has a sign.
fn term(value: f64) -> String {
    let text = shown(value);
    if text.starts_with('−') { format!("({text})") } else { text }
}

/// All terms where they are few, else the first ones; and how many there are.
fn listed(terms: impl ExactSizeIterator<Item = String>, between: &str, most: usize) -> (String, usize) {
    let count = terms.len();
    let mut first: Vec<String> = terms.take(if count > most { most - 1 } else { most }).collect();
    first.extend((count > most).then(|| "…".to_owned()));
    (first.join(between), count)
}

/// The arithmetic with its numbers, at most so many terms of it, and how many terms it has. Empty where nothing is
/// computed.
pub fn arithmetic(explanation: &Explanation, most: usize) -> (String, usize) {
    let text = match explanation {
        Explanation::Products(products) if products.is_empty() => "0".to_owned(),
        Explanation::Products(products) => {
            let product = |product: &crate::ops::explanation::Product| {
                format!("{} · {}", term(product.left.value), term(product.right.value))
            };
            return listed(products.iter().map(product), " + ", most);
        }
        Explanation::Reduction(reduction) => return reduced(reduction, most),
        Explanation::Softmax(softmax) => quotient(softmax),
        Explanation::Unary { operation, x } => match *operation {
            "-x" => format!("−{}", term(x.value)),
            "+x" => shown(x.value),
            "exp" => format!("e^{}", term(x.value)),
            "abs" => format!("|{}|", shown(x.value)),
            "sqrt" => format!("√{}", term(x.value)),
            name => format!("{name}({})", shown(x.value)),
        },
        Explanation::Root { x, .. } => format!("√{}", term(x.value)),
        Explanation::Binary { operation, left, right } => {
            let (left, right) = (left.value, right.value);
            match *operation {
                "-" => format!("{} − {}", shown(left), term(right)),
                "*" => format!("{} · {}", term(left), term(right)),
                "**" => format!("{} ^ {}", term(left), term(right)),
                name if name.starts_with(char::is_alphabetic) => {
                    format!("{name}({}, {})", shown(left), shown(right))
                }
                // A comparison is no sum: what it gives stands behind an equals sign.
                symbol @ ("+" | "/") => format!("{} {symbol} {}", shown(left), term(right)),
                symbol => format!("({} {symbol} {})", shown(left), shown(right)),
            }
        }
        Explanation::Derivation(derivation) => {
            let last = derivation.lines.last();
            last.map_or_else(String::new, |line| text_of(&written(&line.part, &derivation.lines)))
        }
        Explanation::Progression(progression) => {
            let (start, step) = (progression.start.value(), progression.step.value());
            format!("{} + {} · {}", shown(start), progression.index, term(step))
        }
        _ => String::new(),
    };
    (text, 1)
}

/// The lines of a derivation, each with the name of its number: `z = 1 + 2 = 3`.
pub fn derivation_lines(derivation: &Derivation) -> Vec<String> {
    let line = |line: &DerivationLine| {
        let right = text_of(&written(&line.part, &derivation.lines));
        format!("{} = {right} = {}", line.symbol, shown(line.value))
    };
    derivation.lines.iter().map(line).collect()
}

/// `e^(1.2 − 1.5) / 3.71`: the score less the greatest of its row, and the sum of the row's exponentials.
fn quotient(softmax: &Softmax) -> String {
    let score = softmax.members.get(softmax.chosen).map_or(f64::NAN, |member| member.operand.value);
    format!("e^({} − {}) / {}", shown(score), term(softmax.maximum), shown(softmax.sum))
}

fn reduced(reduction: &Reduction, most: usize) -> (String, usize) {
    let values = || reduction.members.iter().map(|member| member.operand.value);
    let (function, between) = match reduction.kind {
        ReductionKind::Sum => return listed(values().map(term), " + ", most),
        ReductionKind::Mean => {
            let (sum, count) = listed(values().map(term), " + ", most);
            return (format!("({sum}) / {count}"), count);
        }
        ReductionKind::Max => ("max", ", "),
        ReductionKind::Min => ("min", ", "),
        ReductionKind::ArgMax => ("argmax", ", "),
    };
    let (list, count) = listed(values().map(shown), between, most);
    (format!("{function}({list})"), count)
}
