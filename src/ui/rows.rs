//! The cells of the notebook, row by row.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    cells::CellViewProps, piece::view_keyed, practice::CellPractice, shared::Shared, writing::InsertProps,
};
use crate::{
    notebook::{Dimension, folded_away},
    session::{Control, Place, Printing, Standing, Store},
};

/// How many rows are drawn at once; what is left follows row by row, so that the browser can answer in between. Without a
/// browser there is no waiting.
pub(super) fn first_rows() -> usize {
    if cfg!(target_arch = "wasm32") { 2 } else { usize::MAX }
}

/// The cells, those beside each other in one row, and whether there are more than so many rows.
pub(super) fn rows(store: &Store, dimensions: &Shared<[Rc<Dimension>]>, most: usize) -> (Html, bool) {
    let opening = store.history.opening();
    let count = store.program.cells.len();
    // On paper nothing can be unfolded.
    let mut away = folded_away(&store.document().cells, store.session.language.tag());
    if store.session.printing != Printing::No {
        away.fill(false);
    }
    // What a teacher has left out is away like what is folded, also on paper.
    for (away, cell) in away.iter_mut().zip(&store.document().cells) {
        *away |= store.standing(&cell.id) == Some(Standing::Hidden);
    }
    let shown = store.session.presentation.as_ref();
    let writing = &store.session.writing;
    let mut rows: Vec<(String, Place, Vec<Html>)> = Vec::new();
    let cells = store.program.cells.iter().zip(&store.run.results).zip(&store.doubts);
    for (index, ((compiled, result), doubts)) in cells.enumerate() {
        if away.get(index) == Some(&true) || shown.is_some_and(|shown| !shown.shows(&compiled.cell.id)) {
            continue;
        }
        // Another notebook's cells are other cells, also where their ids are the same.
        let id = format!("{opening} {}", compiled.cell.id);
        let cell = CellViewProps {
            cell: Shared::from(&compiled.cell),
            result: Shared::from(result),
            name: compiled.name.clone(),
            dimensions: dimensions.clone(),
            doubts: Shared::from(doubts),
            standing: store.standing(&compiled.cell.id),
            details: store.session.details.cells.get(&compiled.cell.id).map(Shared::from),
            marks: store.marks.get(&compiled.cell.id).map(Shared::from),
            compared: store.compared.get(&compiled.cell.id).map(Shared::from),
            practice: CellPractice::of(store, &compiled.cell),
            form: writing.form.as_ref().filter(|(id, _)| *id == compiled.cell.id).map(|(_, form)| *form),
            is_first: index == 0,
            is_last: index + 1 >= count,
        };
        let view = view_keyed(&id, cell);
        let place = Place::Below(compiled.cell.id.clone());
        // What stood beside a cell that is folded away begins a row.
        let joins =
            compiled.cell.beside && index.checked_sub(1).and_then(|before| away.get(before)) == Some(&false);
        match rows.last_mut() {
            Some((_, end, row)) if joins => {
                *end = place;
                row.push(view);
            }
            _ => rows.push((id, place, vec![view])),
        }
    }
    let more = rows.len() > most;
    rows.truncate(most);
    let mut html: Vec<Html> = Vec::with_capacity(2 * rows.len());
    let mut place = Place::Top;
    let writes = !store.is_without(Control::Writing);
    for (id, end, cells) in rows {
        let open = writing.place.as_ref() == Some(&place);
        let before = std::mem::replace(&mut place, end);
        if writes {
            html.push(view_keyed(&id, InsertProps { place: before, open }));
        }
        html.push(html! { <div class="row" key={id}>{ for cells }</div> });
    }
    (html.into_iter().collect(), more)
}
