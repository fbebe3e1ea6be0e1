//! A weighted sum: scaled rows that add up.

use yew::prelude::*;

use super::{
    pieces::{element, place, words},
    teller::Teller,
};
use crate::{
    session::{MOST_LINES, ScaledRow, WeightedSum},
    value::decimal::Format,
};

impl Teller<'_> {
    /// For each row: its weight, the row, the scaled row, and the sum so far.
    pub(super) fn weighted(&self, label: &str, sum: &WeightedSum) -> Html {
        let left = self.answer.lane(sum.rows.iter().map(|row| &row.product.left));
        let format = |part: fn(&ScaledRow) -> &[f64]| {
            let numbers: Vec<f64> = sum.rows.iter().flat_map(|row| part(row).iter().copied()).collect();
            Format::of(&numbers)
        };
        let weights: Vec<f64> = sum.rows.iter().map(|row| row.product.left.value).collect();
        let weight = Format::of(&weights);
        let formats = [format(|row| &row.vector), format(|row| &row.scaled), format(|row| &row.running)];
        let Some(first) = sum.rows.first() else { return html! {} };
        let right = self.answer.term(&first.product.right);
        let is_cut = sum.columns.len() < first.vector.len();
        let class = |column: usize| match (column == sum.columns.start, column == sum.column) {
            (true, true) => "is-first is-chosen",
            (true, false) => "is-first",
            (false, true) => "is-chosen",
            (false, false) => "",
        };
        let line = |(index, row): (usize, &ScaledRow)| {
            let weight = self.number(&row.product.left, &weight.text(row.product.left.value));
            let mut places = vec![
                element("th", "", vec![words(self.member(left.as_ref(), &row.product.left))]),
                place("", weight),
            ];
            for (group, values) in [&row.vector, &row.scaled, &row.running].into_iter().enumerate() {
                for column in sum.columns.clone() {
                    let text = formats[group].text(values.get(column).copied().unwrap_or(f64::NAN));
                    places.push(place(
                        class(column),
                        match (group, column == sum.column) {
                            (0, true) => self.number(&row.product.right, &text),
                            _ => words(text),
                        },
                    ));
                }
            }
            element("tr", if index + 1 == sum.rows.len() { "is-last" } else { "" }, places)
        };
        let name = right.map(|term| term.name.to_string()).unwrap_or_default();
        let group = |text: String| {
            html! { <th class="is-first" scope="colgroup" colspan={sum.columns.len().to_string()}>{ text }</th> }
        };
        let heads = vec![
            place("", words("")),
            element("th", "", vec![words(self.text("explain.head.weight"))]),
            group(format!("× {name}")),
            group(format!("= {}", self.text("explain.head.scaled"))),
            group(self.text("explain.head.running").to_string()),
        ];
        let mut columns = vec![place("", words("")), place("", words(""))];
        for column in sum.columns.clone().chain(sum.columns.clone()).chain(sum.columns.clone()) {
            let label = right.map(|term| self.column(term, column)).unwrap_or_default();
            columns.push(element("th", class(column), vec![words(label)]));
        }
        let lines = sum.rows.iter().enumerate().take(MOST_LINES).map(line);
        let table = html! {
            <table class="weighted__sum" aria-label={label.to_owned()}>
                { element("thead", "", vec![element("tr", "", heads), element("tr", "", columns)]) }
                { element("tbody", "", lines.collect()) }
            </table>
        };
        let mut parts = vec![element("div", "weighted", vec![table, drawing(sum)])];
        if is_cut {
            let (count, size) = (sum.columns.len(), first.vector.len());
            parts.push(words(self.page.fill("explain.columns_drawn", &[("count", &count), ("size", &size)])));
        }
        parts.push(self.more(sum.rows.len().saturating_sub(MOST_LINES), None));
        parts.into_iter().collect()
    }
}

/// Where the scaled rows stand as arrows, tip to tail: `plot::arrows` draws them.
fn drawing(_: &WeightedSum) -> Html {
    element("div", "weighted__drawing", Vec::new())
}
