//! The grid: one matrix, its names, and every way to move in it and to change it.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    keys::{GridKey, Press, meaning},
    label::{AxisKind, label},
    readout::{Line, readout},
    row::GridRow,
    scrub::{Scrub, stepped},
    state::{EntryNote, GridState},
};
use crate::{
    notebook::{Action, CellId, Entry, Msg, limits::MAX_SIDE, parse_block},
    plot::Scale,
    ui::{
        labels::Labels,
        page::{Page, use_page},
        shared::Shared,
    },
    value::{Array, decimal::Format},
    web,
};

#[derive(Properties, PartialEq)]
pub(in crate::ui) struct GridProps {
    pub(in crate::ui) name: AttrValue,
    pub(in crate::ui) label: AttrValue,
    pub(in crate::ui) array: Shared<Array>,
    /// The member of a stack.
    #[prop_or_default]
    pub(in crate::ui) slice: Option<usize>,
    pub(in crate::ui) rows: Labels,
    pub(in crate::ui) columns: Labels,
    pub(in crate::ui) scale: Scale,
    /// The matrix cell that the numbers are typed into; `None` for results.
    #[prop_or_default]
    pub(in crate::ui) cell: Option<CellId>,
    #[prop_or_default]
    pub(in crate::ui) stale: bool,
}

/// A grid of more places than this holds one input, in the place in focus: a browser lays out and paints every input
/// as a scrolling box of its own, which at 4,096 of them takes 200 ms for each frame.
const MOST_INPUTS: usize = 128;

#[component]
pub(in crate::ui) fn Grid(props: &GridProps) -> Html {
    let table = use_node_ref();
    let state = use_state_eq(GridState::default);
    let scrub = use_mut_ref(|| None::<Scrub>);
    let page = use_page();
    {
        let table = table.clone();
        let idle = state.draft.is_none() && !state.caret;
        use_effect_with((state.active, state.focused && idle), move |(active, select)| {
            if *select && let Some(table) = table.cast::<web::Element>() {
                // A place that had no input until now hands it the focus.
                web::focus::grid_place(&table, active.0, active.1);
                web::focus::select_text(&table);
            }
        });
    }
    let Some(page) = page else { return html! {} };
    let hands = Hands {
        page,
        props_cell: props.cell.clone(),
        array: props.array.clone(),
        slice: props.slice,
        state: state.clone(),
        table: table.clone(),
        scrub,
    };
    let (_, rows, columns) = props.array.shape().view();
    let active = (state.active.0.min(rows.saturating_sub(1)), state.active.1.min(columns.saturating_sub(1)));
    let slice = props.slice.unwrap_or(0);
    let format = Format::of(props.array.elements());
    let editable = props.cell.is_some();
    let all_inputs = rows * columns <= MOST_INPUTS;
    let number = |row: usize, column: usize| props.array.get(slice, row, column).unwrap_or(f64::NAN);
    let row = |row: usize| {
        let values: Rc<[f64]> = (0..columns).map(|column| number(row, column)).collect();
        html! {
            <GridRow key={row} name={props.name.clone()} {row} {values} {format} scale={props.scale} {editable} {all_inputs}
                label={props.rows.texts.get(row).cloned().unwrap_or_default()}
                dimension={props.rows.dimension.clone().filter(|_| editable)}
                column_labels={props.columns.texts.clone()}
                active={(active.0 == row).then_some((active.1, state.focused))}
                draft={state.draft_in(row)} />
        }
    };
    let column_label = |(index, text): (usize, &AttrValue)| {
        html! {
            <th key={index} role="columnheader" scope="col">
                { label(&hands.page, AxisKind::Column, index, text, props.columns.dimension.as_ref().filter(|_| editable)) }
            </th>
        }
    };
    let focus = state.focused.then(|| {
        let text = |labels: &Labels, index: usize| labels.texts.get(index).cloned().unwrap_or_default();
        (text(&props.rows, active.0), text(&props.columns, active.1), number(active.0, active.1))
    });
    let on_step = editable.then(|| {
        let hands = hands.clone();
        Callback::from(move |by: f64| hands.step(by))
    });
    let line = Line {
        name: props.name.clone(),
        array: props.array.clone(),
        scale: props.scale,
        focus,
        on_step,
        note: state.note.clone(),
    };
    let headed = props.array.shape().rank() > 0;
    html! {
        <div class={classes!("grid", editable.then_some("grid--editable"), props.stale.then_some("is-stale"))}>
            <div class="grid__scroll">
                <table ref={table} role="grid" data-name={props.name.clone()} data-rows={rows.to_string()}
                    data-cols={columns.to_string()} data-slice={props.slice.map(|slice| slice.to_string())}
                    aria-label={props.label.clone()} aria-readonly={if editable { "false" } else { "true" }}
                    aria-rowcount={rows.to_string()} aria-colcount={columns.to_string()}
                    onkeydown={hands.on(Hands::key)} oninput={hands.on(Hands::input)} onpaste={hands.on(Hands::paste)}
                    onfocusin={hands.on(Hands::focus_in)} onfocusout={hands.on(Hands::focus_out)}
                    ondblclick={hands.on(Hands::double_click)} onmousedown={hands.on(Hands::mouse_down)}
                    onpointerdown={hands.on(Hands::pointer_down)} onpointermove={hands.on(Hands::pointer_move)}
                    onpointerup={hands.on(Hands::pointer_up)} onpointercancel={hands.on(Hands::pointer_up)}>
                    if headed {
                        <thead>
                            <tr role="row">
                                <td class="grid__corner"></td>
                                { for props.columns.texts.iter().enumerate().map(column_label) }
                            </tr>
                        </thead>
                    }
                    <tbody>{ for (0..rows).map(row) }</tbody>
                </table>
            </div>
            { readout(&hands.page, &line) }
        </div>
    }
}

