//! A heat map with names on both axes.

use yew::prelude::*;

use super::{drawing::Canvas, labels::Labels, markup::html, page::use_page, shared::Shared};
use crate::{plot::Scale, value::Array, web::canvas::Picture};

#[derive(Properties, PartialEq)]
pub(super) struct HeatmapProps {
    pub(super) name: AttrValue,
    pub(super) array: Shared<Array>,
    pub(super) rows: Labels,
    pub(super) columns: Labels,
    pub(super) scale: Scale,
    /// How many numbers the player has reached.
    #[prop_or_default]
    pub(super) reached: Option<usize>,
}

/// The first matrix of an array as a heat map; the names stand in HTML around the drawing.
#[component]
pub(super) fn Heatmap(props: &HeatmapProps) -> Html {
    let Some(page) = use_page() else { return html! {} };
    let picture = Picture::Heatmap(props.array.0.clone(), props.scale, props.reached);
    let (rows, columns) = (props.rows.texts.len(), props.columns.texts.len());
    let label = match (&props.rows.dimension, &props.columns.dimension) {
        (Some(rows), Some(columns)) => {
            page.fill("grid.heatmap", &[("name", &props.name), ("rows", rows), ("columns", columns)])
        }
        _ => {
            page.fill("grid.heatmap_plain", &[("name", &props.name), ("rows", &rows), ("columns", &columns)])
        }
    };
    let style = format!("--rows:{rows};--columns:{columns}");
    let item = |text: &AttrValue| html! { <span title={text.clone()}>{ text.clone() }</span> };
    html! {
        <figure class="heatmap" {style} aria-label={label} role="img">
            <div class="heatmap__columns" aria-hidden="true">{ for props.columns.texts.iter().map(item) }</div>
            <div class="heatmap__rows" aria-hidden="true">{ for props.rows.texts.iter().map(item) }</div>
            <Canvas class="heatmap__canvas" {picture} />
        </figure>
    }
}
