//! What happens in a grid → edits, and where the reader is.

use std::{cell::RefCell, rc::Rc};

use yew::prelude::*;

use super::{
    keys::{GridKey, Ground, Header, Press, meaning},
    scrub::{Scrub, stepped},
    state::{Draft, EntryNote, GridState},
};
use crate::{
    formula::NodeId,
    notebook::{Action, CellId, Entry, limits::MAX_SIDE, parse_block},
    session::{InspectionMsg, Msg, Number},
    ui::{page::Page, probe::start_wiggle, shared::Shared, state::State},
    value::{Array, decimal},
    web,
};

/// What the handlers of one rendering need.
#[derive(Clone)]
pub(super) struct Hands {
    pub(super) page: Page,
    /// The matrix cell that the numbers are typed into.
    pub(super) cell: Option<CellId>,
    /// The cell, and the node of its formula, whose numbers can be asked about.
    pub(super) owner: Option<(CellId, Option<NodeId>)>,
    pub(super) array: Shared<Array>,
    pub(super) slice: usize,
    pub(super) state: State<GridState>,
    pub(super) table: NodeRef,
    pub(super) scrub: Rc<RefCell<Option<Scrub>>>,
    /// Whether the names of rows and columns can be edited.
    pub(super) named: (bool, bool),
    /// The rows that are drawn.
    pub(super) page_rows: std::ops::Range<usize>,
}