/// What the handlers of one rendering need.
#[derive(Clone)]
struct Hands {
    page: Page,
    props_cell: Option<CellId>,
    array: Shared<Array>,
    slice: Option<usize>,
    state: UseStateHandle<GridState>,
    table: NodeRef,
    scrub: Rc<std::cell::RefCell<Option<Scrub>>>,
}

impl Hands {
    fn on<E: 'static>(&self, handle: fn(&Self, E)) -> Callback<E> {
        let hands = self.clone();
        Callback::from(move |event| handle(&hands, event))
    }

    fn change(&self, change: impl FnOnce(&mut GridState)) {
        let mut state = (*self.state).clone();
        change(&mut state);
        self.state.set(state);
    }

    fn number(&self, (row, column): (usize, usize)) -> f64 {
        self.array.get(self.slice.unwrap_or(0), row, column).unwrap_or(0.0)
    }

    fn preview(&self, (row, column): (usize, usize), value: f64) {
        if let Some(cell) = self.props_cell.clone() {
            self.page.send(Msg::Previewed(Action::SetNumber { cell, row, column, value }));
        }
    }

    fn go_to(&self, row: usize, column: usize) {
        if let Some(table) = self.table.cast::<web::Element>() {
            web::focus::grid_place(&table, row, column);
        }
    }

    fn step(&self, by: f64) {
        let place = self.state.active;
        self.preview(place, stepped(self.number(place), by));
        self.change(|state| {
            state.draft = None;
            state.note = None;
        });
    }

    fn key(&self, event: KeyboardEvent) {
        let Some(place) = web::pointer::grid_place(&event) else { return };
        let key = event.key();
        let press = Press {
            key: &key,
            alt: event.alt_key(),
            shift: event.shift_key(),
            command: event.ctrl_key() || event.meta_key(),
        };
        // While an input method composes, Enter and arrows belong to it.
        if event.is_composing() {
            return;
        }
        let (_, rows, columns) = self.array.shape().view();
        let typing = self.state.draft.is_some();
        let Some(meaning) = meaning(press, place, (rows, columns), typing, self.state.caret) else { return };
        match meaning {
            GridKey::Step(_) | GridKey::Edit if self.props_cell.is_none() => return,
            GridKey::Move(row, column) if (row, column) == place => {
                self.page.send(Msg::GestureEnded);
                self.change(|state| {
                    state.draft = None;
                    state.caret = false;
                });
            }
            GridKey::Move(row, column) => self.go_to(row, column),
            GridKey::Step(by) => self.step(by),
            GridKey::Cancel => {
                self.page.send(Msg::GestureCancelled);
                self.change(|state| {
                    state.draft = None;
                    state.caret = false;
                    state.note = None;
                });
            }
            GridKey::Leave => {
                let section = self
                    .table
                    .cast::<web::Element>()
                    .and_then(|table| table.closest("section").ok().flatten());
                if let Some(section) = section {
                    web::focus::focus(&section);
                }
            }
            GridKey::Edit => self.start_caret(),
        }
        event.prevent_default();
    }

    fn start_caret(&self) {
        if let Some(table) = self.table.cast::<web::Element>() {
            web::focus::caret_to_end(&table);
        }
        self.change(|state| state.caret = true);
    }

    fn input(&self, event: InputEvent) {
        let Some(place) = web::pointer::grid_place(&event) else { return };
        let text = web::text_of(&event);
        let note = match Entry::read(&text) {
            Entry::Number(value) => {
                self.preview(place, value);
                None
            }
            Entry::Unfinished => None,
            Entry::Wrong => Some(EntryNote::Wrong(text.clone().into())),
        };
        self.change(|state| {
            state.active = place;
            state.draft = Some(text.into());
            state.note = note;
        });
    }

    fn paste(&self, event: Event) {
        let (Some((row, column)), Some(cell), Some(text)) =
            (web::pointer::grid_place(&event), self.props_cell.clone(), web::pasted_text(&event))
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
                let size = (values.len(), values.first().map_or(0, Vec::len));
                self.page.edit(Action::SetBlock { cell, row, column, values });
                EntryNote::Pasted(size.0, size.1)
            }
            Err(fault) => EntryNote::Block(fault),
        };
        self.change(|state| {
            state.draft = None;
            state.note = Some(note);
        });
    }

    fn focus_in(&self, event: FocusEvent) {
        let Some(place) = web::pointer::grid_place(&event) else { return };
        self.change(|state| {
            *state =
                GridState { active: place, focused: true, note: state.note.take(), ..GridState::default() };
        });
    }

    fn focus_out(&self, event: FocusEvent) {
        let (Some(place), next) = (web::pointer::grid_place(&event), web::pointer::next_grid_place(&event)) else {
            return;
        };
        // A place hands the focus to its own input.
        if next == Some(place) {
            return;
        }
        self.page.send(Msg::GestureEnded);
        self.change(|state| {
            // What is wrong with a text stays to be read when the text is left, until the next place is left.
            let keep = state.draft.take().is_some();
            state.note = state.note.take().filter(|_| keep);
            state.caret = false;
            state.focused = next.is_some();
        });
    }

    fn double_click(&self, event: MouseEvent) {
        if self.props_cell.is_some() && web::pointer::grid_place(&event).is_some() {
            self.start_caret();
        }
    }

    /// Outside of a text, a press with the mouse moves the focus and does not begin to select text: it may become a
    /// drag of the number.
    fn mouse_down(&self, event: MouseEvent) {
        if self.scrub.borrow().is_some()
            && let Some((row, column)) = web::pointer::grid_place(&event)
        {
            event.prevent_default();
            self.go_to(row, column);
        }
    }

    fn pointer_down(&self, event: PointerEvent) {
        let Some(place) = web::pointer::grid_place(&event) else { return };
        let in_text = self.state.active == place && (self.state.draft.is_some() || self.state.caret);
        let drags = event.button() == 0 && event.pointer_type() == "mouse" && self.props_cell.is_some();
        *self.scrub.borrow_mut() = (drags && !in_text).then(|| Scrub {
            place,
            start_x: event.client_x(),
            start: self.number(place),
            moving: false,
        });
    }

    fn pointer_move(&self, event: PointerEvent) {
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

    fn pointer_up(&self, _event: PointerEvent) {
        if self.scrub.borrow_mut().take().is_some_and(|scrub| scrub.moving) {
            self.page.send(Msg::GestureEnded);
        }
    }
}
