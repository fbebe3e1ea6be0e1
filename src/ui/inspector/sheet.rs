//! Arithmetic as tables: products term by term, softmax, reductions. A line of the table is a member; where there is
//! room the style sheet stands the lines beside each other, as columns.

use yew::prelude::*;

use super::{
    pieces::{element, words},
    teller::Teller,
};
use crate::{
    ops::explanation::{Operand, Product, Reduction, ReductionKind, Softmax},
    session::{Answer, Lane, MOST_LINES},
    value::decimal::{self, Format},
};

/// One member of a table: its name, its class, its numbers.
struct Line {
    name: AttrValue,
    class: Option<&'static str>,
    numbers: Vec<Html>,
}

fn table(label: &str, heads: Vec<Html>, lines: Vec<Line>) -> Html {
    let row = |class: &'static str, places: Vec<Html>| html! { <tr role="row" {class}>{ for places }</tr> };
    let cell = |content: Html| html! { <td role="cell">{ content }</td> };
    let head = |content: Html| html! { <th role="columnheader" scope="col">{ content }</th> };
    let line = |line: Line| {
        let name = html! { <th role="rowheader" scope="row">{ line.name }</th> };
        let places = [name].into_iter().chain(line.numbers.into_iter().map(cell));
        row(line.class.unwrap_or(""), places.collect())
    };
    let heads = [cell(words(""))].into_iter().chain(heads.into_iter().map(head)).collect();
    let rows = [row("sheet__heads", heads)].into_iter().chain(lines.into_iter().map(line));
    html! {
        <div class="sheet">
            <table role="table" aria-label={label.to_owned()}><tbody role="rowgroup">{ for rows }</tbody></table>
        </div>
    }
}

/// The format of one kind of number in a table, and how to write it.
fn written(values: impl Iterator<Item = f64>) -> impl Fn(f64) -> String {
    let format = Format::of(&values.collect::<Vec<_>>());
    move |value| format.text(value)
}

