//! What a view remembers, all of one type.
//!
//! Like [`use_state_eq`](yew::functional::use_state_eq), which is compiled anew for each type.

use std::{any::Any, cell::RefCell, ops::Deref, rc::Rc};

use yew::{
    functional::{UseForceUpdateHandle, use_force_update},
    prelude::*,
};

use super::piece::Same;

/// What there is now; nothing before the first drawing.
type Now = Rc<RefCell<Option<Rc<dyn Same>>>>;

/// What a view remembers: at the drawing that asked for it, and the means to change it.
pub(super) struct State<T> {
    seen: Rc<T>,
    now: Now,
    update: UseForceUpdateHandle,
}

impl<T> Clone for State<T> {
    fn clone(&self) -> Self {
        Self { seen: self.seen.clone(), now: self.now.clone(), update: self.update.clone() }
    }
}

impl<T> Deref for State<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.seen
    }
}

impl<T: PartialEq + 'static> State<T> {
    /// Draws the view again if that is new.
    pub(super) fn set(&self, next: T) {
        set(&self.now, Rc::new(next), &self.update);
    }
}

fn set(now: &Now, next: Rc<dyn Same>, update: &UseForceUpdateHandle) {
    let last = now.replace(Some(next.clone()));
    let next: &dyn Any = &*next;
    if !last.is_some_and(|last| last.same(next)) {
        update.force_update();
    }
}

/// A state that is `first` to begin with.
#[hook]
pub(super) fn use_kept<T: PartialEq + 'static>(first: fn() -> T) -> State<T> {
    let (now, update) = use_now();
    let seen: Rc<dyn Any> = now.borrow_mut().get_or_insert_with(|| Rc::new(first())).clone();
    State { seen: seen.downcast().unwrap_or_else(|_| Rc::new(first())), now, update }
}

#[hook]
fn use_now() -> (Now, UseForceUpdateHandle) {
    (use_mut_ref(|| None), use_force_update())
}
