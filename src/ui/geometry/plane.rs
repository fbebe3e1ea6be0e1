//! A drawing of arrows with its ticks and names, which stand in HTML around and over the canvas.

use yew::prelude::*;

use super::piece;
use crate::{
    plot::{Arrows, Plane, Point, Role, placement, plane::can_be_drawn},
    ui::{drawing::CanvasProps, piece::view},
    value::decimal::Format,
    web::{canvas::Picture, style},
};

/// The size of a letter, as a share of the drawing at the width that it mostly has.
const EM: f64 = 0.042;

/// A name at a point.
pub(super) struct Name {
    pub(super) text: AttrValue,
    pub(super) at: Point,
    /// Where the arrow to the point comes from.
    pub(super) from: Point,
    pub(super) role: Role,
    pub(super) chosen: bool,
}

/// What stands around the drawing.
pub(super) struct Sheet {
    /// What is to be seen, for those who cannot.
    pub(super) label: AttrValue,
    pub(super) names: Vec<Name>,
    /// The name of the horizontal dimension, and of the vertical one.
    pub(super) axes: (Html, Html),
    /// What lies over the drawing.
    pub(super) over: Html,
}

/// The drawing.
pub(super) fn plane_sheet(arrows: Arrows, sheet: Sheet) -> Html {
    let plane = arrows.plane;
    let (across, up): (Vec<f64>, Vec<f64>) = (plane.ticks_across().collect(), plane.ticks_up().collect());
    let ticks = |values: &[f64], side: &str, share: &dyn Fn(f64) -> f64| -> Html {
        let format = Format::of(values);
        let tick = |value: &f64| {
            let place = format!("{side}:{:.2}%", share(*value) * 100.0);
            piece("plane__tick", format.text(*value).into(), &place)
        };
        values.iter().map(tick).collect()
    };
    let ticks_across = ticks(&across, "left", &|x| plane.to_unit((x, 0.0)).0);
    let ticks_up = ticks(&up, "top", &|y| plane.to_unit((0.0, y)).1);
    let picture = Picture::Arrows(arrows);
    let canvas = CanvasProps { picture, class: "plane__canvas", style: None, label: Some(sheet.label) };
    html! {
        <div class="plane">
            <div class="plane__axis plane__axis--up">{ sheet.axes.1 }</div>
            <div class="plane__ticks plane__ticks--up" aria-hidden="true">{ ticks_up }</div>
            <div class="plane__square">
                { view(canvas) }
                <div class="plane__names" aria-hidden="true">{ names(plane, sheet.names) }</div>
                { sheet.over }
            </div>
            <div class="plane__ticks plane__ticks--across" aria-hidden="true">{ ticks_across }</div>
            <div class="plane__axis plane__axis--across">{ sheet.axes.0 }</div>
        </div>
    }
}

/// Where a point lies over the drawing.
pub(super) fn position(plane: Plane, point: Point) -> String {
    style_at(plane.to_unit(point))
}

fn style_at((across, down): Point) -> String {
    format!("left:{:.2}%;top:{:.2}%", across * 100.0, down * 100.0)
}

fn names(plane: Plane, names: Vec<Name>) -> Html {
    let names: Vec<Name> = names.into_iter().filter(|name| can_be_drawn(name.at)).collect();
    let tags: Vec<_> = names
        .iter()
        .map(|name| {
            let (at, from) = (plane.to_unit(name.at), plane.to_unit(name.from));
            let letters = name.text.chars().map(|letter| if letter.is_ascii() { 0.56 } else { 1.0 });
            let width = EM * (0.4 + letters.sum::<f64>());
            placement::Tag { at, toward: (at.0 - from.0, at.1 - from.1), width, height: EM * 1.3 }
        })
        .collect();
    let places = placement::place(&tags);
    let name = |(name, place): (Name, Point)| {
        html! {
            <span class={classes!("plane__name", name.chosen.then_some("is-chosen"))} data-role={name.role.key()}
                ~style={style(&style_at(place))}>
                { name.text }
            </span>
        }
    };
    names.into_iter().zip(places).map(name).collect()
}
