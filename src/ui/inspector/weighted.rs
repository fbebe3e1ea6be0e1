//! A weighted sum: scaled rows that add up.

use yew::prelude::*;

use super::{
    pieces::{element, place, words},
    teller::Teller,
};
use crate::{
    session::{MOST_LINES, MixedRow, ScaledRow, WeightedSum},
    ui::{geometry::weighted_sum_drawing, labels::Labels},
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
            (true, false) => "is-first is-other",
            (false, true) => "is-chosen",
            (false, false) => "is-other",
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
        let groups = [
            format!("× {name}"),
            format!("= {}", self.text("explain.head.scaled")),
            self.text("explain.head.running").to_string(),
        ];
        let group = |text: &String| {
            html! { <th class="is-first" scope="colgroup" colspan={sum.columns.len().to_string()}>{ text.clone() }</th> }
        };
        let weight_head = self.text("explain.head.weight");
        let mut heads = vec![place("", words("")), element("th", "", vec![words(weight_head.clone())])];
        heads.extend(groups.iter().map(group));
        // Where there is no room the groups are one column each, and have their names over it.
        let named = |text: AttrValue| element("span", "weighted__group", vec![words(text)]);
        let mut columns = vec![place("", words("")), element("th", "", vec![named(weight_head)])];
        for group in groups {
            for column in sum.columns.clone() {
                let label = right.map(|term| self.column(term, column)).unwrap_or_default();
                let group = if column == sum.column {
                    named(group.clone().into())
                } else {
                    html! {}
                };
                columns.push(element("th", class(column), vec![group, words(label)]));
            }
        }
        let lines = sum.rows.iter().enumerate().take(MOST_LINES).map(line);
        let table = html! {
            <table class="weighted__sum" aria-label={label.to_owned()}>
                { element("thead", "", vec![element("tr", "weighted__groups", heads), element("tr", "", columns)]) }
                { element("tbody", "", lines.collect()) }
            </table>
        };
        let mut parts = vec![element("div", "weighted", vec![table, self.drawing(sum)])];
        if is_cut {
            let (count, size) = (sum.columns.len(), first.vector.len());
            parts.push(words(self.page.fill("explain.columns_drawn", &[("count", &count), ("size", &size)])));
        }
        parts.push(self.more(sum.rows.len().saturating_sub(MOST_LINES), None));
        parts.into_iter().collect()
    }
}

/// More arrows than these say nothing.
const MOST_ARROWS: usize = 16;

impl Teller<'_> {
    /// The scaled rows as arrows, tip to tail, in the column of the number and one beside it.
    fn drawing(&self, sum: &WeightedSum) -> Html {
        let term = &self.answer.term;
        let row = MixedRow::of(self.program, self.run, &term.name, (term.at.0, term.at.1));
        let fits = |row: &MixedRow| {
            row.count() <= MOST_ARROWS && row.values.array.shape().from_end(1).size > 1 && !term.compound
        };
        let Some(row) = row.filter(fits) else { return html! {} };
        let (rows, columns) = Labels::of_grid(row.values.array.shape(), self.dimensions, self.page.language);
        let drawing = weighted_sum_drawing(self.page, &row, (0, sum.column.max(1)), &rows, &columns);
        element("div", "weighted__drawing", vec![drawing])
    }
}