impl Teller<'_> {
    fn head(&self, lane: Option<&Lane>) -> Html {
        match lane {
            Some(lane) => element("code", "", vec![words(self.lane(lane))]),
            None => words(self.text("explain.head.number")),
        }
    }

    /// What is not drawn of a long table.
    pub(super) fn more(&self, count: usize, sum: Option<f64>) -> Html {
        if count == 0 {
            return html! {};
        }
        let text = match sum {
            Some(sum) => {
                let sum = Format::of(&[sum]).text(sum);
                self.page.fill("explain.more_sum", &[("count", &count), ("sum", &sum)])
            }
            None => self.page.fill("explain.more", &[("count", &count)]),
        };
        element("p", "inspector__more", vec![words(text)])
    }

    /// Left, right, product and the sum so far.
    pub(super) fn products(&self, label: &str, products: &[Product]) -> Html {
        let left = self.answer.lane(products.iter().map(|product| &product.left));
        let right = self.answer.lane(products.iter().map(|product| &product.right));
        let write = |part: fn(&Product) -> f64| written(products.iter().map(part));
        let (x, y) = (write(|product| product.left.value), write(|product| product.right.value));
        let (xy, sum) = (write(|product| product.product), write(|product| product.running));
        let last = products.len() - 1;
        let lines = products.iter().take(MOST_LINES).enumerate().map(|(index, product)| Line {
            name: self.member(left.as_ref(), &product.left),
            class: (index == last).then_some("is-last"),
            numbers: vec![
                self.number(&product.left, &x(product.left.value)),
                self.number(&product.right, &y(product.right.value)),
                words(xy(product.product)),
                words(sum(product.running)),
            ],
        });
        let heads = vec![
            self.head(left.as_ref()),
            element("span", "", vec![words("× "), self.head(right.as_ref())]),
            words(self.text("explain.head.product")),
            words(self.text("explain.head.running")),
        ];
        let hidden = products.get(MOST_LINES..).unwrap_or_default();
        [table(label, heads, lines.collect()), self.more(hidden.len(), Answer::rest(products))]
            .into_iter()
            .collect()
    }

    /// Score, score − maximum, its exponential, and the quotient.
    pub(super) fn softmax(&self, label: &str, softmax: &Softmax) -> Html {
        let members = &softmax.members;
        let lane = self.answer.lane(members.iter().map(|member| &member.operand));
        let score = written(members.iter().map(|member| member.operand.value));
        let shifted = written(members.iter().map(|member| member.shifted));
        let exponential = written(members.iter().map(|member| member.exponential).chain([softmax.sum]));
        let weight = written(members.iter().map(|member| member.weight));
        let greatest = |value: f64| value >= softmax.maximum && !softmax.all_masked();
        // The row's greatest and the one that is explained are always drawn.
        let drawn = |index: usize| index < MOST_LINES || index == softmax.chosen;
        let lines =
            members.iter().enumerate().filter(|(index, _)| drawn(*index)).map(|(index, member)| Line {
                name: self.member(lane.as_ref(), &member.operand),
                class: (index == softmax.chosen).then_some("is-chosen"),
                numbers: vec![
                    html! {
                        <>
                            if greatest(member.operand.value) {
                                <span class="badge">{ self.text("explain.head.greatest") }</span>
                            }
                            { self.number(&member.operand, &score(member.operand.value)) }
                        </>
                    },
                    words(shifted(member.shifted)),
                    words(exponential(member.exponential)),
                    words(weight(member.weight)),
                ],
            });
        let total = Line {
            name: self.text("explain.head.sum"),
            class: Some("is-total"),
            numbers: vec![
                words(""),
                words(""),
                words(exponential(softmax.sum)),
                html! { <strong class="badge badge--sum" data-row-sum={decimal::shortest(softmax.total())}>{ format!("{:.4}", softmax.total()) }</strong> },
            ],
        };
        let mut lines: Vec<Line> = lines.collect();
        let hidden = members.len() - lines.len();
        lines.push(total);
        let maximum = Format::of(&[softmax.maximum]).text(softmax.maximum);
        let heads = vec![
            [
                element("span", "wide", vec![self.head(lane.as_ref())]),
                element("span", "narrow", vec![words(self.text("explain.head.score"))]),
            ]
            .into_iter()
            .collect(),
            words(self.page.fill("explain.head.shifted", &[("maximum", &maximum)])),
            element("span", "", vec![words("e"), element("sup", "", vec![words("x")])]),
            words(self.text("explain.head.quotient")),
        ];
        [table(label, heads, lines), self.more(hidden, None)].into_iter().collect()
    }

    /// The numbers and the sum, greatest or least so far.
    pub(super) fn reduction(&self, label: &str, reduction: &Reduction) -> Html {
        let members = &reduction.members;
        let lane = self.answer.lane(members.iter().map(|member| &member.operand));
        let number = written(members.iter().map(|member| member.operand.value));
        let running = written(members.iter().map(|member| member.running));
        let key = match reduction.kind {
            ReductionKind::Sum | ReductionKind::Mean => "explain.head.running",
            ReductionKind::Max => "explain.head.running_max",
            ReductionKind::Min => "explain.head.running_min",
            ReductionKind::ArgMax => "explain.head.running_argmax",
        };
        let drawn = |index: usize| index < MOST_LINES || reduction.decides == Some(index);
        let lines =
            members.iter().enumerate().filter(|(index, _)| drawn(*index)).map(|(index, member)| Line {
                name: self.member(lane.as_ref(), &member.operand),
                class: (reduction.decides == Some(index)).then_some("is-chosen"),
                numbers: vec![
                    self.number(&member.operand, &number(member.operand.value)),
                    words(running(member.running)),
                ],
            });
        let lines: Vec<Line> = lines.collect();
        let hidden = members.len() - lines.len();
        let heads = vec![self.head(lane.as_ref()), words(self.text(key))];
        [table(label, heads, lines), self.more(hidden, None)].into_iter().collect()
    }

    /// An operand with its name under it.
    pub(super) fn card(&self, operand: &Operand) -> Html {
        let (text, full) = (Format::of(&[operand.value]).text(operand.value), decimal::full(operand.value));
        // A number as written has no other name.
        let name = self.answer.term(operand).map(|term| self.place(term)).filter(|name| *name != full);
        element(
            "span",
            "card",
            vec![self.number(operand, &text), element("code", "", vec![words(name.unwrap_or_default())])],
        )
    }
}
