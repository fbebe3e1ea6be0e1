//! A grid whose numbers are picked to be blanked out.

use yew::prelude::*;

use super::sheet::Sheet;
use crate::{
    ui::{piece::view_of, shared::Shared, state::use_kept},
    value::{
        Array,
        decimal::{self, Format},
    },
    web,
};

#[derive(PartialEq)]
pub(in crate::ui) struct ChooserProps {
    /// The member of a stack.
    pub(in crate::ui) slice: usize,
    /// What is picked.
    pub(in crate::ui) places: Vec<(usize, usize)>,
    pub(in crate::ui) array: Shared<Array>,
    pub(in crate::ui) sheet: Sheet,
    pub(in crate::ui) on_pick: Callback<(usize, usize)>,
    /// With whether it is to begin (Enter) or not (Escape).
    pub(in crate::ui) on_end: Option<Callback<bool>>,
}

/// Of a larger grid the first rows can be picked from.
const MOST_PLACES: usize = 2048;

view_of!(ChooserProps, use_chooser, practise);

#[hook]
fn use_chooser(props: &ChooserProps) -> Html {
    let (active, table) = (use_kept(|| (0, 0)), use_node_ref());
    let (places, sheet) = (&props.places, &props.sheet);
    let (_, rows, columns) = props.array.shape().view();
    let rows = rows.min((MOST_PLACES / columns.max(1)).max(1));
    let format = Format::of(props.array.elements());
    let here = (active.0.min(rows.saturating_sub(1)), active.1.min(columns.saturating_sub(1)));
    let pick = props.on_pick.clone();
    let place = |row: usize, column: usize| {
        let value = props.array.get(props.slice, row, column).unwrap_or(f64::NAN);
        let picked = places.contains(&(row, column));
        html! {
            <td key={column} role="gridcell" class={classes!("pick", picked.then_some("is-picked"))} data-row={row.to_string()} data-col={column.to_string()}
                data-value={decimal::shortest(value)} aria-selected={picked.to_string()} tabindex={if here == (row, column) { "0" } else { "-1" }}>
                { format.text(value) }
            </td>
        }
    };
    let row = |row: usize| sheet.row(row, (0..columns).map(|column| place(row, column)).collect());
    let onclick = {
        let (active, pick) = (active.clone(), pick.clone());
        Callback::from(move |event: MouseEvent| {
            if let Some(place) = place_of(&event) {
                active.set(place);
                pick.emit(place);
            }
        })
    };
    let onkeydown = {
        let (on_end, table) = (props.on_end.clone(), table.clone());
        Callback::from(move |event: KeyboardEvent| {
            let Some((row, column)) = place_of(&event) else { return };
            let to = match event.key().as_str() {
                "ArrowUp" => (row.saturating_sub(1), column),
                "ArrowDown" => ((row + 1).min(rows - 1), column),
                "ArrowLeft" => (row, column.saturating_sub(1)),
                "ArrowRight" => (row, (column + 1).min(columns - 1)),
                " " => {
                    pick.emit((row, column));
                    (row, column)
                }
                key @ ("Enter" | "Escape") => {
                    if let Some(on_end) = &on_end {
                        event.prevent_default();
                        on_end.emit(key == "Enter");
                    }
                    return;
                }
                _ => return,
            };
            event.prevent_default();
            active.set(to);
            if let Some(table) = table.cast::<web::Element>() {
                web::focus::grid_place(&table, to.0, to.1);
            }
        })
    };
    html! {
        <div class="grid">
            <div class="grid__scroll">
                <table ref={table} class="practice__grid" role="grid" data-name={sheet.name.clone()} data-rows={sheet.rows.texts.len().to_string()}
                    data-cols={columns.to_string()} data-slice={sheet.slice.map(|slice| slice.to_string())} aria-label={sheet.label.clone()}
                    aria-readonly="true" aria-multiselectable="true" {onclick} {onkeydown}>
                    { sheet.head() }
                    <tbody>{ for (0..rows).map(row) }</tbody>
                </table>
            </div>
        </div>
    }
}

fn place_of(event: &Event) -> Option<(usize, usize)> {
    let place = web::element_of(event)?.closest("td[data-row]").ok()??;
    let index = |name: &str| place.get_attribute(name)?.parse().ok();
    Some((index("data-row")?, index("data-col")?))
}
