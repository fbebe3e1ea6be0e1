//! What was done, in one sentence; and arithmetic of a few numbers in one line.

use yew::prelude::*;

use super::teller::Teller;
use crate::{
    ops::explanation::{
        Bound, Draw, Explanation, Operand, Product, Progression, Reason, ReductionKind, Softmax,
    },
    session::{Arithmetic, InspectionMsg, Msg, Reach, whole},
    value::decimal::{Format, full},
    web,
};

fn result(value: f64) -> Html {
    html! { <>{ " = " }<strong>{ full(value) }</strong></> }
}

impl Teller<'_> {
    /// The sentence and the arithmetic.
    pub(super) fn arithmetic(&self) -> (AttrValue, Html) {
        let value = self.answer.term.value;
        match &self.answer.arithmetic {
            Arithmetic::Typed(reaches) => (self.text("explain.typed"), self.typed(reaches)),
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
                    let mean = (reduction.kind == ReductionKind::Mean).then(|| {
                        let sum = reduction.members.last().map_or(0.0, |last| last.running);
                        html! { <p class="line">{ full(sum) }{ " ÷ " }{ reduction.members.len() }{ result(value) }</p> }
                    });
                    let html = html! { <>{ self.reduction(&sentence, reduction) }{ for mean }</> };
                    (sentence, html)
                }
                (other, _) => {
                    let (sentence, line) = self.line(other);
                    (sentence, html! { <p class="line">{ line }{ result(value) }</p> })
                }
            },
        }
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
    fn line(&self, explanation: &Explanation) -> (AttrValue, Html) {
        let two = |left: &Operand, sign: &str, right: &Operand| html! { <>{ self.card(left) }{ format!(" {sign} ") }{ self.card(right) }</> };
        let call = |name: &str, operands: &[&Operand]| {
            let comma = self.text("explain.comma");
            let operands = operands.iter().enumerate().map(|(index, operand)| {
                html! { <>if index > 0 { { comma.clone() } }{ self.card(operand) }</> }
            });
            html! { <><code>{ name.to_owned() }</code>{ "(" }{ for operands }{ ")" }</> }
        };
        match explanation {
            Explanation::Copy(x) => (self.text("explain.copy"), self.card(x)),
            Explanation::Constant { value, reason } => self.constant(*value, reason),
            Explanation::Size { argument, axis, size } => {
                let term = self.answer.term(&whole(*argument, *size));
                let name = term.map(|term| term.name.to_string()).unwrap_or_default();
                let sentence =
                    self.page.fill("explain.size", &[("name", &name), ("axis", axis), ("size", size)]);
                (sentence, html! { <code>{ format!("{name}.shape[{axis}]") }</code> })
            }
            Explanation::Progression(steps) => self.progression(steps),
            Explanation::Unary { operation, x } => {
                let key = match *operation {
                    "-x" => "explain.unary.negative",
                    "+x" => "explain.unary.positive",
                    "exp" => "explain.unary.exp",
                    "log" => "explain.unary.log",
                    "sqrt" => "explain.unary.sqrt",
                    "abs" => "explain.unary.abs",
                    "tanh" => "explain.unary.tanh",
                    "sigmoid" => "explain.unary.sigmoid",
                    "relu" => "explain.unary.relu",
                    _ => "explain.unary.other",
                };
                let line = match *operation {
                    "-x" => html! { <>{ "−" }{ self.card(x) }</> },
                    "+x" => self.card(x),
                    "sqrt" => html! { <>{ "√" }{ self.card(x) }</> },
                    "abs" => html! { <>{ "|" }{ self.card(x) }{ "|" }</> },
                    name => call(name, &[x]),
                };
                (self.text(key), line)
            }
            Explanation::Binary { operation, left, right } => match *operation {
                "+" => (self.text("explain.binary.plus"), two(left, "+", right)),
                "-" => (self.text("explain.binary.minus"), two(left, "−", right)),
                "*" => (self.text("explain.binary.times"), two(left, "×", right)),
                "/" => (self.text("explain.binary.over"), two(left, "÷", right)),
                "**" => (self.text("explain.binary.power"), two(left, "^", right)),
                "maximum" => (self.text("explain.binary.maximum"), call("maximum", &[left, right])),
                "minimum" => (self.text("explain.binary.minimum"), call("minimum", &[left, right])),
                sign => (self.text("explain.binary.compare"), two(left, sign, right)),
            },
            Explanation::Root { x, .. } => {
                (self.text("explain.root"), html! { <>{ "√" }{ self.card(x) }</> })
            }
            Explanation::Choice { condition, x, y } => {
                let key = if condition.value == 0.0 { "explain.choice_no" } else { "explain.choice_yes" };
                (self.text(key), call("where", &[condition, x, y]))
            }
            Explanation::Draw(Draw { seed, index, u, v }) => {
                let format = Format::of(&[*u, *v]);
                let (u, v) = (format.text(*u), format.text(*v));
                let sentence = self.page.fill("explain.draw", &[("seed", seed), ("index", &(index + 1))]);
                (sentence, html! { <>{ "√(−2 ln " }{ u }{ ") · cos(2π · " }{ v }{ ")" }</> })
            }
            Explanation::Products(_) | Explanation::Softmax(_) | Explanation::Reduction(_) => {
                (AttrValue::Static(""), html! {})
            }
        }
    }

    fn constant(&self, value: f64, reason: &Reason) -> (AttrValue, Html) {
        let text = full(value);
        let key = match reason {
            Reason::Filled => {
                return (self.page.fill("explain.filled", &[("value", &text)]), html! { { text } });
            }
            Reason::OnDiagonal => "explain.on_diagonal",
            Reason::OffDiagonal => "explain.off_diagonal",
            Reason::CutOff { cut, diagonal, k } => {
                let sentence = if diagonal > k {
                    self.page.fill("explain.cut_by_tril", &[("diagonal", diagonal), ("k", k)])
                } else {
                    self.page.fill("explain.cut_by_triu", &[("diagonal", diagonal), ("k", k)])
                };
                return (sentence, html! { <>{ self.card(cut) }{ " → 0" }</> });
            }
        };
        (self.text(key), html! { { text } })
    }

    fn progression(&self, steps: &Progression) -> (AttrValue, Html) {
        let bound = |bound: &Bound| match bound {
            Bound::Given(operand) => self.card(operand),
            Bound::Default(value) => html! { { full(*value) } },
        };
        let line =
            html! { <>{ bound(&steps.start) }{ " + " }{ steps.index }{ " × " }{ bound(&steps.step) }</> };
        (self.text("explain.progression"), line)
    }

    /// What a typed number goes into.
    fn typed(&self, reaches: &[Reach]) -> Html {
        let number = self.answer.term.number.clone();
        let name = self.answer.term.name.clone();
        let page = self.page.clone();
        let go = Callback::from(move |_: MouseEvent| {
            if let Some(number) = &number {
                page.send(Msg::Inspection(InspectionMsg::Selected(number.clone())));
                web::focus::number(&number.cell, &name, number.at);
            }
        });
        let reach = |reach: &Reach| {
            let text = format!("{} / {}", reach.count, reach.size);
            html! {
                <li class="card">
                    { self.term(&reach.first, &reach.first.name) }
                    <small>{ text }</small>
                </li>
            }
        };
        html! {
            <div class="line">
                <button type="button" class="button" data-action="go-to-number" onclick={go}>{ self.text("explain.change") }</button>
                if reaches.is_empty() {
                    <span>{ self.text("explain.nowhere") }</span>
                } else {
                    <span>{ self.text("explain.reaches") }</span>
                    <ul class="reaches">{ for reaches.iter().map(reach) }</ul>
                }
            </div>
        }
    }

    /// What is to be said of a number that is none.
    pub(super) fn not_finite(&self) -> Option<AttrValue> {
        let value = self.answer.term.value;
        if value.is_finite() || matches!(self.answer.arithmetic, Arithmetic::Typed(_)) {
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
