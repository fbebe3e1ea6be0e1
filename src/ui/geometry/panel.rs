//! The rows of a cell as arrows in two dimensions, with their numbers.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    hands::Hands,
    note,
    pairs::{dot_product, pairs},
    plane::{Name, Sheet, plane_sheet, position},
    sum::{hull_note, names},
};
use crate::{
    notebook::CellId,
    plot::{Plane, plane::can_be_drawn},
    session::{DetailsMsg, Geometry, Msg, Vectors, View},
    ui::{
        labels::Labels,
        page::{Page, Values, use_page},
        piece::view_of,
        state::use_kept,
    },
    value::decimal,
    web::{self, style},
};

/// More names than these would cover each other.
const MAX_NAMES: usize = 16;

#[derive(PartialEq)]
pub(in crate::ui) struct GeometryPanelProps {
    pub(in crate::ui) name: Rc<str>,
    pub(in crate::ui) cell: CellId,
    /// Whether the tips can be dragged, to other numbers of the cell.
    pub(in crate::ui) editable: bool,
    /// How it is looked at.
    pub(in crate::ui) view: View,
}

view_of!(GeometryPanelProps, use_geometry_panel, geometry);

/// The drawing under a cell's grid.
#[hook]
fn use_geometry_panel(props: &GeometryPanelProps) -> Html {
    // The part of the plane that is kept while a tip is dragged.
    let held = use_kept(|| None::<Plane>);
    let drag = use_mut_ref(|| None);
    let (page, values) = (use_page(), use_context::<Values>());
    let (Some(page), Some(values)) = (page, values) else { return html! {} };
    let Some(geometry) = Geometry::of(&values.program, &values.run, &props.name) else { return html! {} };
    if let Some(veil) = geometry.veil(&values.program, &values.hidden) {
        return html! { <div class="geometry" data-geometry={props.name.to_string()}>{ note(page.text(veil.key())) }</div> };
    }
    let seen = geometry.fit(props.view);
    let change = {
        let (page, cell, alone) = (page.clone(), props.cell.clone(), geometry.is_alone());
        Callback::from(move |mut view: View| {
            // A row is looked at beside another one.
            if alone && view.row == view.other {
                view.other = seen.row;
            }
            page.send(Msg::Details(DetailsMsg::ArrowsViewed(cell.clone(), view)));
        })
    };
    let labels = |vectors: &Vectors, axis: usize| {
        Labels::of(vectors.array.shape().axes().get(axis), &values.dimensions, page.language)
    };
    let (from, to, columns) = (labels(&geometry.from, 0), labels(&geometry.to, 0), labels(&geometry.to, 1));
    let picture = geometry.picture(seen, *held);
    let over = props.editable.then(|| {
        let own_is_from = geometry.from.name == props.name;
        let own = if own_is_from { &geometry.from } else { &geometry.to };
        let (change, held) = (change.clone(), held.clone());
        let hands = Hands {
            page: page.clone(),
            cell: props.cell.clone(),
            dimensions: seen.dimensions,
            plane: picture.plane,
            tips: (0..own.count()).map(|row| own.tip(row, seen.dimensions)).collect(),
            drag: drag.clone(),
            hold: Callback::from(move |plane| held.set(plane)),
            choose: Callback::from(move |row| {
                change.emit(if own_is_from { View { row, ..seen } } else { View { other: row, ..seen } });
            }),
        };
        handles(&page, &hands, if own_is_from { &from } else { &to }, &columns)
    });
    let sheet = Sheet {
        label: label(&page, &geometry, seen, &columns),
        names: tags(&geometry, seen, &from, &to),
        axes: (axis(&page, seen, &columns, true, &change), axis(&page, seen, &columns, false, &change)),
        over: over.unwrap_or_default(),
    };
    let sum = geometry.sum(seen.row);
    let choose = change.reform(move |other| View { other, ..seen });
    html! {
        <div class="geometry" data-geometry={props.name.to_string()}>
            { row_choice(&page, &geometry.from.name, &from, seen.row, &change.reform(move |row| View { row, ..seen })) }
            { plane_sheet(picture, sheet) }
            if props.editable {
                <p class="geometry__note geometry__how">{ page.text("geometry.how") }</p>
            }
            { missing(&page, &geometry, seen, &from, &to) }
            { match &sum {
                Some(sum) => hull_note(&page, sum),
                None => dot_product(&page, &geometry, seen),
            } }
            if !geometry.is_alone() && sum.is_none() {
                { note(page.fill("geometry.strokes", &[("from", &geometry.from.name), ("to", &geometry.to.name)])) }
            }
            { pairs(&page, &geometry, seen, &to, &choose) }
        </div>
    }
}

/// A list that chooses a row, written as a formula would: `Q[likes]`.
pub(super) fn row_choice(
    page: &Page,
    name: &str,
    rows: &Labels,
    chosen: usize,
    choose: &Callback<usize>,
) -> Html {
    let label = page.fill("geometry.row", &[("name", &name)]);
    html! {
        <p class="geometry__row">
            { crate::ui::math::name_alone(name) }{ " [" }
            { choice(label, "choose-row", &rows.texts, chosen, choose) }{ "]" }
        </p>
    }
}

