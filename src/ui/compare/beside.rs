//! The value before and the difference beside a cell's present value.

use std::rc::Rc;

use yew::prelude::*;

use super::spread::spreads;
use crate::{
    i18n,
    notebook::Dimension,
    plot::Scale,
    session::{CellMarks, Compared, Marks, Ranges, scale_of},
    ui::{grid::GridProps, labels::Labels, page::Page, piece::view_keyed, shared::Shared},
    value::{Array, decimal},
};

/// The pinned value and the difference: open where B differs from A, else one line that can be opened.
pub(in crate::ui) fn beside(
    page: &Page,
    name: Option<&str>,
    compared: &Compared,
    ranges: Option<&Ranges>,
    dimensions: &[Rc<Dimension>],
    reached: Option<usize>,
) -> Html {
    let name = name.unwrap_or_default();
    let shape = |array: &Array| i18n::shape(page.language, array.shape());
    let present = compared.present_value();
    let Some(pinned) = compared.pinned_value() else {
        if present.is_none() {
            return html! {};
        }
        let key = if compared.pinned.is_some() { "compare.no_value" } else { "compare.new" };
        return html! { <p class="compared__line" data-compared="new">{ page.text(key) }</p> };
    };
    let (state, line) = match (&compared.difference, present) {
        (None, None) => ("lost", page.text("compare.lost")),
        (None, Some(present)) => {
            let (a, b) = (shape(pinned), shape(present));
            ("shape", page.fill("compare.shapes", &[("pinned", &a), ("present", &b)]))
        }
        (Some(_), _) if compared.is_same() => ("same", page.text("compare.same")),
        (Some(_), _) => {
            let greatest = decimal::Format::of(&[compared.greatest]).text(compared.greatest);
            let line = page.fill("compare.differs", &[("count", &compared.changed), ("greatest", &greatest)]);
            ("differs", line)
        }
    };
    // What is known of B beyond what the player has reached is not told.
    let line = if reached.is_some() { page.text("grid.veiled") } else { line };
    let formula = compared.pinned.as_ref().and_then(|pinned| pinned.formula.as_deref());
    let mut scale = scale_of(name, formula, pinned);
    if let Some(present) = present {
        scale = scale.covering(present.elements());
    }
    // While a number is moved the colours stay what they are.
    if let Some(ranges) = ranges {
        scale = scale.covering(ranges.low.elements()).covering(ranges.high.elements());
    }
    let moved = ranges.map(|ranges| compared.ends(ranges)).unwrap_or_default();
    let a = Side {
        name: format!("A:{name}"),
        label: page.fill("compare.grid_a", &[("name", &name), ("shape", &shape(pinned))]),
        array: pinned,
        dimensions: &compared.document.dimensions,
        scale,
        marks: None,
    };
    let veiled = || {
        let value = Marks { reached, ..Marks::default() };
        Shared(Rc::new(CellMarks { value, ..CellMarks::default() }))
    };
    let difference = compared.difference.as_ref().map(|array| Side {
        name: format!("B-A:{name}"),
        label: page.fill("compare.grid_difference", &[("name", &name), ("shape", &shape(array))]),
        array,
        dimensions,
        scale: Scale::signed(array.elements()).covering(&moved),
        marks: reached.map(|_| veiled()),
    });
    html! {
        <details class="compared" open={state != "same"} data-compared={state}>
            <summary>{ line }</summary>
            <div class="compared__sides">
                <div class="compared__side">
                    <p class="compared__caption">{ page.text("compare.before") }</p>
                    { grids(page, &a) }
                </div>
                if let Some(difference) = difference {
                    <div class="compared__side">
                        <p class="compared__caption">{ page.text("compare.difference") }</p>
                        { grids(page, &difference) }
                        if compared.undefined > 0 && reached.is_none() {
                            <p class="compared__line">{ page.fill("compare.undefined", &[("count", &compared.undefined)]) }</p>
                        }
                    </div>
                }
                { spreads(page, name, compared, dimensions, reached) }
            </div>
        </details>
    }
}

/// What is shown on one side.
struct Side<'a> {
    name: String,
    label: AttrValue,
    array: &'a Rc<Array>,
    dimensions: &'a [Rc<Dimension>],
    scale: Scale,
    marks: Option<Shared<CellMarks>>,
}

fn grids(page: &Page, side: &Side<'_>) -> Html {
    let shape = side.array.shape();
    let labels = Labels::of_grid(shape, side.dimensions, page.language);
    let is_stack = shape.rank() == 3;
    let grid = |slice: usize| {
        let (name, array) = (side.name.clone().into(), Shared::from(side.array));
        let grid = GridProps::new(name, side.label.clone(), array, labels.clone(), side.scale);
        view_keyed(&slice, GridProps { slice: is_stack.then_some(slice), marks: side.marks.clone(), ..grid })
    };
    (0..shape.view().0).map(grid).collect()
}
