//! What was done, in one sentence; and arithmetic of a few numbers in one line.

use yew::prelude::*;

use super::{
    pieces::{element, words},
    teller::Teller,
};
use crate::{
    ops::explanation::{
        Bound, Draw, Explanation, Operand, Product, Progression, Reason, ReductionKind, Softmax,
    },
    session::{Arithmetic, InspectionMsg, MOST_LINES, Msg, Reach, Term, Veil, whole},
    value::decimal::{Format, full},
    web,
};

/// A sign between two numbers.
#[inline(never)]
pub(super) fn sign(text: &str) -> Html {
    element("span", "", vec![words(text.to_owned())])
}

/// A number in arithmetic: at most four decimals. The heading has every digit.
pub(super) fn brief(value: f64) -> String {
    Format::of(&[value]).text(value)
}

/// Arithmetic in one line, and what it gives.
#[inline(never)]
fn equation(mut parts: Vec<Html>, value: f64) -> Html {
    parts.push(sign("="));
    parts.push(element("strong", "", vec![words(brief(value))]));
    element("p", "line", parts)
}

fn unary(operation: &str, x: Html) -> (&'static str, Vec<Html>) {
    let (key, before, after) = match operation {
        "-x" => ("explain.unary.negative", "−", ""),
        "+x" => ("explain.unary.positive", "", ""),
        "exp" => ("explain.unary.exp", "exp(", ")"),
        "log" => ("explain.unary.log", "log(", ")"),
        "sqrt" => ("explain.unary.sqrt", "√", ""),
        "abs" => ("explain.unary.abs", "|", "|"),
        "tanh" => ("explain.unary.tanh", "tanh(", ")"),
        "sigmoid" => ("explain.unary.sigmoid", "sigmoid(", ")"),
        "relu" => ("explain.unary.relu", "relu(", ")"),
        "padding_mask" => ("explain.unary.padding", "", "≠ 0 ?"),
        _ => ("explain.unary.other", "", ""),
    };
    (key, vec![sign(before), x, sign(after)])
}

fn binary(operation: &str, left: Html, right: Html) -> (&'static str, Vec<Html>) {
    let (key, between) = match operation {
        "+" => ("explain.binary.plus", "+"),
        "-" => ("explain.binary.minus", "−"),
        "*" => ("explain.binary.times", "×"),
        "/" => ("explain.binary.over", "÷"),
        "**" => ("explain.binary.power", "^"),
        "maximum" => ("explain.binary.maximum", "max"),
        "minimum" => ("explain.binary.minimum", "min"),
        comparison => ("explain.binary.compare", comparison),
    };
    (key, vec![left, sign(between), right])
}

