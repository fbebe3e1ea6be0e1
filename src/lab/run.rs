//! A run: the steps of a plan, one after another, told as events.

use std::rc::Rc;

use super::{
    contestant::{Contestant, Numbers},
    inputs::Inputs,
    kernel::Kernel,
    measure::{Patience, measure, resolution},
    protocol::{Event, Lack, Point, Trouble},
    schedule::{Plan, Speeds, Step},
};

/// Runs a plan. It ends by itself, or with the worker that it runs in.
pub fn run(plan: &Plan, clock: &mut impl FnMut() -> f64, mut tell: impl FnMut(Event)) {
    if let Err(fault) = plan.check() {
        return tell(Event::Failed(Trouble::Plan(fault.to_string())));
    }
    let mut speeds = Speeds::default();
    let warnings = plan.warnings(&speeds);
    if !(warnings.is_empty() || plan.is_confirmed) {
        return tell(Event::Asked(warnings));
    }
    let steps = plan.steps();
    let resolution = resolution(clock);
    tell(Event::Started { steps: steps.len(), resolution });
    let mut stopped: Vec<Kernel> = Vec::new();
    let mut done = 0;
    for row in steps.chunk_by(|one, other| one.n == other.n) {
        let Some(first) = row.first() else { continue };
        let inputs = Rc::new(Inputs::seeded(plan.size(first.n), plan.seed));
        let mut outputs = Outputs::default();
        for step in row {
            if !stopped.contains(&step.kernel) {
                match point(plan, *step, &inputs, clock, resolution, &mut outputs) {
                    Ok(point) => {
                        speeds.learn(plan, *step, point.millis);
                        tell(Event::Point(point));
                    }
                    Err(reason) => {
                        stopped.push(step.kernel);
                        tell(Event::Missing { step: *step, reason });
                    }
                }
            }
            done += 1;
            let rest: Vec<Step> =
                steps[done..].iter().filter(|step| !stopped.contains(&step.kernel)).copied().collect();
            let seconds_left = speeds.millis_of_all(plan, &rest) / 1000.0;
            tell(Event::Progress { done, of: steps.len(), seconds_left });
        }
        if let Some(largest) = outputs.largest_difference() {
            tell(Event::Agreement { n: first.n, kernels: outputs.kernels(), largest });
        }
    }
    tell(Event::Finished);
}

fn point(
    plan: &Plan,
    step: Step,
    inputs: &Rc<Inputs>,
    clock: &mut impl FnMut() -> f64,
    resolution: f64,
    outputs: &mut Outputs,
) -> Result<Point, Lack> {
    let mut contestant = Contestant::new(step.kernel, inputs, plan.window).map_err(|_| Lack::Memory)?;
    let measured = measure(clock, resolution, &Patience::default(), || contestant.call());
    if measured.samples == 0 {
        return Err(Lack::Clock);
    }
    if let Some(output) = contestant.output() {
        outputs.keep(step.kernel, output);
    }
    let counted = u64::try_from(plan.counted(step).bytes).unwrap_or(u64::MAX);
    Ok(Point::new(step, &measured, counted, contestant.bytes() as u64))
}

/// The outputs at one n of the kernels that compute the same.
#[derive(Default)]
struct Outputs {
    kept: Vec<(Kernel, Numbers)>,
}

impl Outputs {
    fn keep(&mut self, kernel: Kernel, output: &Numbers) {
        if matches!(kernel, Kernel::Stored | Kernel::Tiled | Kernel::Loops | Kernel::Notebook) {
            self.kept.push((kernel, output.clone()));
        }
    }

    fn kernels(&self) -> Vec<Kernel> {
        self.kept.iter().map(|(kernel, _)| *kernel).collect()
    }

    /// Between any two of them, where there are two.
    fn largest_difference(&self) -> Option<f64> {
        let pairs = self.kept.iter().enumerate().flat_map(|(place, (_, one))| {
            self.kept[place + 1..].iter().flat_map(move |(_, other)| one.values().zip(other.values()))
        });
        pairs.map(|(one, other)| (one - other).abs()).max_by(f64::total_cmp)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::schedule::Warning;

    fn events(plan: &Plan) -> Vec<Event> {
        let start = std::time::Instant::now();
        let mut clock = || start.elapsed().as_secs_f64() * 1000.0;
        let mut events = Vec::new();
        run(plan, &mut clock, |event| events.push(event));
        events
    }

    #[test]
    fn a_run_tells_every_point_and_how_far_it_is() {
        let plan = Plan {
            kernels: vec![Kernel::Stored, Kernel::Linear, Kernel::Tiled, Kernel::Notebook],
            largest: 32,
            largest_linear: 64,
            d_model: 16,
            d_k: 16,
            ..Plan::default()
        };
        let events = events(&plan);
        assert!(matches!(events.first(), Some(Event::Started { steps: 9, .. })), "{events:?}");
        assert_eq!(events.last(), Some(&Event::Finished));
        let points: Vec<_> = events
            .iter()
            .filter_map(
                |event| if let Event::Point(point) = event { Some((point.kernel, point.n)) } else { None },
            )
            .collect();
        let planned: Vec<_> = plan.steps().iter().map(|step| (step.kernel, step.n)).collect();
        assert_eq!(points, planned);
        let left: Vec<_> = events
            .iter()
            .filter_map(|event| match event {
                Event::Progress { done, seconds_left, .. } => Some((*done, *seconds_left)),
                _ => None,
            })
            .collect();
        assert_eq!(left.len(), 9);
        assert!(left.last().is_some_and(|(done, left)| *done == 9 && *left == 0.0), "{left:?}");
        let agreements = events.iter().filter_map(|event| match event {
            Event::Agreement { kernels, largest, .. } => Some((kernels.len(), *largest)),
            _ => None,
        });
        for (kernels, largest) in agreements {
            assert!(kernels == 3 && largest < 1e-5, "{largest}");
        }
    }

    #[test]
    fn nobody_is_kept_waiting_unasked() {
        let plan = Plan { memory: 1000, ..Plan::default() };
        let events = events(&plan);
        assert!(
            matches!(&events[..], [Event::Asked(warnings)] if matches!(warnings[0], Warning::Memory { .. }))
        );
    }

    #[test]
    fn a_plan_that_cannot_be_run_fails_at_once() {
        let told = events(&Plan { d_k: 3, ..Plan::default() });
        assert!(
            matches!(&told[..], [Event::Failed(Trouble::Plan(why))] if why.contains("16 to 128")),
            "{told:?}"
        );
    }
}
