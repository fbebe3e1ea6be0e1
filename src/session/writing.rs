//! Writing a notebook: where a new cell is to stand, which form is open, and what a key or a button does to a cell.

use std::rc::Rc;

use super::Store;
use crate::notebook::{Action, CellId, Chart, Document, NewCell, folded_away, folded_end};

/// What is open for writing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Writing {
    /// Where a new cell is being chosen.
    pub place: Option<Place>,
    /// The form that is open, and its cell.
    pub form: Option<(CellId, Form)>,
}

/// A place between rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Before everything.
    Top,
    /// Below the row of a cell.
    Below(CellId),
}

/// A form in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The bounds of a slider, what an exercise or a question asks.
    Fields,
    /// The note.
    Note,
    /// What a lecturer says.
    SpeakerNotes,
}

/// What can be done to a cell with a key or a button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Before the one above it.
    MoveUp,
    /// Behind the one below it.
    MoveDown,
    /// A copy below its row.
    Duplicate,
    /// It goes.
    Delete,
    /// A formula below its row.
    AddFormula,
    /// To the right of the cell before it, or in a row of its own.
    ToggleBeside,
    /// Folded, or not any more.
    ToggleFold,
    /// With a heat map, or without.
    ToggleChart,
    /// Nothing is folded that hides it.
    Show,
}

/// What can happen.
#[derive(Debug, Clone, PartialEq)]
pub enum WritingMsg {
    /// Something was done to a cell.
    Done(CellId, Deed),
    /// The kinds of new cells are offered at a place; `None`: nowhere any more.
    Offered(Option<Place>),
    /// A kind was chosen for a place.
    Inserted(Place, NewCell),
    /// A form is opened; `None`: closed.
    Opened(Option<(CellId, Form)>),
}

impl Store {
    pub(super) fn write(&mut self, msg: WritingMsg) {
        match msg {
            WritingMsg::Done(cell, deed) => {
                if deed == Deed::Show {
                    self.seek(&cell);
                }
                if let Some(action) = self.action_of(&cell, deed) {
                    self.edit(&action, |history, _, document| history.edit(document));
                }
            }
            WritingMsg::Offered(place) => {
                let document = self.document().clone();
                self.session.writing.place = place.map(|place| match place {
                    Place::Below(cell) => last_of_row(&document, cell, self.session.language.tag()),
                    Place::Top => Place::Top,
                });
            }
            WritingMsg::Inserted(place, kind) => self.insert(&place, kind),
            WritingMsg::Opened(form) => {
                self.history.commit();
                self.session.writing.form = form;
            }
        }
    }

    /// The edit that a deed is; `None` where there is nothing to be done.
    fn action_of(&self, id: &CellId, deed: Deed) -> Option<Action> {
        let document = self.document();
        let (index, found) = document.cell(id)?;
        let language = self.session.language.tag();
        let cell = id.clone();
        Some(match deed {
            Deed::MoveUp | Deed::MoveDown => moved(document, index, deed == Deed::MoveDown, language)?,
            Deed::Duplicate => Action::DuplicateCell { cell, index: below(document, index, language) },
            Deed::Delete => Action::RemoveCell { cell },
            Deed::AddFormula => {
                let new = NewCell::Formula.make(document, "");
                Action::InsertCell { index: below(document, index, language), cell: Box::new(new) }
            }
            Deed::ToggleBeside => Action::SetBeside { cell, beside: index > 0 && !found.beside },
            Deed::ToggleFold => Action::SetFolded { cell, folded: !found.folded },
            Deed::ToggleChart => {
                let chart = if found.chart.is_some() { None } else { Some(Chart::Heatmap) };
                Action::SetChart { cell, chart }
            }
            Deed::Show => {
                let hides = |at: usize| {
                    let folded = document.cells[at].folded;
                    folded
                        && (at == index || (at < index && folded_end(&document.cells, at, language) > index))
                };
                let unfold =
                    |at: usize| Action::SetFolded { cell: document.cells[at].id.clone(), folded: false };
                Action::Several((0..=index).filter(|at| hides(*at)).map(unfold).collect())
            }
        })
    }

