//! Pinned results, and the present ones beside them.

use std::{collections::BTreeMap, rc::Rc};

use super::{Compared, Store};
use crate::notebook::{CellId, CellResult, Document, Run};

/// Results that were kept: the notebook as it was, and its values. They are A; the present ones are B.
#[derive(Debug, Clone)]
pub struct Pin {
    /// The notebook as it was.
    pub document: Rc<Document>,
    /// Its values.
    pub run: Rc<Run>,
}

impl PartialEq for Pin {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.document, &other.document) && Rc::ptr_eq(&self.run, &other.run)
    }
}

/// What can happen to it.
#[derive(Debug, Clone, PartialEq)]
pub enum ComparisonMsg {
    /// The present results are kept as A, in place of those that were.
    Pinned,
    /// The pinned notebook becomes the present one, as one undoable edit, and the present results become the pin.
    Swapped,
    /// Enough compared.
    Unpinned,
}

/// The comparison of each cell of the notebook; empty while nothing is pinned.
pub type AllCompared = BTreeMap<CellId, Rc<Compared>>;

impl Pin {
    /// The pinned result of a cell: that of its id, else that of its name.
    pub fn result_of(&self, present: &CellResult) -> Option<&Rc<CellResult>> {
        let results = &self.run.results;
        let name = present.name();
        let same_id = || results.iter().find(|result| result.cell.id == present.cell.id);
        let same_name = || results.iter().find(|result| name.is_some() && result.name() == name);
        same_id().or_else(same_name)
    }

    /// The names of the cells whose values are other ones than those that were pinned, or have gone, or are new; in the
    /// order of the notebook.
    pub fn differing(&self, run: &Run, compared: &AllCompared) -> Vec<Rc<str>> {
        let name = |present: &Rc<CellResult>| {
            let compared = compared.get(&present.cell.id).filter(|compared| compared.differs())?;
            // A formula that cannot be read any more has the name that it had.
            let pinned = || compared.pinned.as_ref().and_then(|pinned| pinned.name());
            present.name().or_else(pinned).cloned()
        };
        run.results.iter().filter_map(name).collect()
    }

    /// The names of the pinned cells that are no longer there.
    pub fn gone(&self, run: &Run) -> Vec<Rc<str>> {
        let mut names: Vec<_> = self.run.results.iter().filter_map(|result| result.name().cloned()).collect();
        for present in &run.results {
            let pinned = self.result_of(present).and_then(|result| result.name());
            names.retain(|name| Some(name) != pinned && Some(name) != present.name());
        }
        names
    }
}

impl Store {
    pub(super) fn compare(&mut self, msg: ComparisonMsg) {
        let present = Pin { document: self.document().clone(), run: self.run.clone() };
        match msg {
            ComparisonMsg::Pinned => self.session.pin = Some(present),
            ComparisonMsg::Unpinned => self.session.pin = None,
            ComparisonMsg::Swapped => {
                if let Some(pin) = self.session.pin.replace(present) {
                    self.refusal = None;
                    self.history.edit((*pin.document).clone());
                }
            }
        }
    }
}

impl Store {
    /// Ends the comparison with another notebook: what that calls by the same names is something else.
    pub(super) fn settle_comparison(&mut self, before: &Self) {
        if self.history.opening() != before.history.opening() {
            self.session.pin = None;
        }
    }
}

/// The comparison of a state. What is compared as it was `before` keeps its allocation, and costs nothing.
pub(super) fn compared_of(store: &Store, before: &Rc<AllCompared>) -> Rc<AllCompared> {
    let Some(pin) = &store.session.pin else {
        return if before.is_empty() { before.clone() } else { Rc::default() };
    };
    let compare = |present: &Rc<CellResult>| {
        let pinned = pin.result_of(present);
        let old = before.get(&present.cell.id).filter(|old| old.is_of(&pin.document, pinned, present));
        let new = || Rc::new(Compared::new(pin.document.clone(), pinned, present));
        (present.cell.id.clone(), old.cloned().unwrap_or_else(new))
    };
    // A value that is gone is a difference too; what never had one is none. What is to be filled in stands in neither A nor
    // B − A.
    let is_shown = |present: &&Rc<CellResult>| {
        let pinned = || pin.result_of(present).is_some_and(|pinned| pinned.value.is_some());
        (present.value.is_some() || pinned()) && store.hidden.asked() != Some(&present.cell.id)
    };
    let mut compared = AllCompared::new();
    compared.extend(store.run.results.iter().filter(is_shown).map(compare));
    let same = compared.len() == before.len()
        && compared.iter().all(|(id, compared)| before.get(id).is_some_and(|old| Rc::ptr_eq(old, compared)));
    if same { before.clone() } else { Rc::new(compared) }
}
