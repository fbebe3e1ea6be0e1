//! What every component knows: the language, the ground, and where to send what happened.

use std::{cell::RefCell, rc::Rc};

use yew::prelude::*;

use super::shared::Shared;
use crate::{
    i18n::Language,
    notebook::{Action, Dimension, NotebookCost, Program, Run},
    plot::Theme,
    session::{Control, Controls, Hidden, Msg, Store},
    web::file::File,
};

/// The store, as Yew wants it.
#[derive(Debug)]
pub struct PageStore(pub Store);

/// The context of the page.
#[derive(Clone, PartialEq)]
pub(super) struct Page {
    pub(super) dispatch: Callback<Msg>,
    pub(super) language: Language,
    /// Another number whenever words have come that were not there.
    pub(super) words: usize,
    pub(super) theme: Theme,
    /// Whether it is being printed: light, and with nothing folded.
    pub(super) printing: bool,
    /// Whether shapes stand under the symbols of formulas.
    pub(super) shapes: bool,
    /// What the formulas cost, while that is shown.
    pub(super) costs: Option<Shared<NotebookCost>>,
    /// The controls that a teacher has left out.
    pub(super) without: Controls,
    /// The names of the notebook, for what asks when something happens.
    pub(super) program: Latest,
    /// The file that was chosen, or dropped on the page, for the dialog that brings numbers in.
    pub(super) given: Given,
    /// The messages that wait for what answers them.
    pub(super) held: Held,
}

/// What the page and its pieces share. It can be asked for at an event; it tells nobody that it changes, so that nothing is
/// drawn again for it.
pub(super) struct Common<T>(Rc<RefCell<T>>);

impl<T> Clone for Common<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: Default> Default for Common<T> {
    fn default() -> Self {
        Self(Rc::default())
    }
}

impl<T> PartialEq for Common<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Messages that wait, in their order.
pub(super) type Held = Common<Vec<Msg>>;

impl Held {
    pub(super) fn is_empty(&self) -> bool {
        self.0.borrow().is_empty()
    }

    pub(super) fn hold(&self, msg: Msg) {
        self.0.borrow_mut().push(msg);
    }

    /// Sends all of them; none waits any more while they are sent.
    pub(super) fn release(&self, send: impl Fn(Msg)) {
        for msg in self.0.take() {
            send(msg);
        }
    }
}

/// A place for a file, until it is taken.
pub(super) type Given = Common<Option<File>>;

impl Given {
    pub(super) fn lay_by(&self, file: File) {
        self.0.replace(Some(file));
    }

    #[allow(dead_code, reason = "the dialog that brings numbers in takes it")]
    pub(super) fn take(&self) -> Option<File> {
        self.0.take()
    }
}

/// The program as it is now.
pub(super) type Latest = Common<Rc<Program>>;

impl Latest {
    pub(super) fn now(&self) -> Rc<Program> {
        self.0.borrow().clone()
    }

    pub(super) fn set(&self, program: &Rc<Program>) {
        self.0.replace(program.clone());
    }
}

impl Page {
    pub(super) fn send(&self, msg: Msg) {
        self.dispatch.emit(msg);
    }

    pub(super) fn edit(&self, action: Action) {
        self.send(Msg::Edited(action));
    }

    /// A callback that sends a fixed message.
    pub(super) fn on<E: 'static>(&self, msg: Msg) -> Callback<E> {
        let page = self.clone();
        Callback::from(move |_: E| page.send(msg.clone()))
    }

    /// Whether messages wait: what is on the page is older than what was typed, and a field keeps its text meanwhile.
    pub(super) fn is_behind(&self) -> bool {
        !self.held.is_empty()
    }

    /// Whether a control is there.
    pub(super) fn has(&self, control: Control) -> bool {
        !self.without.holds(control)
    }

    pub(super) fn text(&self, key: &str) -> AttrValue {
        AttrValue::from(self.language.text(key).into_owned())
    }

    /// The text of a key that may be none: what a name means, where the glossary has it.
    pub(super) fn known(&self, key: &str) -> Option<AttrValue> {
        Some(AttrValue::from(self.language.known(key)?.into_owned()))
    }

    pub(super) fn fill(&self, key: &str, values: &[(&str, &dyn std::fmt::Display)]) -> AttrValue {
        AttrValue::from(self.language.fill(key, values))
    }
}

/// The values of the notebook, for what looks beyond its own cell. Who uses this context renders at every edit.
#[derive(Clone, PartialEq)]
pub(super) struct Values {
    pub(super) program: Shared<Program>,
    pub(super) run: Shared<Run>,
    pub(super) dimensions: Shared<[Rc<Dimension>]>,
    pub(super) hidden: Shared<Hidden>,
}

/// The context of the page.
#[hook]
pub(super) fn use_page() -> Option<Page> {
    use_context::<Page>()
}
