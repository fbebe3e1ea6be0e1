//! Adding a cell.

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    notebook::{Action, Cell, CellKind, Document, Matrix, Phrase, Sentence, Slider},
    session::Msg,
    ui::page::Page,
    web,
};

/// A button for each kind of cell.
pub(in crate::ui) fn add_cell(page: &Page, document: &Rc<Document>) -> Html {
    let add = |key: &str, action: &'static str, make: fn(&Document) -> CellKind| {
        let (page, document) = (page.clone(), document.clone());
        let label = page.text(key);
        let onclick = Callback::from(move |_: MouseEvent| {
            let cell = Cell::new(document.free_id(), make(&document));
            let id = cell.id.clone();
            web::after_render(move || web::focus::go_to_cell(&id));
            page.send(Msg::Edited(Action::InsertCell { index: document.cells.len(), cell: Box::new(cell) }));
        });
        html! { <button type="button" class="button" data-action={action} {onclick}>{ label }</button> }
    };
    html! {
        <div class="add" role="group" aria-label={page.text("action.add_cell")}>
            <span class="add__label">{ page.text("action.add_cell") }</span>
            { add("action.add_formula", "add-formula", formula) }
            { add("action.add_matrix", "add-matrix", matrix) }
            { add("action.add_sentence", "add-sentence", sentence) }
            { add("action.add_slider", "add-slider", slider) }
            { add("action.add_switch", "add-switch", switch) }
            { add("action.add_text", "add-text", |_| CellKind::Text { text: Phrase::default() }) }
        </div>
    }
}

fn formula(_: &Document) -> CellKind {
    CellKind::Formula { source: "".into() }
}

/// A matrix of zeros over the first two dimensions.
fn matrix(document: &Document) -> CellKind {
    let dimension = |index: usize| document.dimensions.get(index).or(document.dimensions.first());
    let (rows, columns) = (dimension(0), dimension(1));
    let size = |dimension: Option<&Rc<crate::notebook::Dimension>>| {
        dimension.map_or(0, |dimension| dimension.size())
    };
    let name = |dimension: Option<&Rc<crate::notebook::Dimension>>| {
        dimension.map_or("".into(), |dimension| dimension.name.clone())
    };
    CellKind::Matrix(Matrix {
        name: document.free_name("B").into(),
        rows: name(rows),
        columns: name(columns),
        values: Rc::new(vec![vec![0.0; size(columns)]; size(rows)]),
    })
}

/// A sentence over the first two dimensions, whose items it makes its tokens.
fn sentence(document: &Document) -> CellKind {
    let name =
        |index: usize| document.dimensions.get(index).map_or("".into(), |dimension| dimension.name.clone());
    CellKind::Sentence(Sentence::over(document, document.free_name("X").into(), name(0), name(1)))
}

fn slider(document: &Document) -> CellKind {
    let name = document.free_name("t").into();
    CellKind::Slider(Slider { name, value: 1.0, minimum: 0.0, maximum: 10.0, step: 0.1 })
}

fn switch(document: &Document) -> CellKind {
    CellKind::Switch { name: document.free_name("on").into(), value: false }
}
