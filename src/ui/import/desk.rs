//! What lies on the desk while numbers are brought in, and the hands that read and choose.

use std::{cell::RefCell, rc::Rc};

use yew::functional::UseForceUpdateHandle;

use crate::{
    import::{
        Block, Choice, Chosen, Fault, Halt, Known, Next, Reading, Survey, Tensor, read, survey, survey_text,
    },
    notebook::Document,
    ui::{page::Page, shared::Shared},
    web::picked::Picked,
};

/// What was found in a file, what was chosen of it, and its numbers.
#[derive(Default)]
pub(super) struct Desk {
    /// Each reading has a number: what a former one finds comes too late.
    number: u64,
    file: Option<Picked>,
    pub(super) name: String,
    pub(super) size: u64,
    pub(super) typed: String,
    pub(super) reading: bool,
    pub(super) is_text: bool,
    pub(super) found: Option<Result<Vec<Rc<Tensor>>, Fault>>,
    pub(super) filter: String,
    pub(super) choice: Option<Choice>,
    /// The numbers of the choice; those of the former one while they are read.
    pub(super) block: Option<Result<Block, Fault>>,
}

/// What an answer to an event needs, with the desk as it is at that moment.
#[derive(Clone)]
pub(super) struct Hands {
    pub(super) page: Page,
    pub(super) document: Shared<Document>,
    pub(super) desk: Rc<RefCell<Desk>>,
    pub(super) redraw: UseForceUpdateHandle,
}

type Step<T> = Rc<dyn Fn(&Known) -> Result<T, Halt>>;

impl Hands {
    fn change(&self, change: impl FnOnce(&mut Desk)) {
        change(&mut self.desk.borrow_mut());
        self.redraw.force_update();
    }

    fn begin(&self) -> u64 {
        let mut desk = self.desk.borrow_mut();
        desk.number += 1;
        desk.reading = true;
        desk.number
    }

    /// Looks into a file.
    pub(super) fn open(&self, file: Picked) {
        let (name, size) = (file.name(), file.size());
        let number = self.desk.borrow().number;
        self.change(|desk| {
            *desk = Desk { number, file: Some(file.clone()), name: name.clone(), size, ..Desk::default() };
        });
        let number = self.begin();
        let step: Step<Survey> = Rc::new(move |known| survey(&name, known));
        self.go(number, Some(file), Reading::of(size), step, Hands::find_in);
    }

    /// Looks into a text.
    pub(super) fn paste(&self, typed: String) {
        let found = survey_text(&typed);
        let is_empty = typed.trim().is_empty();
        self.change(|desk| *desk = Desk { number: desk.number + 1, typed, ..Desk::default() });
        if !is_empty {
            self.find_in(found);
        }
    }

    fn find_in(&self, found: Result<Survey, Fault>) {
        let is_text = found.as_ref().is_ok_and(|found| found.kind == crate::import::Kind::Text);
        let found = found.map(|found| found.tensors.into_iter().map(Rc::new).collect::<Vec<_>>());
        let only = found.as_ref().ok().filter(|tensors| tensors.len() == 1).map(|tensors| tensors[0].clone());
        self.change(|desk| {
            desk.reading = false;
            desk.is_text = is_text;
            desk.found = Some(found);
        });
        if let Some(only) = only {
            self.choose(&only);
        }
    }

    /// Looks for tensors by their names.
    pub(super) fn find(&self, filter: String) {
        self.change(|desk| desk.filter = filter);
    }

    /// Chooses a tensor.
    pub(super) fn choose(&self, tensor: &Rc<Tensor>) {
        let choice = Choice::of(&self.document, tensor);
        self.change(|desk| (desk.choice, desk.block) = (Some(choice), None));
        self.read();
    }

    /// Chooses something about it.
    pub(super) fn set(&self, chosen: Chosen) {
        let old = self.desk.borrow().choice.clone();
        let Some(old) = old else { return };
        let new = old.with(&self.document, chosen);
        let moved = new.selection != old.selection;
        self.change(|desk| desk.choice = Some(new));
        if moved {
            self.read();
        }
    }

    /// Reads the numbers of what is chosen.
    fn read(&self) {
        let (file, choice) = {
            let desk = self.desk.borrow();
            (desk.file.clone(), desk.choice.clone())
        };
        let Some(choice) = choice else { return };
        let size = file.as_ref().map_or(0, Picked::size);
        let step: Step<Block> = Rc::new(move |known| read(&choice.tensor, &choice.selection, known));
        self.go(self.begin(), file, Reading::of(size), step, |hands, block| {
            hands.change(|desk| (desk.reading, desk.block) = (false, Some(block)));
        });
    }

    /// Takes a step to its end, with as many readings of the file as it needs.
    fn go<T: 'static>(
        &self,
        number: u64,
        file: Option<Picked>,
        mut reading: Reading,
        step: Step<T>,
        done: fn(&Self, Result<T, Fault>),
    ) {
        if self.desk.borrow().number != number {
            return;
        }
        match (reading.next(|known| step(known)), file) {
            (Next::Done(result), _) => done(self, result),
            (Next::Read(_), None) => done(self, Err(Fault::Unread)),
            (Next::Read(needs), Some(file)) => {
                self.redraw.force_update();
                let ranges: Vec<(u64, u64)> = needs.iter().map(|need| (need.start, need.length)).collect();
                let hands = self.clone();
                file.clone().read(&ranges, move |read| match reading.bring(&needs, read) {
                    Ok(()) => hands.go(number, Some(file), reading, step, done),
                    Err(fault) if hands.desk.borrow().number == number => done(&hands, Err(fault)),
                    Err(_) => {}
                });
            }
        }
    }
}
