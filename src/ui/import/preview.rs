//! The first numbers of what is chosen, before it is taken.

use yew::prelude::*;

use super::{desk::Desk, fault};
use crate::{
    import::{Block, Choice},
    ui::page::Page,
    value::decimal::{self, Format},
};

/// Rows and columns that are shown.
const SHOWN: usize = 6;

pub(super) fn preview(page: &Page, desk: &Desk, choice: &Choice) -> Html {
    let inside = match &desk.block {
        None => html! {},
        Some(Err(wrong)) => fault(page, wrong),
        Some(Ok(block)) => table(page, block, choice),
    };
    html! { <div class="import__preview" aria-busy={desk.reading.to_string()}>{ inside }</div> }
}

fn table(page: &Page, block: &Block, choice: &Choice) -> Html {
    let (height, width) = (block.values.len(), block.values.first().map_or(0, Vec::len));
    let rows = block.values.iter().take(SHOWN);
    let shown: Vec<f64> = rows.clone().flat_map(|row| row.iter().take(SHOWN)).copied().collect();
    let format = Format::of(&shown);
    let more =
        |count: usize| (count > SHOWN).then(|| html! { <td key="more" aria-hidden="true">{ "…" }</td> });
    let number = |(column, number): (usize, &f64)| {
        html! { <td key={column} data-value={decimal::full(*number)}>{ format.text(*number) }</td> }
    };
    let (top, left) = (choice.selection.rows.0, choice.selection.columns.0);
    let row = |(index, row): (usize, &Vec<f64>)| {
        html! {
            <tr key={index}>
                <th key="row" scope="row">{ top + index as u64 }</th>
                { for row.iter().take(SHOWN).enumerate().map(number) }
                { for more(width) }
            </tr>
        }
    };
    let label = page.fill("import.preview", &[("name", &choice.tensor.name)]);
    html! {
        <>
            <div class="import__scroll" tabindex="0" role="group" aria-label={label.clone()}>
                <table data-preview={choice.tensor.name.clone()} data-rows={height.to_string()} data-cols={width.to_string()}>
                    <thead><tr>
                        <td key="corner"></td>
                        { for (0..width.min(SHOWN)).map(|column| html! { <th key={column} scope="col">{ left + column as u64 }</th> }) }
                        { for more(width) }
                    </tr></thead>
                    <tbody>
                        { for rows.enumerate().map(row) }
                        if height > SHOWN { <tr key="more" aria-hidden="true"><td>{ "⋮" }</td></tr> }
                    </tbody>
                </table>
            </div>
            if block.infinite > 0 {
                <p class="import__hint">{ page.fill("import.infinite", &[("count", &block.infinite)]) }</p>
            }
        </>
    }
}
