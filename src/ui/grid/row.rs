//! One row of a grid; it renders again only if something in it changed.
//!
//! What is marked of a whole row is marked on the row: its places do not render again.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    label::{AxisKind, label},
    marked::RowMarks,
};
use crate::{
    plot::{Position, Scale},
    session::Ranges,
    ui::{page::use_page, piece::view_of, shared::Shared},
    value::decimal::{self, Format},
    web::style,
};

#[derive(PartialEq)]
pub(super) struct GridRowProps {
    /// The name of the grid, for the names of its places.
    pub(super) name: AttrValue,
    pub(super) row: usize,
    pub(super) values: Rc<[f64]>,
    pub(super) label: AttrValue,
    /// Where the label can be edited: its dimension.
    pub(super) dimension: Option<Rc<str>>,
    pub(super) column_labels: Rc<[AttrValue]>,
    pub(super) format: Format,
    pub(super) scale: Scale,
    pub(super) editable: bool,
    /// Whether every place holds its input, or only the one in focus.
    pub(super) all_inputs: bool,
    /// The place that keys act on, if it is in this row, and whether it has the focus.
    pub(super) active: Option<(usize, bool)>,
    /// What is being typed in the row, or was and has not been heard: the column, and the text.
    pub(super) typed: Vec<(usize, AttrValue)>,
    /// What is marked on single places.
    pub(super) marks: RowMarks,
    /// The member of the stack that the row is in.
    pub(super) slice: usize,
    /// What is as wide as the widest number of each column, while some are veiled.
    pub(super) rooms: Rc<[AttrValue]>,
    /// The ranges of the whole array, while a number is moved.
    pub(super) ranges: Option<Shared<Ranges>>,
}

view_of!(GridRowProps, use_grid_row);

/// The places of a row.
#[hook]
fn use_grid_row(props: &GridRowProps) -> Html {
    let Some(page) = use_page() else { return html! {} };
    let place = |(column, value): (usize, &f64)| {
        let active = props.active.is_some_and(|(active, _)| active == column);
        let focused = props.active == Some((column, true));
        let exact = decimal::shortest(*value);
        let tab = if active { "0" } else { "-1" };
        let has_input = props.editable && (props.all_inputs || focused);
        let content = if has_input {
            let shown = match props.typed.iter().find(|(typed, _)| *typed == column) {
                Some((_, text)) => text.clone(),
                None if focused => exact.clone().into(),
                None => props.format.text(*value).into(),
            };
            let column_label = props.column_labels.get(column).map_or("", |label| label.as_str());
            let spoken = format!("{} {} {}", props.name, props.label, column_label);
            html! {
                <input class="grid__input" type="text" inputmode="decimal" autocomplete="off" spellcheck="false"
                    enterkeyhint="next" tabindex={tab} aria-label={spoken} value={shown} />
            }
        } else {
            html! { { props.format.text(*value) } }
        };
        // What is typed has no heat: the tint of the grid says that it can be changed.
        let class = match (has_input, props.editable) {
            (true, _) => AttrValue::Static("has-input"),
            (false, true) => AttrValue::Static(""),
            (false, false) => heat(props.scale, *value),
        };
        if props.marks.is_veiled(column) {
            return html! {
                <td key={column} role="gridcell" class="is-veiled" data-row={props.row.to_string()}
                    data-col={column.to_string()} data-room={props.rooms.get(column).cloned()} tabindex={tab}
                    aria-label={page.text("grid.veiled")}></td>
            };
        }
        if props.marks.is_asked(column) {
            return html! {
                <td key={column} role="gridcell" class="is-hidden" data-row={props.row.to_string()}
                    data-col={column.to_string()} tabindex={tab} aria-label={page.text("practice.hidden")}>{ "?" }</td>
            };
        }
        let range = props.ranges.as_ref().and_then(|ranges| ranges.at((props.slice, props.row, column)));
        let bar = range.and_then(|range| bar(props.scale, range, *value));
        let class = classes!(class, props.marks.class(column), bar.is_some().then_some("has-range"));
        // A place that hands the focus to its input has to stay focusable until the input has it.
        let tab = if has_input { (!props.all_inputs).then_some("-1") } else { Some(tab) };
        let place = html! {
            <td key={column} role="gridcell" {class} data-row={props.row.to_string()} data-col={column.to_string()}
                data-value={exact} tabindex={tab}>{ content }</td>
        };
        // Only where there is one: nearly no place has a style.
        bar.into_iter().fold(place, with_style)
    };
    // The one row of a vector has no name.
    let head = if props.label.is_empty() && props.dimension.is_none() { "presentation" } else { "rowheader" };
    html! {
        <>
            <th key="name" role={head} scope="row">
                { label(&page, AxisKind::Row, props.row, &props.label, props.dimension.as_ref()) }
            </th>
            { for props.values.iter().enumerate().map(place) }
        </>
    }
}

fn with_style(mut element: Html, text: String) -> Html {
    if let Html::VTag(tag) = &mut element {
        Rc::make_mut(tag).add_property("style", style(&text));
    }
    element
}

/// What is as wide as a number that is not shown yet.
pub(super) fn room(format: Format, value: f64) -> String {
    let text = format.text(value);
    text.chars().map(|character| if character.is_ascii_digit() { '0' } else { character }).collect()
}

/// What is as wide as the widest of some numbers: their column stays as wide as it is when they are shown, and no place
/// tells how long its number is.
pub(super) fn widest_room(format: Format, values: impl Iterator<Item = f64>) -> String {
    let rooms = values.map(|value| room(format, value));
    rooms.max_by_key(|room| (room.chars().count(), room.contains('−'))).unwrap_or_default()
}

/// The range of a place as a bar along its lower edge, on the scale of the matrix, and where the value stands in it;
/// `None` where nothing moves.
fn bar(scale: Scale, (low, high): (f64, f64), value: f64) -> Option<String> {
    let percent = |value: f64| scale.share(value).map(|share| share * 100.0);
    let moves = low < high;
    let (low, high, now) = (percent(low)?, percent(high)?, percent(value)?);
    moves.then(|| format!("--low:{low:.1}%;--high:{high:.1}%;--now:{now:.1}%"))
}

/// The classes of a place's colour: a hue and one of [`LEVELS`] strengths, which the style sheet mixes.
///
/// Classes and not inline styles: the browser shares the computed style of places that look the same.
fn heat(scale: Scale, value: f64) -> AttrValue {
    let (hue, strength) = match scale.position(value) {
        Position::Masked => return AttrValue::Static("is-masked"),
        Position::NotANumber => return AttrValue::Static("is-nan"),
        Position::At(position) if scale == Scale::Weights => ("heat-weight", position),
        Position::At(position) if position < 0.0 => ("heat-negative", -position),
        Position::At(position) => ("heat-positive", position),
    };
    let level = (strength * LEVELS).round() as u32;
    if level == 0 { AttrValue::Static("") } else { format!("{hue} h{level}").into() }
}

/// How many strengths a hue has in `styles/heat.css`.
const LEVELS: f64 = 32.0;
