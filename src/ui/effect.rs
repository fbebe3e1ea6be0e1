//! Effects, all of one type.
//!
//! Like [`use_effect_with`](yew::functional::use_effect_with), which is compiled anew for each use.

use std::{any::Any, rc::Rc};

use yew::{
    functional::{Hook, TearDown, use_effect_with},
    prelude::*,
};

use super::piece::Same;

/// What an effect depends on.
struct Dependencies(Rc<dyn Same>);

impl PartialEq for Dependencies {
    fn eq(&self, other: &Self) -> bool {
        let other: &dyn Any = &*other.0;
        self.0.same(other)
    }
}

type Undo = Box<dyn FnOnce()>;

/// Runs the effect after the first drawing, and after each that changed the dependencies; what it returns is run
/// before the next time, and at the end.
pub(super) fn use_effect_on<T: PartialEq + 'static, D: TearDown>(
    dependencies: T,
    effect: impl FnOnce(&T) -> D + 'static,
) -> impl Hook<Output = ()> {
    let dependencies = Rc::new(dependencies);
    let given = dependencies.clone();
    let run = move || -> Undo {
        let undo = effect(&given);
        Box::new(move || undo.tear_down())
    };
    use_any_effect(Dependencies(dependencies), Box::new(run))
}

#[hook]
fn use_any_effect(dependencies: Dependencies, run: Box<dyn FnOnce() -> Undo>) {
    use_effect_with(dependencies, move |_| run());
}