fn choice(
    label: AttrValue,
    action: &'static str,
    texts: &[AttrValue],
    chosen: usize,
    choose: &Callback<usize>,
) -> Html {
    let onchange = choose.reform(|event: Event| web::choice_of(&event).parse().unwrap_or(0));
    let option = |(index, text): (usize, &AttrValue)| {
        html! { <option value={index.to_string()} selected={index == chosen}>{ text.clone() }</option> }
    };
    // Once something has been chosen, Firefox looks no more at which option says that it is.
    html! {
        <select class="geometry__choice" ~value={web::property(&chosen.to_string())} data-action={action} {onchange} aria-label={label.clone()} title={label}>
            { for texts.iter().enumerate().map(option) }
        </select>
    }
}

/// The name of an axis, which is a list of all dimensions.
fn axis(page: &Page, view: View, columns: &Labels, across: bool, change: &Callback<View>) -> Html {
    let (x, y) = view.dimensions;
    let (label, action, chosen) = if across {
        (page.text("geometry.across"), "dimension-x", x)
    } else {
        (page.text("geometry.up"), "dimension-y", y)
    };
    let choose = change.reform(move |chosen| {
        // The dimension of the other axis changes places.
        let dimensions = if across {
            (chosen, if chosen == y { x } else { y })
        } else {
            (if chosen == x { y } else { x }, chosen)
        };
        View { dimensions, ..view }
    });
    choice(label, action, &columns.texts, chosen, &choose)
}

fn label(page: &Page, geometry: &Geometry, view: View, columns: &Labels) -> AttrValue {
    let (x, y) = (columns.text(view.dimensions.0), columns.text(view.dimensions.1));
    let (from, to) = (&geometry.from.name, &geometry.to.name);
    if geometry.weights.is_some() {
        page.fill("geometry.picture_mixed", &[("from", from), ("to", to), ("x", &x), ("y", &y)])
    } else if geometry.is_alone() {
        page.fill("geometry.picture", &[("name", from), ("x", &x), ("y", &y)])
    } else {
        page.fill("geometry.picture_pair", &[("from", from), ("to", to), ("x", &x), ("y", &y)])
    }
}

/// The names at the tips: all that are compared, and the chosen one.
fn tags(geometry: &Geometry, view: View, from: &Labels, to: &Labels) -> Vec<Name> {
    if let Some(sum) = geometry.sum(view.row) {
        return names(&sum, view.dimensions, to, Some(&from.text(view.row)), Some(view.other));
    }
    let alone = geometry.is_alone();
    let name = |vectors: &Vectors, labels: &Labels, index: usize, chosen: bool| Name {
        text: if alone {
            labels.text(index)
        } else {
            format!("{} {}", vectors.name, labels.text(index)).into()
        },
        at: vectors.tip(index, view.dimensions),
        from: (0.0, 0.0),
        role: vectors.role,
        chosen,
    };
    let few = geometry.to.count() <= MAX_NAMES;
    let shown = (0..geometry.to.count()).filter(|index| few || *index == view.other);
    let tos = shown.filter(|index| !alone || *index != view.row);
    let tos = tos.map(|index| name(&geometry.to, to, index, !alone && index == view.other));
    [name(&geometry.from, from, view.row, true)].into_iter().chain(tos).collect()
}

/// A button at each tip.
fn handles(page: &Page, hands: &Hands, rows: &Labels, columns: &Labels) -> Html {
    let (x, y) = (columns.text(hands.dimensions.0), columns.text(hands.dimensions.1));
    let handle = |(row, tip): (usize, &(f64, f64))| {
        let values = (decimal::full(tip.0), decimal::full(tip.1));
        let label = page.fill(
            "geometry.tip",
            &[("row", &rows.text(row)), ("x", &x), ("a", &values.0), ("y", &y), ("b", &values.1)],
        );
        can_be_drawn(*tip).then(|| {
            html! {
                <button type="button" class="plane__handle" data-handle-row={row.to_string()}
                    ~style={style(&position(hands.plane, *tip))} aria-label={label}></button>
            }
        })
    };
    html! {
        <div class="plane__handles" onpointerdown={hands.on(Hands::pointer_down)} onpointermove={hands.on(Hands::pointer_move)}
            onpointerup={hands.on(Hands::pointer_up)} onpointercancel={hands.on(Hands::pointer_up)}
            onkeydown={hands.on(Hands::key)} onfocusin={hands.on(Hands::focus_in)} onfocusout={hands.on(Hands::focus_out)}>
            { for hands.tips.iter().enumerate().filter_map(handle) }
        </div>
    }
}

/// Which rows have no arrow, and why.
fn missing(page: &Page, geometry: &Geometry, view: View, from: &Labels, to: &Labels) -> Html {
    let missing = geometry.missing(view.dimensions);
    let rows: Vec<String> = missing
        .into_iter()
        .map(|(of_from, row)| {
            let (vectors, labels) = if of_from { (&geometry.from, from) } else { (&geometry.to, to) };
            format!("{}[{}]", vectors.name, labels.text(row))
        })
        .collect();
    if rows.is_empty() {
        return html! {};
    }
    note(page.fill("geometry.missing", &[("rows", &page.language.join(&rows))]))
}
