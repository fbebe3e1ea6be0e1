//! The computation, step by step.

use std::collections::BTreeMap;

use super::{CellMarks, Grain, Steps, Store};
use crate::{
    notebook::{CellId, Explainer, Reached},
    value::{Region, Shape},
};

/// How far the computation has been stepped.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Player {
    /// What a step computes.
    pub grain: Grain,
    /// How many steps are done; `None` while nobody steps, and everything is shown.
    pub step: Option<usize>,
    /// Whether it goes on by itself.
    pub playing: bool,
    /// 1 is a step in a second, or a cell in two.
    pub speed: f64,
}

/// What can happen to it.
#[derive(Debug, Clone, PartialEq)]
pub enum PlayerMsg {
    /// Go on by itself, from the start if it is at the end.
    Played,
    /// Stand still.
    Paused,
    /// The one or the other.
    Toggled,
    /// One step less.
    WentBack,
    /// One step more.
    WentForward,
    /// To where only the typed numbers are.
    WentFirst,
    /// No more steps: show everything.
    WentLast,
    /// To a step.
    Scrubbed(usize),
    /// What a step computes was chosen; the place is kept.
    GrainChosen(Grain),
    /// A speed was chosen.
    SpeedChosen(f64),
    /// Its time has come, while it goes on by itself.
    Ticked,
}

/// The speeds to choose from.
pub const SPEEDS: [f64; 5] = [0.25, 0.5, 1.0, 2.0, 4.0];

impl Default for Player {
    fn default() -> Self {
        Self { grain: Grain::default(), step: None, playing: false, speed: 1.0 }
    }
}

impl Player {
    /// How long a step stands before the next one, in milliseconds.
    pub fn interval(&self) -> u32 {
        let second = if self.grain == Grain::Cell { 2000.0 } else { 1000.0 };
        (second / self.speed) as u32
    }

    fn after(self, msg: &PlayerMsg, steps: &Steps) -> Self {
        let count = steps.count();
        let still = Self { playing: false, ..self };
        let at = |step: usize| Self { step: Some(step.min(count)), ..still };
        match (msg, self.step) {
            // A notebook without a result has no steps.
            _ if count == 0 => Self { step: None, ..still },
            (PlayerMsg::Toggled, _) if self.playing => still,
            (PlayerMsg::Played | PlayerMsg::Toggled, step) => {
                let step = step.filter(|step| *step < count).unwrap_or(0);
                Self { step: Some(step), playing: true, ..self }
            }
            (PlayerMsg::Paused, _) => still,
            (PlayerMsg::WentBack, step) => at(step.unwrap_or(count).saturating_sub(1)),
            (PlayerMsg::WentForward, Some(step)) => at(step + 1),
            (PlayerMsg::WentFirst, _) => at(0),
            (PlayerMsg::WentLast, _) => Self { step: None, ..still },
            (PlayerMsg::Scrubbed(step), _) => at(*step),
            (PlayerMsg::Ticked, Some(step)) if self.playing => {
                Self { step: Some(count.min(step + 1)), playing: step + 1 < count, ..self }
            }
            (PlayerMsg::SpeedChosen(speed), _) if SPEEDS.contains(speed) => Self { speed: *speed, ..self },
            _ => self,
        }
    }
}

impl Store {
    /// The steps of the player.
    pub fn steps(&self) -> Steps {
        Steps::of(&self.program, &self.run, self.session.player.grain)
    }

    pub(super) fn play(&mut self, msg: PlayerMsg) {
        let steps = self.steps();
        let player = &mut self.session.player;
        if let PlayerMsg::GrainChosen(grain) = msg {
            let others = Steps::of(&self.program, &self.run, grain);
            player.step = player.step.map(|step| others.step_at(steps.numbers_at(step)));
            player.grain = grain;
        } else {
            *player = player.after(&msg, &steps);
        }
    }

    /// Keeps the step within the steps, after an edit; where the edit changed what the steps are, it stands still.
    pub(super) fn settle_player(&mut self, before: &Self) {
        let player = self.session.player;
        let Some(step) = player.step else { return };
        let (steps, old) = (self.steps(), before.steps());
        if !steps.same_way(&old) {
            let step = (steps.count() > 0).then(|| steps.nearest(&old, step));
            self.session.player = Player { step, playing: false, ..player };
        }
    }

    pub(super) fn mark_reached(&self, marks: &mut BTreeMap<CellId, CellMarks>) {
        let player = self.session.player;
        let Some(step) = player.step else { return };
        let steps = self.steps();
        for (station, reached) in
            steps.reached(step).filter(|(station, reached)| *reached < station.numbers())
        {
            let marks = marks.entry(station.cell.clone()).or_default();
            marks.value.reached = Some(reached);
            let formula = self.run.results.get(station.place).and_then(|result| result.formula.as_ref());
            // The numbers between stand when the first one of the cell does.
            let nodes = 0..formula.filter(|_| reached == 0).map_or(0, |formula| formula.root());
            nodes.for_each(|node| marks.nodes.entry(node).or_default().reached = Some(0));
        }
        let Some((station, numbers)) = steps.computed(step) else { return };
        marks.entry(station.cell.clone()).or_default().is_computed = true;
        // A question that the reader asks has its own marks.
        if player.grain == Grain::Cell || self.session.inspection.number().is_some() {
            return;
        }
        let (from, to) = (station.position(numbers.start), station.position(numbers.end - 1));
        let (stacks, rows, columns) = station.view;
        let mut region = Region::none(&Shape::stack(stacks, rows, columns));
        region.add_block(from, (to.0 + 1, to.1 + 1, to.2 + 1));
        let sources = self.name_of(station.place).map(|name| {
            let explainer = Explainer::new(&self.program, &self.run);
            explainer.sources_of_all(name, region.clone())
        });
        for Reached { cell, node, region, .. } in sources.into_iter().flatten() {
            marks.entry(cell).or_default().of_mut(node).sources = Some(region);
        }
        marks.entry(station.cell.clone()).or_default().value.computed = Some(region);
    }

    fn name_of(&self, place: usize) -> Option<&str> {
        self.program.cells.get(place)?.name.as_deref()
    }
}
