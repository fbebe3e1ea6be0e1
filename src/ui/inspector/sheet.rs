//! Arithmetic as tables: products term by term, softmax, reductions. A line of the table is a member; where there is
//! room the style sheet stands the lines beside each other, as columns.

use yew::prelude::*;

use super::teller::Teller;
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
    let line = |line: Line| {
        html! {
            <tr role="row" class={line.class}>
                <th role="rowheader" scope="row">{ line.name }</th>
                { for line.numbers.into_iter().map(|number| html! { <td role="cell">{ number }</td> }) }
            </tr>
        }
    };
    html! {
        <div class="sheet">
            <table role="table" aria-label={label.to_owned()}><tbody role="rowgroup">
                <tr role="row" class="sheet__heads">
                    <td role="cell"></td>
                    { for heads.into_iter().map(|head| html! { <th role="columnheader" scope="col">{ head }</th> }) }
                </tr>
                { for lines.into_iter().map(line) }
            </tbody></table>
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
            Some(lane) => html! { <code>{ self.lane(lane) }</code> },
            None => html! { { self.text("explain.head.number") } },
        }
    }

    /// What is not drawn of a long table.
    fn more(&self, count: usize, sum: Option<f64>) -> Html {
        if count == 0 {
            return html! {};
        }
        let text = match sum {
            Some(sum) => {
                let sum = decimal::full(sum);
                self.page.fill("explain.more_sum", &[("count", &count), ("sum", &sum)])
            }
            None => self.page.fill("explain.more", &[("count", &count)]),
        };
        html! { <p class="inspector__more">{ text }</p> }
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
                html! { { xy(product.product) } },
                html! { { sum(product.running) } },
            ],
        });
        let heads = vec![
            self.head(left.as_ref()),
            html! { <>{ "× " }{ self.head(right.as_ref()) }</> },
            html! { { self.text("explain.head.product") } },
            html! { { self.text("explain.head.running") } },
        ];
        let hidden = products.get(MOST_LINES..).unwrap_or_default();
        html! {
            <>
                { table(label, heads, lines.collect()) }
                { self.more(hidden.len(), Answer::rest(products)) }
            </>
        }
    }

    /// Score, score − maximum, its exponential, and the quotient.
    pub(super) fn softmax(&self, label: &str, softmax: &Softmax) -> Html {
        let members = &softmax.members;
        let lane = self.answer.lane(members.iter().map(|member| &member.operand));
        let score = written(members.iter().map(|member| member.operand.value));
        let shifted = written(members.iter().map(|member| member.shifted));
        let exponential = written(members.iter().map(|member| member.exponential).chain([softmax.sum]));
        let weight = written(members.iter().map(|member| member.weight));
        let greatest = |value: f64| value == softmax.maximum && !softmax.all_masked();
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
                    html! { { shifted(member.shifted) } },
                    html! { { exponential(member.exponential) } },
                    html! { { weight(member.weight) } },
                ],
            });
        let total = Line {
            name: self.text("explain.head.sum"),
            class: Some("is-total"),
            numbers: vec![
                html! {},
                html! {},
                html! { { exponential(softmax.sum) } },
                html! { <strong class="badge badge--sum" data-row-sum={decimal::shortest(softmax.total())}>{ format!("{:.4}", softmax.total()) }</strong> },
            ],
        };
        let mut lines: Vec<Line> = lines.collect();
        let hidden = members.len() - lines.len();
        lines.push(total);
        let maximum = Format::of(&[softmax.maximum]).text(softmax.maximum);
        let heads = vec![
            self.head(lane.as_ref()),
            html! { { self.page.fill("explain.head.shifted", &[("maximum", &maximum)]) } },
            html! { <>{ "e" }<sup>{ "x" }</sup></> },
            html! { { self.text("explain.head.quotient") } },
        ];
        html! { <>{ table(label, heads, lines) }{ self.more(hidden, None) }</> }
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
                    html! { { running(member.running) } },
                ],
            });
        let lines: Vec<Line> = lines.collect();
        let hidden = members.len() - lines.len();
        let heads = vec![self.head(lane.as_ref()), html! { { self.text(key) } }];
        html! { <>{ table(label, heads, lines) }{ self.more(hidden, None) }</> }
    }

    /// An operand with its name under it.
    pub(super) fn card(&self, operand: &Operand) -> Html {
        let text = decimal::full(operand.value);
        let name = self.answer.term(operand).map(|term| self.place(term)).filter(|name| *name != text);
        html! {
            <span class="card">
                { self.number(operand, &text) }
                <code>{ name.unwrap_or_default() }</code>
            </span>
        }
    }
}