    fn insert(&mut self, place: &Place, kind: NewCell) {
        let document = self.document().clone();
        let language = self.session.language.tag();
        let index = match place {
            Place::Top => 0,
            Place::Below(id) => {
                document.cell(id).map_or(document.cells.len(), |(index, _)| below(&document, index, language))
            }
        };
        let cell = kind.make(&document, &self.first_result());
        let form =
            matches!(kind, NewCell::Exercise | NewCell::Predict).then(|| (cell.id.clone(), Form::Fields));
        let mut action = Action::InsertCell { index, cell: Box::new(cell) };
        // What it runs over comes with it where it is not there.
        let needed = match kind {
            NewCell::Matrix => 1,
            NewCell::Sentence => 2,
            _ => 0,
        };
        let (mut sized, mut sizes) = ((*document).clone(), Vec::new());
        while sized.dimensions.len() < needed {
            let name = if sized.dimensions.is_empty() { "n" } else { "d" };
            let add = Action::AddDimension { name: sized.free_name(name), size: 3 };
            let Ok(next) = add.apply(&sized) else { break };
            sized = next;
            sizes.push(add);
        }
        if !sizes.is_empty() {
            let cell = Box::new(kind.make(&sized, ""));
            sizes.push(Action::InsertCell { index, cell });
            action = Action::Several(sizes);
        }
        self.session.writing.place = None;
        self.edit(&action, |history, _, document| history.edit(document));
        if self.refusal.is_none() && form.is_some() {
            self.session.writing.form = form;
        }
    }

    /// The name of the first formula that has a value; else of one that is there; else any.
    fn first_result(&self) -> Rc<str> {
        let formulas =
            || self.program.cells.iter().zip(&self.run.results).filter(|(cell, _)| cell.formula.is_some());
        let first = formulas().find(|(_, result)| result.fresh().is_some()).or_else(|| formulas().next());
        first.and_then(|(cell, _)| cell.name.clone()).unwrap_or_else(|| "Y".into())
    }

    /// Closes what is open at a cell that is gone, or in a notebook that was left for another.
    pub(super) fn settle_writing(&mut self, before: &Self) {
        let document = self.document().clone();
        let opening = self.history.opening();
        let writing = &mut self.session.writing;
        if before.history.opening() != opening {
            *writing = Writing::default();
        }
        let is_there = |id: &CellId| document.cell(id).is_some();
        writing.form = writing.form.take().filter(|(id, _)| is_there(id));
        writing.place = writing.place.take().filter(|place| match place {
            Place::Top => true,
            Place::Below(id) => is_there(id),
        });
    }
}

/// Where a cell below another's row stands: behind what is folded away with it, too.
fn below(document: &Document, index: usize, language: &str) -> usize {
    let mut end = folded_end(&document.cells, index, language);
    while document.cells.get(end).is_some_and(|cell| cell.beside) {
        end = folded_end(&document.cells, end, language);
    }
    end
}

/// The place below the last cell of a row that is to be seen.
fn last_of_row(document: &Document, cell: CellId, language: &str) -> Place {
    let away = folded_away(&document.cells, language);
    let end = document.cell(&cell).map_or(0, |(index, _)| below(document, index, language));
    let last = (0..end).rev().find(|index| !away[*index]);
    Place::Below(last.map_or(cell, |last| document.cells[last].id.clone()))
}

/// A cell, and what is folded away with it, over its neighbour, and what is folded away with that: further, where a
/// folded section would take it in, or take in others.
fn moved(document: &Document, index: usize, down: bool, language: &str) -> Option<Action> {
    let cells = &document.cells;
    let cell = &cells.get(index)?.id;
    let end = folded_end(cells, index, language);
    let count = end - index;
    let away = folded_away(cells, language);
    let hidden = |away: &[bool]| away.iter().filter(|away| **away).count();
    let next = |place: &usize| Some(folded_end(cells, *place, language)).filter(|next| next > place);
    let places: Vec<usize> = if down {
        std::iter::successors(Some(end).filter(|end| *end < cells.len()), |place| {
            next(place).filter(|_| *place < cells.len())
        })
        .skip(1)
        .map(|place| place - count)
        .collect()
    } else {
        (0..index).rev().filter(|before| !away[*before]).collect()
    };
    let actions = places.into_iter().map(|index| match count {
        1 => Action::MoveCell { cell: cell.clone(), index },
        count => Action::MoveSection { cell: cell.clone(), count, index },
    });
    let keeps = |action: &Action| {
        let moved = action.apply(document);
        moved.is_ok_and(|moved| hidden(&folded_away(&moved.cells, language)) == hidden(&away))
    };
    actions.into_iter().find(keeps)
}
