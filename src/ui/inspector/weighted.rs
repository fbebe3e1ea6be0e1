//! A weighted sum: scaled rows that add up.

use yew::prelude::*;

use super::teller::Teller;
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
        let numbers = |row: &ScaledRow, group: usize| -> Html {
            let values = [&row.vector, &row.scaled, &row.running][group];
            let place = |column: usize| {
                let value = values.get(column).copied().unwrap_or(f64::NAN);
                let text = formats[group].text(value);
                let content = match (group, column == sum.column) {
                    (0, true) => self.number(&row.product.right, &text),
                    _ => html! { { text } },
                };
                let class = classes!(
                    (column == sum.columns.start).then_some("is-first"),
                    (column == sum.column).then_some("is-chosen")
                );
                html! { <td {class}>{ content }</td> }
            };
            sum.columns.clone().map(place).collect()
        };
        let last = sum.rows.len() - 1;
        let line = |(index, row): (usize, &ScaledRow)| {
            html! {
                <tr class={(index == last).then_some("is-last")}>
                    <th scope="row">{ self.member(left.as_ref(), &row.product.left) }</th>
                    <td>{ self.number(&row.product.left, &weight.text(row.product.left.value)) }</td>
                    { numbers(row, 0) }{ numbers(row, 1) }{ numbers(row, 2) }
                </tr>
            }
        };
        let span = sum.columns.len().to_string();
        let name = right.map(|term| term.name.to_string()).unwrap_or_default();
        let group =
            |text: Html| html! { <th class="is-first" scope="colgroup" colspan={span.clone()}>{ text }</th> };
        let column = |column: usize| {
            let class = classes!(
                (column == sum.columns.start).then_some("is-first"),
                (column == sum.column).then_some("is-chosen")
            );
            let label = right.map(|term| self.column(term, column)).unwrap_or_default();
            html! { <th scope="col" {class}>{ label }</th> }
        };
        let columns = || -> Html { sum.columns.clone().map(column).collect() };
        let cut = self
            .page
            .fill("explain.columns_drawn", &[("count", &sum.columns.len()), ("size", &first.vector.len())]);
        let hidden = sum.rows.len().saturating_sub(MOST_LINES);
        html! {
            <>
                <div class="weighted">
                    <table class="weighted__sum" aria-label={label.to_owned()}>
                        <thead>
                            <tr>
                                <td></td>
                                <th scope="col">{ self.text("explain.head.weight") }</th>
                                { group(html! { <>{ "× " }<code>{ name }</code></> }) }
                                { group(html! { <>{ "= " }{ self.text("explain.head.scaled") }</> }) }
                                { group(html! { { self.text("explain.head.running") } }) }
                            </tr>
                            <tr><td></td><td></td>{ columns() }{ columns() }{ columns() }</tr>
                        </thead>
                        <tbody>{ for sum.rows.iter().enumerate().take(MOST_LINES).map(line) }</tbody>
                    </table>
                    { self.drawing(sum) }
                </div>
                if is_cut {
                    <p class="inspector__more">{ cut }</p>
                }
                if hidden > 0 {
                    <p class="inspector__more">{ self.page.fill("explain.more", &[("count", &hidden)]) }</p>
                }
            </>
        }
    }

    /// Where the scaled rows stand as arrows, tip to tail: `plot::arrows` draws them.
    fn drawing(&self, _: &WeightedSum) -> Html {
        html! { <div class="weighted__drawing"></div> }
    }
}
