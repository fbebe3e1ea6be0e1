//! The state of the laboratory's bench: the plan, how far the run is, what was measured, what was measured before.

use super::{
    protocol::{Event, Lack, Trouble},
    report::Report,
    schedule::{Plan, Step, Warning},
};

/// Runs that are laid over the present one, at most.
pub const MOST_KEPT: usize = 4;

/// How a run stands.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Phase {
    /// None was started, or it was cancelled.
    #[default]
    Idle,
    /// It would need much; the reader is asked.
    Asking(Vec<Warning>),
    /// It is measuring.
    Running {
        /// Points that are done.
        done: usize,
        /// All points; 0 before it is known.
        of: usize,
        /// Seconds until the end.
        seconds_left: Option<f64>,
    },
    /// It has come to its end.
    Finished,
    /// It was over before its end.
    Failed(Trouble),
}

/// The bench.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bench {
    /// What is run next.
    pub plan: Plan,
    /// How the run stands.
    pub phase: Phase,
    /// What the last run has measured, as far as it has come.
    pub report: Option<Report>,
    /// Points that could not be measured.
    pub missing: Vec<(Step, Lack)>,
    /// Whether the page was in the background while it ran.
    pub was_hidden: bool,
    /// Earlier runs and those of other devices.
    pub kept: Vec<Report>,
    /// The code of what was wrong with the last file that was opened.
    pub fault: Option<&'static str>,
}

impl Phase {
    /// The code of the page contract.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Idle | Self::Asking(_) => "idle",
            Self::Running { .. } => "running",
            Self::Finished => "finished",
            Self::Failed(_) => "failed",
        }
    }
}

impl Bench {
    /// Whether a run is under way.
    pub fn is_running(&self) -> bool {
        matches!(self.phase, Phase::Running { .. })
    }

    /// The plan with one of its settings changed. What was agreed to was agreed for the old one.
    #[must_use]
    pub fn planned(&self, change: impl FnOnce(&mut Plan)) -> Self {
        let mut next = self.clone();
        change(&mut next.plan);
        next.plan.is_confirmed = false;
        if matches!(next.phase, Phase::Asking(_)) {
            next.phase = Phase::Idle;
        }
        next
    }

    /// A run begins: nothing is measured yet.
    #[must_use]
    pub fn started(&self) -> Self {
        let phase = Phase::Running { done: 0, of: 0, seconds_left: None };
        let report = Some(Report::new("", &self.plan));
        Self { phase, report, missing: Vec::new(), was_hidden: false, ..self.clone() }
    }

    /// The run is cancelled; what it has measured stays.
    #[must_use]
    pub fn cancelled(&self) -> Self {
        Self { phase: Phase::Idle, ..self.clone() }
    }

    /// The page went to the background, where browsers let nothing run at full speed.
    #[must_use]
    pub fn hidden(&self) -> Self {
        Self { was_hidden: self.was_hidden || self.is_running(), ..self.clone() }
    }

    /// After what the worker tells. What a run tells that is not under way any more is nothing.
    #[must_use]
    pub fn told(&self, event: &Event) -> Self {
        let mut next = self.clone();
        let Phase::Running { done, of, seconds_left } = &mut next.phase else { return next };
        match event {
            Event::Started { steps, .. } => *of = *steps,
            Event::Missing { step, reason } => next.missing.push((*step, *reason)),
            Event::Progress { done: now, of: all, seconds_left: left } => {
                (*done, *of, *seconds_left) = (*now, *all, Some(*left));
            }
            Event::Point(_) | Event::Agreement { .. } => {}
            Event::Finished => next.phase = Phase::Finished,
            Event::Asked(warnings) => next.phase = Phase::Asking(warnings.clone()),
            Event::Failed(trouble) => next.phase = Phase::Failed(trouble.clone()),
        }
        if let Some(report) = &mut next.report {
            report.take(event);
        }
        next
    }

    /// Keeps the present run, to be laid over later ones; the oldest kept one goes.
    #[must_use]
    pub fn kept(&self, report: Report) -> Self {
        let mut next = self.clone();
        next.kept.push(report);
        if next.kept.len() > MOST_KEPT {
            next.kept.remove(0);
        }
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::kernel::Kernel;

    fn point(n: usize) -> Event {
        Event::Point(crate::lab::protocol::Point {
            kernel: Kernel::Tiled,
            n,
            millis: 1.0,
            lower: 0.9,
            upper: 1.1,
            uncertainty: 0.01,
            is_trusted: true,
            samples: 9,
            slept: 0,
            bytes_counted: 8,
            bytes_allocated: 8,
        })
    }

    fn points(bench: &Bench) -> usize {
        bench.report.as_ref().map_or(0, |report| report.points.len())
    }

    #[test]
    fn a_run_comes_to_its_end() {
        let mut bench = Bench::default().started();
        for event in [Event::Started { steps: 2, resolution: 0.1 }, point(16), point(32)] {
            bench = bench.told(&event);
        }
        bench = bench.told(&Event::Progress { done: 1, of: 2, seconds_left: 3.0 });
        assert_eq!(bench.phase, Phase::Running { done: 1, of: 2, seconds_left: Some(3.0) });
        bench = bench.told(&Event::Finished);
        assert_eq!((bench.phase.code(), points(&bench)), ("finished", 2));
    }

    #[test]
    fn what_was_measured_stays() {
        let bench = Bench::default().started().told(&point(16));
        let cancelled = bench.cancelled();
        assert_eq!((cancelled.phase.code(), points(&cancelled)), ("idle", 1));
        assert_eq!(cancelled.told(&point(32)), cancelled, "a late word of the old run");
        let failed = bench.told(&Event::Failed(Trouble::Stopped(String::new())));
        assert_eq!((failed.phase.code(), points(&failed)), ("failed", 1));
        assert_eq!(points(&failed.started()), 0, "a new run begins anew");
    }

    #[test]
    fn what_was_agreed_to_is_asked_again_for_another_plan() {
        let mut bench = Bench::default();
        bench.plan.is_confirmed = true;
        bench.phase = Phase::Asking(Vec::new());
        let other = bench.planned(|plan| plan.largest = 128);
        assert!(!other.plan.is_confirmed && other.phase == Phase::Idle);
    }

    #[test]
    fn a_few_runs_are_kept() {
        let mut bench = Bench::default();
        for number in 0..10 {
            let mut report = Report::new("", &bench.plan);
            report.seed = number;
            bench = bench.kept(report);
        }
        let seeds: Vec<u64> = bench.kept.iter().map(|report| report.seed).collect();
        assert_eq!(seeds, [6, 7, 8, 9]);
        assert!(!Bench::default().hidden().was_hidden && Bench::default().started().hidden().was_hidden);
    }
}