impl Teller<'_> {
    /// The sentence and the arithmetic.
    pub(super) fn arithmetic(&self) -> (AttrValue, Html) {
        let value = self.answer.term.value;
        match &self.answer.arithmetic {
            Arithmetic::Veiled(veil) => (self.text(veil.key()), html! {}),
            Arithmetic::Covered(veil) => {
                let sentence = self.text(match veil {
                    Veil::Asked => "practice.covered",
                    Veil::Unreached => "grid.veiled",
                    Veil::Covered => "arranged.covered",
                });
                let html = self.covered();
                (sentence, html)
            }
            Arithmetic::Typed(reaches) => {
                let (origin, set) = self.origin().unwrap_or_else(|| (self.text("explain.typed"), true));
                (origin, self.typed(reaches, set))
            }
            Arithmetic::Computed { explanation, weighted } => match (explanation, weighted) {
                (Explanation::Products(products), Some(sum)) => {
                    let lane = |part: fn(&Product) -> &Operand| self.answer.lane(products.iter().map(part));
                    let left = lane(|product| &product.left).map(|lane| self.lane_in_words(&lane));
                    let right = lane(|product| &product.right).map(|lane| lane.first.name.to_string());
                    let (left, right) = (left.unwrap_or_default(), right.unwrap_or_default());
                    let sentence = self.page.fill("explain.weighted", &[("left", &left), ("right", &right)]);
                    let html = self.weighted(&sentence, sum);
                    (sentence, html)
                }
                (Explanation::Products(products), None) if products.is_empty() => {
                    (self.text("explain.empty"), html! {})
                }
                (Explanation::Products(products), None) => {
                    let left = self.answer.lane(products.iter().map(|product| &product.left));
                    let right = self.answer.lane(products.iter().map(|product| &product.right));
                    let sentence = match (left, right) {
                        (Some(left), Some(right)) => {
                            let (left, right) = (self.lane_in_words(&left), self.lane_in_words(&right));
                            self.page.fill("explain.products", &[("left", &left), ("right", &right)])
                        }
                        _ => self.text("explain.products_of"),
                    };
                    let html = self.products(&sentence, products);
                    (sentence, html)
                }
                (Explanation::Softmax(softmax), _) => self.of_softmax(softmax),
                (Explanation::Reduction(reduction), _) => {
                    let sentence = self.text(match reduction.kind {
                        ReductionKind::Sum => "explain.sum",
                        ReductionKind::Mean => "explain.mean",
                        ReductionKind::Max => "explain.max",
                        ReductionKind::Min => "explain.min",
                        ReductionKind::ArgMax => "explain.argmax",
                    });
                    let sum = reduction.members.last().map_or(0.0, |last| last.running);
                    let mean = sign(&format!("{} ÷ {}", brief(sum), reduction.members.len()));
                    let mean = (reduction.kind == ReductionKind::Mean).then(|| equation(vec![mean], value));
                    let html = self.reduction(&sentence, reduction);
                    (sentence, [Some(html), mean].into_iter().flatten().collect())
                }
                (Explanation::Derivation(derivation), _) => {
                    let has_before =
                        explanation.operands().iter().any(|operand| operand.argument == Operand::OWN);
                    let sentence = self.text(match (derivation.is_state, has_before) {
                        (true, true) => "explain.state",
                        (true, false) => "explain.first_state",
                        (false, _) => "explain.derivation",
                    });
                    (sentence, self.derivation(derivation))
                }
                (other, _) => {
                    let (key, line) = self.line(other);
                    (self.sentence(key, other), equation(line, value))
                }
            },
        }
    }

    /// What it is made of, without the arithmetic.
    fn covered(&self) -> Html {
        let card = |term: &Term| {
            let name = element("code", "", vec![words(self.place(term))]);
            element("span", "card", vec![self.term(term, &full(term.value)), name])
        };
        element("p", "line", self.answer.terms().take(MOST_LINES).map(card).collect())
    }

    fn of_softmax(&self, softmax: &Softmax) -> (AttrValue, Html) {
        let lane = self.answer.lane(softmax.members.iter().map(|member| &member.operand));
        let lane = lane.map(|lane| self.lane_in_words(&lane)).unwrap_or_default();
        let masked = softmax.members.get(softmax.chosen).is_some_and(|member| member.masked);
        let sentence = if softmax.all_masked() {
            self.text("explain.softmax_all_masked")
        } else if masked {
            self.text("explain.softmax_masked")
        } else {
            self.page.fill("explain.softmax", &[("lane", &lane)])
        };
        let html = self.softmax(&sentence, softmax);
        (sentence, html)
    }

    /// Arithmetic of a few numbers.
    fn line(&self, explanation: &Explanation) -> (&'static str, Vec<Html>) {
        let card = |operand: &Operand| self.card(operand);
        match explanation {
            Explanation::Copy(x) => ("explain.copy", vec![card(x)]),
            Explanation::OneHot { id, column } => {
                let key = if explanation.recompute() == 0.0 { "explain.not_hot" } else { "explain.hot" };
                (key, vec![card(id), sign(&format!("= {column} ?"))])
            }
            Explanation::Lookup { index, x } => ("explain.lookup", vec![card(index), sign("→"), card(x)]),
            Explanation::Unary { operation, x } => unary(operation, card(x)),
            Explanation::Binary { operation, left, right } => binary(operation, card(left), card(right)),
            Explanation::Root { x, .. } => ("explain.root", vec![sign("√"), card(x)]),
            Explanation::Choice { condition, x, y } => {
                let key = if condition.value == 0.0 { "explain.choice_no" } else { "explain.choice_yes" };
                let branch = |x: &Operand, taken: bool| {
                    if taken { card(x) } else { element("span", "is-idle", vec![card(x)]) }
                };
                let (x, y) = (branch(x, condition.value != 0.0), branch(y, condition.value == 0.0));
                let parts = [sign("where("), card(condition), sign(","), x, sign(","), y, sign(")")];
                (key, parts.into())
            }
            Explanation::Progression(Progression { start, step, index, .. }) => {
                let bound = |bound: &Bound| match bound {
                    Bound::Given(operand) => card(operand),
                    Bound::Default(value) => sign(&brief(*value)),
                };
                ("explain.progression", vec![bound(start), sign(&format!("+ {index} ×")), bound(step)])
            }
            Explanation::Draw(Draw { u, v, .. }) => {
                let format = Format::of(&[*u, *v]);
                let (u, v) = (format.text(*u), format.text(*v));
                ("explain.draw", vec![sign(&format!("√(−2 ln {u}) · cos(2π · {v})"))])
            }
            Explanation::Constant { reason: Reason::CutOff { cut, diagonal, k }, .. } => {
                let key = if diagonal > k { "explain.cut_by_tril" } else { "explain.cut_by_triu" };
                (key, vec![card(cut), sign("→ 0")])
            }
            Explanation::Constant { value, reason: Reason::Causal { .. } } => {
                (if *value == 0.0 { "explain.ahead" } else { "explain.not_ahead" }, Vec::new())
            }
            Explanation::Constant { value, reason: Reason::Window { .. } } => {
                (if *value == 0.0 { "explain.far" } else { "explain.near" }, Vec::new())
            }
            Explanation::Constant { reason: Reason::OnDiagonal, .. } => ("explain.on_diagonal", Vec::new()),
            Explanation::Constant { reason: Reason::OffDiagonal, .. } => ("explain.off_diagonal", Vec::new()),
            Explanation::Constant { reason: Reason::Filled, .. } => ("explain.filled", Vec::new()),
            Explanation::Size { axis, .. } => {
                ("explain.size", vec![sign(&format!("{}.shape[{axis}]", self.whole(explanation)))])
            }
            Explanation::Products(_)
            | Explanation::Softmax(_)
            | Explanation::Reduction(_)
            | Explanation::Derivation(_) => ("", Vec::new()),
        }
    }

    /// The name of the argument whose size an explanation speaks of.
    fn whole(&self, explanation: &Explanation) -> String {
        let Explanation::Size { argument, size, .. } = explanation else { return String::new() };
        self.answer.term(&whole(*argument, *size)).map(|term| term.name.to_string()).unwrap_or_default()
    }

    /// The sentence of arithmetic of a few numbers, with what it speaks of.
    fn sentence(&self, key: &'static str, explanation: &Explanation) -> AttrValue {
        match explanation {
            Explanation::Size { axis, size, .. } => {
                self.page.fill(key, &[("name", &self.whole(explanation)), ("axis", axis), ("size", size)])
            }
            Explanation::Draw(Draw { seed, index, .. }) => {
                self.page.fill(key, &[("seed", seed), ("index", &(index + 1))])
            }
            Explanation::Constant { reason: Reason::CutOff { diagonal, k, .. }, .. } => {
                self.page.fill(key, &[("diagonal", diagonal), ("k", k)])
            }
            Explanation::Constant { reason: Reason::Causal { diagonal }, .. } => {
                self.page.fill(key, &[("count", &diagonal.abs())])
            }
            Explanation::Constant { reason: Reason::Window { distance, w }, .. } => {
                self.page.fill(key, &[("count", distance), ("most", w)])
            }
            Explanation::OneHot { column, .. } => self.page.fill(key, &[("column", column)]),
            Explanation::Constant { value, .. } => self.page.fill(key, &[("value", &full(*value))]),
            _ => self.text(key),
        }
    }

    /// What a typed number goes into.
    fn typed(&self, reaches: &[Reach], set: bool) -> Html {
        let number = self.answer.term.number.clone();
        let name = self.answer.term.name.clone();
        let page = self.page.clone();
        let go = Callback::from(move |_: MouseEvent| {
            if let Some(number) = &number {
                page.send(Msg::Inspection(InspectionMsg::Selected(number.clone())));
                web::focus::number(&number.cell, &name, number.at);
            }
        });
        let change = html! {
            <button type="button" class="button" data-action="go-to-number" onclick={go}>{ self.text("explain.change") }</button>
        };
        let reach = |reach: &Reach| {
            let count =
                self.page.fill("explain.reach_count", &[("count", &reach.count), ("size", &reach.size)]);
            let name = if reach.first.veil.is_some() {
                words(reach.first.name.to_string())
            } else {
                let label = format!("{}{}{count}", reach.first.name, self.text("explain.comma"));
                self.labelled(&reach.first, &reach.first.name, label)
            };
            element("li", "card", vec![name, element("small", "", vec![words(count)])])
        };
        let mut parts: Vec<Html> = set.then_some(change).into_iter().collect();
        if reaches.is_empty() {
            parts.push(sign(&self.text("explain.nowhere")));
        } else {
            parts.push(sign(&self.text("explain.reaches")));
            parts.push(element("ul", "reaches", reaches.iter().map(reach).collect()));
        }
        element("div", "line line--words", parts)
    }

    /// What is to be said of a number that is none.
    pub(super) fn not_finite(&self) -> Option<AttrValue> {
        let value = self.answer.term.value;
        if value.is_finite() || !matches!(self.answer.arithmetic, Arithmetic::Computed { .. }) {
            return None;
        }
        let from = self.answer.terms().find(|term| {
            let same = if value.is_nan() { term.value.is_nan() } else { term.value.is_infinite() };
            same && term.number.is_some()
        });
        Some(match (from, value.is_nan()) {
            (Some(term), true) => self.page.fill("explain.nan_from", &[("place", &self.place(term))]),
            (None, true) => self.text("explain.nan_here"),
            (Some(term), false) => self.page.fill("explain.infinite_from", &[("place", &self.place(term))]),
            (None, false) if value < 0.0 && self.is_mask() => self.text("explain.mask_here"),
            (None, false) => self.text("explain.infinite_here"),
        })
    }

    /// Whether the number is −∞ because the formula says so, as masks do.
    fn is_mask(&self) -> bool {
        matches!(
            &self.answer.arithmetic,
            Arithmetic::Computed { explanation: Explanation::Choice { .. }, .. }
        )
    }
}
