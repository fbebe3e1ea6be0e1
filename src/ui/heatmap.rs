//! A heat map with names on both axes.

use std::rc::Rc;

use yew::prelude::*;

use super::{drawing::CanvasProps, labels::Labels, page::Page, piece::view};
use crate::{
    plot::Scale,
    value::Array,
    web::{canvas::Picture, style},
};

/// What a heat map shows.
pub(super) struct Heatmap<'a> {
    pub(super) name: &'a str,
    pub(super) array: &'a Rc<Array>,
    pub(super) rows: &'a Labels,
    pub(super) columns: &'a Labels,
    pub(super) scale: Scale,
    /// How many numbers the player has reached.
    pub(super) reached: Option<usize>,
}

/// The first matrix of an array as a heat map; the names stand in HTML around the drawing.
pub(super) fn heatmap(page: &Page, props: Heatmap<'_>) -> Html {
    let picture = Picture::Heatmap(props.array.clone(), props.scale, props.reached);
    let (rows, columns) = (props.rows.texts.len(), props.columns.texts.len());
    let label = match (&props.rows.dimension, &props.columns.dimension) {
        (Some(rows), Some(columns)) => {
            page.fill("grid.heatmap", &[("name", &props.name), ("rows", rows), ("columns", columns)])
        }
        _ => {
            page.fill("grid.heatmap_plain", &[("name", &props.name), ("rows", &rows), ("columns", &columns)])
        }
    };
    let size = format!("--rows:{rows};--columns:{columns}");
    let item = |text: &AttrValue| html! { <span title={text.clone()}>{ text.clone() }</span> };
    html! {
        <figure class="heatmap" ~style={style(&size)} aria-label={label} role="img">
            <div class="heatmap__columns" aria-hidden="true">{ for props.columns.texts.iter().map(item) }</div>
            <div class="heatmap__rows" aria-hidden="true">{ for props.rows.texts.iter().map(item) }</div>
            { view(CanvasProps { picture, class: "heatmap__canvas", style: None, label: None }) }
        </figure>
    }
}
