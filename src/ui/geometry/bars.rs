//! Scores, scaled scores and weights of one query, as bars beside each other.

use std::rc::Rc;

use yew::prelude::*;

use super::{note, panel::row_choice, piece};
use crate::{
    notebook::{CellId, Explainer},
    plot::{Bars, Role},
    session::{DetailsMsg, Msg, QueryBars, Series},
    ui::{
        drawing::CanvasProps,
        labels::Labels,
        page::{Page, Values, use_page},
        piece::{view, view_of},
    },
    value::decimal::Format,
    web::{canvas::Picture, style},
};

#[derive(PartialEq)]
pub(in crate::ui) struct BarsPanelProps {
    pub(in crate::ui) name: Rc<str>,
    pub(in crate::ui) cell: CellId,
    /// The row whose numbers are shown.
    pub(in crate::ui) row: usize,
}

view_of!(BarsPanelProps, use_bars_panel, geometry);

/// The bars under the grid of a cell of weights, with the choice of a query.
#[hook]
fn use_bars_panel(props: &BarsPanelProps) -> Html {
    let (page, values) = (use_page(), use_context::<Values>());
    let (Some(page), Some(values)) = (page, values) else { return html! {} };
    let explainer = Explainer::new(&values.program, &values.run);
    let index = values.program.definitions.get(&*props.name);
    let array = index.and_then(|index| values.run.results.get(*index)).and_then(|result| result.fresh());
    let Some(array) = array else { return html! {} };
    let axes = array.shape().axes();
    let find = |row| QueryBars::of_row(explainer, &props.name, row);
    let Some(bars) = find(props.row).or_else(|| find(0)) else { return html! {} };
    if let Some(veil) = bars.veil(&values.hidden) {
        return html! { <div class="geometry" data-bars={props.name.to_string()}>{ note(page.text(veil.key())) }</div> };
    }
    let labels = |axis: Option<usize>| {
        Labels::of(axis.and_then(|axis| axes.get(axis)), &values.dimensions, page.language)
    };
    // The rows that can be chosen lie along the axis that softmax does not.
    let rows = labels((0..axes.len()).find(|axis| *axis != bars.axis));
    let chosen = props.row.min(rows.texts.len().saturating_sub(1));
    let choose = {
        let (page, cell) = (page.clone(), props.cell.clone());
        Callback::from(move |row| page.send(Msg::Details(DetailsMsg::BarsViewed(cell.clone(), row))))
    };
    html! {
        <div class="geometry" data-bars={props.name.to_string()}>
            if axes.len() > 1 {
                { row_choice(&page, &props.name, &rows, chosen, &choose) }
            }
            { query_bars(&page, &bars, &labels(Some(bars.axis))) }
        </div>
    }
}

/// The bars: one line for each key, scores and scaled scores over the same range, weights from 0 to 1.
fn query_bars(page: &Page, bars: &QueryBars, keys: &Labels) -> Html {
    let panels = bars.panels();
    let count = bars.weights.values.len();
    // What is not divided is not scaled.
    let scaled = if bars.scores.is_some() { "quantity.Z" } else { "quantity.S" };
    let keys_of = bars.scores.iter().map(|_| "quantity.S").chain([scaled, "quantity.A"]);
    let panel = |(index, ((series, bars), key)): (usize, ((&Series, Bars), &'static str))| {
        let format = Format::of(&series.values);
        let column = format!("grid-column:{}", 2 * index + 2);
        let numbers = series.values.iter().enumerate().map(|(row, value)| {
            let place = format!("grid-row:{};grid-column:{}", row + 2, 2 * index + 3);
            piece("bars__number", format.text(*value).into(), &place)
        });
        let title = page.text(key);
        let label = page.fill("geometry.bars_of", &[("what", &title), ("code", &series.code)]);
        let role = bars.role.key();
        let canvas = CanvasProps {
            picture: Picture::Bars(bars),
            class: "bars__canvas",
            style: Some(format!("{column};grid-row:2 / span {count}").into()),
            label: Some(label),
        };
        html! {
            <>
                <p class="bars__title" data-role={role} ~style={style(&format!("{column} / span 2"))}>
                    { title }{ " " }<code>{ series.code.clone() }</code>
                </p>
                { view(canvas) }
                { for numbers }
            </>
        }
    };
    let names = (0..count).map(|row| piece("bars__name", keys.text(row), &format!("grid-row:{}", row + 2)));
    let lines = format!("--panels:{};--rows:{count}", panels.len());
    let shrinks = bars.scores.is_some();
    html! {
        <>
            <div class="bars" ~style={style(&lines)} data-role={Role::Weights.key()}>
                { for names }
                { for panels.into_iter().zip(keys_of).enumerate().map(panel) }
            </div>
            if shrinks {
                { note(page.text("geometry.same_scale")) }
            }
        </>
    }
}