impl Hands {
    pub(super) fn on<E: 'static>(&self, handle: fn(&Self, E)) -> Callback<E> {
        let hands = self.clone();
        Callback::from(move |event| handle(&hands, event))
    }

    fn change(&self, change: impl FnOnce(&mut GridState)) {
        let mut state = (*self.state).clone();
        change(&mut state);
        self.state.set(state);
    }

    fn number(&self, (row, column): (usize, usize)) -> f64 {
        self.array.get(self.slice, row, column).unwrap_or(0.0)
    }

    /// The same with what was typed there and has not been heard yet.
    fn typed_number(&self, place: (usize, usize)) -> f64 {
        let is_typed = self.page.is_behind() && place == self.state.active;
        self.state.number_to_come().filter(|_| is_typed).unwrap_or_else(|| self.number(place))
    }

    fn ask(&self, (row, column): (usize, usize), ask: fn(Number) -> InspectionMsg) {
        if let Some((cell, node)) = self.owner.clone() {
            let number = Number { cell, node, at: (self.slice, row, column) };
            self.page.send(Msg::Inspection(ask(number)));
        }
    }

    /// Explains the number in focus.
    pub(super) fn explain(&self) {
        self.ask(self.state.active, InspectionMsg::Selected);
        if self.state.read {
            web::after_render(web::focus::explanation);
        }
    }

    /// A click on a result asks about it; on what can be typed it only goes there.
    pub(super) fn click(&self, event: MouseEvent) {
        if self.cell.is_none()
            && let Some(place) = web::pointer::grid_place(&event)
        {
            self.ask(place, InspectionMsg::Selected);
        }
    }

    fn preview(&self, (row, column): (usize, usize), value: f64) {
        if let Some(cell) = self.cell.clone() {
            self.page.send(Msg::Previewed(Action::SetNumber { cell, row, column, value }));
        }
    }

    /// Moves the focus; to a row that is not drawn, once it is.
    fn go_to(&self, row: usize, column: usize) {
        if self.page_rows.contains(&row) {
            if let Some(table) = self.table.cast::<web::Element>() {
                web::focus::grid_place(&table, row, column);
            }
            return;
        }
        let length = self.page_rows.len();
        self.page.send(Msg::GestureEnded);
        self.change(|state| {
            state.first_row = if row < self.page_rows.start { row } else { (row + 1).saturating_sub(length) };
            state.target = Some((row, column));
            state.draft = None;
        });
    }

    /// Turns a page of rows.
    pub(super) fn turn(&self, first_row: usize) {
        self.change(|state| {
            state.first_row = first_row;
            state.active.0 = first_row;
        });
    }

    pub(super) fn step(&self, by: f64) {
        let place = self.state.active;
        let next = stepped(self.typed_number(place), by);
        self.preview(place, next);
        self.change(|state| {
            state.draft = None;
            state.note = None;
            state.stepped = Some(next);
            state.type_in(place, Some(decimal::full(next).into()));
        });
    }

    pub(super) fn key(&self, event: KeyboardEvent) {
        let Some(place) = web::pointer::grid_place(&event) else { return };
        let key = event.key();
        let press = Press {
            key: &key,
            alt: event.alt_key(),
            shift: event.shift_key(),
            command: event.ctrl_key() || event.meta_key(),
        };
        // While an input method composes, Enter and arrows belong to it.
        if web::composes(&event) {
            return;
        }
        let (_, rows, columns) = self.array.shape().view();
        let ground = Ground {
            rows,
            columns,
            typing: self.state.draft.is_some() || self.state.stepped.is_some(),
            caret: self.state.caret,
            editable: self.cell.is_some(),
            named: self.named,
        };
        let Some(meaning) = meaning(press, place, ground) else { return };
        match meaning {
            GridKey::Step(_) | GridKey::Edit if self.cell.is_none() => return,
            GridKey::Move(row, column) if (row, column) == place => {
                self.page.send(Msg::GestureEnded);
                self.change(|state| {
                    state.draft = None;
                    state.caret = false;
                    state.stepped = None;
                });
            }
            GridKey::Move(row, column) => self.go_to(row, column),
            GridKey::Name(header) => {
                if let Some(table) = self.table.cast::<web::Element>() {
                    let (axis, index) = match header {
                        Header::Row(index) => ("row", index),
                        Header::Column(index) => ("column", index),
                    };
                    web::focus::grid_name(&table, axis, index);
                }
            }
            GridKey::Step(by) => self.step(by),
            GridKey::Cancel => {
                self.page.send(Msg::GestureCancelled);
                self.change(|state| {
                    state.draft = None;
                    state.caret = false;
                    state.stepped = None;
                    state.note = None;
                    state.type_in(place, None);
                });
            }
            GridKey::Explain if self.owner.is_none() => self.go_to((place.0 + 1).min(rows - 1), place.1),
            GridKey::Explain => {
                self.ask(place, InspectionMsg::Selected);
                web::after_render(web::focus::explanation);
            }
            GridKey::Leave if web::focus::is_explaining() => {
                self.page.send(Msg::Inspection(InspectionMsg::Closed));
            }
            GridKey::Leave => {
                if let Some(table) = self.table.cast::<web::Element>() {
                    web::focus::behind_grid(&table);
                }
            }
            GridKey::Wiggle => self.wiggle(),
            GridKey::Edit => self.start_caret(),
        }
        event.prevent_default();
    }

    /// Begins to move the number to and fro.
    pub(super) fn wiggle(&self) {
        let place = self.state.active;
        if let Some(cell) = self.cell.clone()
            && self.number(place).is_finite()
        {
            self.change(|state| {
                state.draft = None;
                state.caret = false;
                state.stepped = None;
            });
            start_wiggle(&self.page, cell, place);
        }
    }

    fn start_caret(&self) {
        if let Some(table) = self.table.cast::<web::Element>() {
            web::focus::caret_to_end(&table);
        }
        self.change(|state| state.caret = true);
    }

    pub(super) fn input(&self, event: InputEvent) {
        let Some(place) = web::pointer::grid_place(&event) else { return };
        let text: AttrValue = web::text_of(&event).into();
        let kept = self.typed_number(place);
        let (number, note) = match Entry::read(&text) {
            Entry::Number(value) => {
                self.preview(place, value);
                (value, None)
            }
            Entry::Unfinished => (kept, None),
            Entry::Wrong => (kept, Some(EntryNote::Wrong(text.clone(), kept))),
        };
        self.change(|state| {
            state.active = place;
            state.type_in(place, Some(text.clone()));
            state.draft = Some(Draft { text, number });
            state.note = note;
        });
    }

    pub(super) fn paste(&self, event: Event) {
        let (Some((row, column)), Some(cell), Some(text)) =
            (web::pointer::grid_place(&event), self.cell.clone(), web::pasted_text(&event))
        else {
            return;
        };
        // One number goes into the input like typing; in the middle of a text anything does.
        if self.state.caret || Entry::read(&text) != Entry::Wrong {
            return;
        }
        event.prevent_default();
        let note = match parse_block(&text, MAX_SIDE) {
            Ok(values) => {
                let (height, width) = (values.len(), values.first().map_or(0, Vec::len));
                self.page.edit(Action::SetBlock { cell, row, column, values });
                // Over the edge of the largest matrix nothing was pasted, and the page says so itself.
                let fits = row + height <= MAX_SIDE && column + width <= MAX_SIDE;
                fits.then_some(EntryNote::Pasted(height, width))
            }
            Err(fault) => Some(EntryNote::Block(fault)),
        };
        self.change(|state| {
            state.draft = None;
            state.note = note;
        });
    }

    pub(super) fn focus_in(&self, event: FocusEvent) {
        let Some(place) = web::pointer::grid_place(&event) else { return };
        if web::focus::is_explaining() {
            self.ask(place, InspectionMsg::Visited);
        }
        self.change(|state| {
            *state = GridState {
                active: place,
                focused: true,
                note: state.note.take(),
                unheard: std::mem::take(&mut state.unheard),
                first_row: state.first_row,
                ..GridState::default()
            };
        });
    }

    pub(super) fn focus_out(&self, event: FocusEvent) {
        let (Some(place), next) = (web::pointer::grid_place(&event), web::pointer::next_grid_place(&event))
        else {
            return;
        };
        // A place hands the focus to its own input.
        if next == Some(place) {
            return;
        }
        let behind = web::focus::goes_behind_grid(&event);
        self.page.send(Msg::GestureEnded);
        self.change(|state| {
            // What is wrong with a text stays to be read when the text is left, until the next place is left.
            let keep = state.draft.take().is_some();
            state.note = state.note.take().filter(|_| keep);
            state.caret = false;
            state.stepped = None;
            state.focused = next.is_some();
            state.read = behind;
        });
    }

    /// The line under the grid is left, for something outside of it.
    pub(super) fn readout_left(&self, event: FocusEvent) {
        if !web::focus::stays_in(&event, ".grid__readout") {
            self.change(|state| state.read = false);
        }
    }

    pub(super) fn double_click(&self, event: MouseEvent) {
        if self.cell.is_some() && web::pointer::grid_place(&event).is_some() {
            self.start_caret();
        }
    }

    /// Outside of a text, a press with the mouse moves the focus and does not begin to select text: it may become a
    /// drag of the number.
    pub(super) fn mouse_down(&self, event: MouseEvent) {
        if self.scrub.borrow().is_some()
            && let Some((row, column)) = web::pointer::grid_place(&event)
        {
            event.prevent_default();
            self.go_to(row, column);
        }
    }

    pub(super) fn pointer_down(&self, event: PointerEvent) {
        let Some(place) = web::pointer::grid_place(&event) else { return };
        let in_text = self.state.active == place && (self.state.draft.is_some() || self.state.caret);
        let drags = event.button() == 0 && event.pointer_type() == "mouse" && self.cell.is_some();
        *self.scrub.borrow_mut() = (drags && !in_text).then(|| Scrub {
            place,
            start_x: event.client_x(),
            start: self.number(place),
            moving: false,
        });
    }

    pub(super) fn pointer_move(&self, event: PointerEvent) {
        // The button was let go outside of the window.
        if event.buttons() & 1 == 0 {
            self.pointer_up(event);
            return;
        }
        let mut scrub = self.scrub.borrow_mut();
        let Some(scrub) = scrub.as_mut() else { return };
        let was_moving = scrub.moving;
        if let Some(value) = scrub.follow(&event) {
            if !was_moving && let Some(table) = self.table.cast::<web::Element>() {
                web::pointer::capture(&table, &event);
            }
            self.preview(scrub.place, value);
        }
    }

    pub(super) fn pointer_up(&self, _event: PointerEvent) {
        if self.scrub.borrow_mut().take().is_some_and(|scrub| scrub.moving) {
            self.page.send(Msg::GestureEnded);
        }
    }
}
