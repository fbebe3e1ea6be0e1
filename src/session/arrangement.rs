//! How a teacher has set a notebook up for those who open his link: what is not there, what cannot be changed, what is
//! covered, where the steps begin. It is how the notebook is looked at, not part of it, and the reader can leave it.

use std::{collections::BTreeMap, rc::Rc};

use serde::{Deserialize, Serialize};

use super::{CellMarks, Msg, Player, Store, WritingMsg};
use crate::notebook::{CellId, Document, Refusal};

/// How a notebook is set up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Arrangement {
    /// The controls that are not there.
    pub without: Controls,
    /// The cells that are not as usual.
    pub cells: BTreeMap<CellId, Standing>,
    /// The step that the player stands at in the beginning.
    pub step: Option<usize>,
}

/// What is not as usual with a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// It cannot be changed.
    Locked,
    /// Nor is its value to be seen.
    Veiled,
    /// It is not there.
    Hidden,
}

/// What a teacher can leave out of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Control {
    /// The contents: the other lessons.
    Lessons,
    /// Adding, moving and removing cells and sizes.
    Writing,
    /// Stepping.
    Player,
    /// Pinning results and comparing with them.
    Compare,
    /// Moving a number to and fro.
    Wiggle,
    /// Practising on any result.
    Practice,
    /// What the formulas cost.
    Cost,
    /// The functions that formulas know.
    Reference,
}

/// Some controls, one bit for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Controls(u8);

impl Control {
    /// All of them, in the order of their bits: a new one comes last.
    pub const ALL: [Self; 8] = [
        Self::Lessons,
        Self::Writing,
        Self::Player,
        Self::Compare,
        Self::Wiggle,
        Self::Practice,
        Self::Cost,
        Self::Reference,
    ];

    /// What it is called in the catalogue and in the page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Lessons => "lessons",
            Self::Writing => "writing",
            Self::Player => "player",
            Self::Compare => "compare",
            Self::Wiggle => "wiggle",
            Self::Practice => "practice",
            Self::Cost => "cost",
            Self::Reference => "reference",
        }
    }
}

impl Controls {
    /// Those of some bits.
    pub fn of_bits(bits: u8) -> Self {
        Self(bits)
    }

    /// One bit for each.
    pub fn bits(self) -> u8 {
        self.0
    }

    /// Whether it is one of them.
    pub fn holds(self, control: Control) -> bool {
        self.0 & (1 << control as u8) != 0
    }

    /// With it where it is not one of them, without it where it is.
    #[must_use]
    pub fn toggled(self, control: Control) -> Self {
        Self(self.0 ^ (1 << control as u8))
    }
}

impl Standing {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Locked, Self::Veiled, Self::Hidden];

    /// What it is called in the catalogue and in the page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Locked => "locked",
            Self::Veiled => "veiled",
            Self::Hidden => "hidden",
        }
    }
}

/// What can happen to it.
#[derive(Debug, Clone, PartialEq)]
pub enum ArrangementMsg {
    /// A link came with one.
    Applied(Rc<Arrangement>),
    /// The reader wants to see everything.
    Left,
}

impl Arrangement {
    /// Whether everything is as usual.
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }

    /// What is not as usual with a cell.
    pub fn standing(&self, cell: &CellId) -> Option<Standing> {
        self.cells.get(cell).copied()
    }

    /// Why an edit is not made that would turn one document into the other, where it is not.
    fn refusal(&self, before: &Document, after: &Document) -> Option<Refusal> {
        for cell in &before.cells {
            let kept = || after.cell(&cell.id).is_some_and(|(_, found)| found.kind == cell.kind);
            if self.cells.contains_key(&cell.id) && !kept() {
                let name = cell.written_name().unwrap_or(&cell.id);
                return Some(Refusal::Locked(name.to_owned()));
            }
        }
        let ids = |document: &Document| document.cells.iter().map(|cell| cell.id.clone()).collect::<Vec<_>>();
        let moved = self.without.holds(Control::Writing) && ids(before) != ids(after);
        moved.then(|| Refusal::Locked(String::new()))
    }

    /// Whether something is asked of a control that is not there.
    fn is_deaf_to(&self, msg: &Msg) -> bool {
        let control = match msg {
            Msg::Player(_) => Control::Player,
            Msg::Comparison(_) => Control::Compare,
            Msg::Wiggle(_) => Control::Wiggle,
            Msg::Cost(_) => Control::Cost,
            Msg::Writing(WritingMsg::Opened(None) | WritingMsg::Offered(None)) => return false,
            Msg::Writing(_) => Control::Writing,
            _ => return false,
        };
        self.without.holds(control)
    }
}

impl Store {
    /// Whether a control is not there.
    pub fn is_without(&self, control: Control) -> bool {
        self.session.arrangement.as_ref().is_some_and(|arrangement| arrangement.without.holds(control))
    }

    /// What is not as usual with a cell.
    pub fn standing(&self, cell: &CellId) -> Option<Standing> {
        self.session.arrangement.as_ref()?.standing(cell)
    }

    pub(super) fn is_deaf_to(&self, msg: &Msg) -> bool {
        self.session.arrangement.as_ref().is_some_and(|arrangement| arrangement.is_deaf_to(msg))
    }

    pub(super) fn arrange(&mut self, msg: ArrangementMsg) {
        let ArrangementMsg::Applied(arrangement) = msg else {
            self.session.arrangement = None;
            self.session.player = Player { step: None, playing: false, ..self.session.player };
            return;
        };
        let step = arrangement.step.filter(|_| !arrangement.without.holds(Control::Player));
        let step = step.map(|step| step.min(self.steps().count()));
        self.session.player = Player { step, playing: false, ..self.session.player };
        self.session.arrangement = Some(arrangement).filter(|arrangement| !arrangement.is_usual());
    }

    /// What was set up was another notebook.
    pub(super) fn settle_arrangement(&mut self, before: &Self) {
        if self.history.opening() != before.history.opening() {
            self.session.arrangement = None;
        }
    }

    /// The document that an edit leads to, where the teacher allows it.
    pub(super) fn allowed(&self, after: Document) -> Result<Document, Refusal> {
        let arrangement = self.session.arrangement.as_ref();
        let refusal = arrangement.and_then(|arrangement| arrangement.refusal(self.document(), &after));
        refusal.map_or(Ok(after), Err)
    }

    /// The cells whose values are covered.
    pub(super) fn mark_covered(&self, marks: &mut BTreeMap<CellId, CellMarks>) {
        let Some(arrangement) = &self.session.arrangement else { return };
        for result in &self.run.results {
            if arrangement.standing(&result.cell.id) != Some(Standing::Veiled) {
                continue;
            }
            let marks = marks.entry(result.cell.id.clone()).or_default();
            (marks.value.reached, marks.value.is_covered) = (Some(0), true);
            let nodes = 0..result.formula.as_ref().map_or(0, |formula| formula.root());
            nodes.for_each(|node| marks.nodes.entry(node).or_default().reached = Some(0));
        }
    }
}
