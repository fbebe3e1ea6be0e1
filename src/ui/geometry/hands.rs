//! What happens to the tip of an arrow → edits of its two numbers.

use std::{cell::RefCell, rc::Rc};

use yew::prelude::*;

use crate::{
    notebook::{Action, CellId},
    plot::{Plane, Point},
    session::{Msg, rounded},
    ui::page::Page,
    web,
};

/// Pixels that a pointer may move before a press becomes a drag.
const THRESHOLD: f64 = 3.0;

/// A press on a tip.
#[derive(Clone, Copy)]
pub(super) struct Drag {
    row: usize,
    /// Where the pointer was, on the screen and in the drawing.
    start: (Point, Point),
    tip: Point,
    moving: bool,
}

/// What the handlers of one rendering need.
#[derive(Clone)]
pub(super) struct Hands {
    pub(super) page: Page,
    pub(super) cell: CellId,
    pub(super) dimensions: (usize, usize),
    pub(super) plane: Plane,
    /// The tips that can be moved.
    pub(super) tips: Rc<[Point]>,
    pub(super) drag: Rc<RefCell<Option<Drag>>>,
    /// Keeps the part of the plane while a tip is dragged, or lets it follow again.
    pub(super) hold: Callback<Option<Plane>>,
    /// A tip was taken.
    pub(super) choose: Callback<usize>,
}

impl Hands {
    pub(super) fn on<E: 'static>(&self, handle: fn(&Self, E)) -> Callback<E> {
        let hands = self.clone();
        Callback::from(move |event| handle(&hands, event))
    }

    fn preview(&self, row: usize, (x, y): Point) {
        let (across, up) = self.dimensions;
        // Along one dimension a tip is one number.
        let numbers = if across == up { vec![(across, x)] } else { vec![(across, x), (up, y)] };
        self.page.send(Msg::Previewed(Action::SetVector { cell: self.cell.clone(), row, numbers }));
    }

    fn end(&self, msg: Msg) {
        self.drag.take();
        self.hold.emit(None);
        self.page.send(msg);
    }

    pub(super) fn pointer_down(&self, event: PointerEvent) {
        let (Some(row), Some(place)) = (web::pointer::handle_row(&event), web::pointer::place_over(&event))
        else {
            return;
        };
        let Some(tip) = self.tips.get(row).copied().filter(|_| event.button() == 0) else { return };
        if let Some(handle) = web::element_of(&event) {
            web::focus::focus(&handle);
            web::pointer::capture(&handle, &event);
        }
        self.choose.emit(row);
        let screen = (f64::from(event.client_x()), f64::from(event.client_y()));
        *self.drag.borrow_mut() = Some(Drag { row, start: (screen, place), tip, moving: false });
    }

    pub(super) fn pointer_move(&self, event: PointerEvent) {
        let Some(mut drag) = *self.drag.borrow() else { return };
        if event.buttons() & 1 == 0 {
            self.pointer_up(event);
            return;
        }
        let Some(place) = web::pointer::place_over(&event) else { return };
        let (screen, start) = drag.start;
        let far = (f64::from(event.client_x()) - screen.0).hypot(f64::from(event.client_y()) - screen.1);
        if !drag.moving && far < THRESHOLD {
            return;
        }
        if !drag.moving {
            drag.moving = true;
            *self.drag.borrow_mut() = Some(drag);
            self.hold.emit(Some(self.plane));
        }
        // The tip stays inside the drawing; let go, it can be taken again and the drawing is larger.
        let (across, down) = self.plane.to_unit(drag.tip);
        let moved = (across + place.0 - start.0, down + place.1 - start.1);
        let (x, y) = self.plane.from_unit((moved.0.clamp(0.0, 1.0), moved.1.clamp(0.0, 1.0)));
        self.preview(drag.row, (rounded(x), rounded(y)));
    }

    pub(super) fn pointer_up(&self, _event: PointerEvent) {
        let dragged = self.drag.borrow().is_some_and(|drag| drag.moving);
        if dragged {
            self.end(Msg::GestureEnded);
        } else {
            self.drag.take();
        }
    }

    pub(super) fn key(&self, event: KeyboardEvent) {
        let Some(row) = web::pointer::handle_row(&event) else { return };
        let Some((x, y)) = self.tips.get(row).copied() else { return };
        let step = if event.shift_key() { 1.0 } else { 0.1 };
        let (dx, dy) = match event.key().as_str() {
            "ArrowLeft" => (-step, 0.0),
            "ArrowRight" => (step, 0.0),
            "ArrowUp" => (0.0, step),
            "ArrowDown" => (0.0, -step),
            "Enter" => return self.end(Msg::GestureEnded),
            "Escape" => return self.end(Msg::GestureCancelled),
            _ => return,
        };
        if event.alt_key() || event.ctrl_key() || event.meta_key() {
            return;
        }
        event.prevent_default();
        self.choose.emit(row);
        self.preview(row, (rounded(x + dx), rounded(y + dy)));
    }

    pub(super) fn focus_in(&self, event: FocusEvent) {
        if let Some(row) = web::pointer::handle_row(&event) {
            self.choose.emit(row);
        }
    }

    pub(super) fn focus_out(&self, _event: FocusEvent) {
        self.end(Msg::GestureEnded);
    }
}
