//! The laboratory: what to run, how far it is, what came out.

use std::{cell::RefCell, rc::Rc};

use yew::prelude::*;

use super::{results::results, settings::settings};
use crate::{
    i18n,
    lab::{
        bench::{Bench, Phase},
        kernel::Kernel,
        protocol::{Event as LabEvent, Request, Trouble},
        schedule::Warning,
    },
    ui::{
        effect::use_effect_on,
        page::{Page, use_page},
        piece::view_of,
    },
    web::{self, laboratory::Laboratory},
};

/// The state of the bench; its answer to an event needs the state at that moment, not that of the last rendering.
#[derive(Clone)]
pub(super) struct Hands {
    pub(super) page: Page,
    pub(super) bench: Rc<RefCell<Bench>>,
    run: Rc<RefCell<Option<Laboratory>>>,
    redraw: UseForceUpdateHandle,
}

impl Hands {
    /// Puts another state in place of the present one.
    pub(super) fn set(&self, next: Bench) {
        self.bench.replace(next);
        self.redraw.force_update();
    }

    pub(super) fn change(&self, change: impl FnOnce(&Bench) -> Bench) {
        let next = change(&self.bench.borrow());
        self.set(next);
    }

    fn start(&self, is_confirmed: bool) {
        self.run.take();
        let mut next = self.bench.borrow().clone();
        next.plan.is_confirmed = is_confirmed;
        let request = Request::Run(next.plan.clone());
        self.set(next.started());
        let hands = self.clone();
        let laboratory = Laboratory::start(&request, move |event: LabEvent| {
            hands.change(|bench| bench.told(&event));
            if !hands.bench.borrow().is_running() {
                // The worker is let go after its last word, not within it.
                let run = hands.run.clone();
                web::after_render(move || drop(run.take()));
            }
        });
        self.run.replace(Some(laboratory));
    }

    fn cancel(&self) {
        self.run.take();
        self.change(Bench::cancelled);
    }
}

/// The bench of the laboratory.
#[derive(PartialEq)]
pub(in crate::ui) struct LaboratoryView;

view_of!(LaboratoryView, use_laboratory());

#[hook]
fn use_laboratory() -> Html {
    let bench = use_mut_ref(Bench::default);
    let run = use_mut_ref(|| None::<Laboratory>);
    let redraw = use_force_update();
    {
        let (bench, run) = (bench.clone(), run.clone());
        use_effect_on((), move |()| {
            let listener = web::page::on_hidden(move || {
                let next = bench.borrow().hidden();
                bench.replace(next);
            });
            // A worker whose cell is gone measures for nobody.
            move || {
                drop(listener);
                drop(run.take());
            }
        });
    }
    let Some(page) = use_page() else { return html! {} };
    let hands = Hands { page: page.clone(), bench: bench.clone(), run, redraw };
    let bench = bench.borrow();
    let on = |act: fn(&Hands)| {
        let hands = hands.clone();
        Callback::from(move |_: MouseEvent| act(&hands))
    };
    let button = |key: &str, action: &'static str, act: fn(&Hands)| {
        html! { <button type="button" class="button" data-action={action} onclick={on(act)}>{ page.text(key) }</button> }
    };
    html! {
        <div class="lab" data-lab="true" data-state={bench.phase.code()}>
            <p class="lab__what">{ page.text("lab.what") }</p>
            { settings(&hands, &bench) }
            <div class="lab__run">
                if bench.is_running() {
                    { button("lab.cancel", "lab-cancel", Hands::cancel) }
                } else {
                    { button("lab.run", "lab-run", |hands| hands.start(false)) }
                }
                { phase(&page, &bench.phase) }
            </div>
            if let Phase::Asking(warnings) = &bench.phase {
                <div class="lab__ask" role="alert">
                    <ul>{ for warnings.iter().map(|warning| html! { <li>{ self::warning(&page, warning) }</li> }) }</ul>
                    { button("lab.run_anyway", "lab-run-anyway", |hands| hands.start(true)) }
                </div>
            }
            if bench.was_hidden {
                <p class="remark" role="status" data-remark="hidden">{ page.text("lab.hidden") }</p>
            }
            { results(&hands, &bench) }
        </div>
    }
}

/// How the run stands, in words.
fn phase(page: &Page, phase: &Phase) -> Html {
    match phase {
        Phase::Idle | Phase::Asking(_) => html! {},
        Phase::Running { done, of, seconds_left } => {
            let left = seconds_left.map_or_else(String::new, |seconds| i18n::seconds(page.language, seconds));
            let text = if *of == 0 {
                page.text("lab.starting")
            } else if left.is_empty() {
                page.fill("lab.progress", &[("done", done), ("of", of)])
            } else {
                page.fill("lab.progress_left", &[("done", done), ("of", of), ("left", &left)])
            };
            html! {
                <>
                    <progress class="lab__progress" max={of.max(&1).to_string()} value={done.to_string()} aria-label={page.text("lab.progress_label")} />
                    <span>{ text }</span>
                </>
            }
        }
        Phase::Finished => html! { <span role="status">{ page.text("lab.finished") }</span> },
        Phase::Failed(trouble) => {
            let text = match trouble {
                Trouble::Load => page.text("lab.failed_load"),
                Trouble::Stopped(_) => page.text("lab.failed_stopped"),
                Trouble::Plan(reason) => page.fill("lab.failed_plan", &[("reason", reason)]),
            };
            html! { <span class="lab__failed" role="alert" data-error="lab">{ text }</span> }
        }
    }
}

fn warning(page: &Page, warning: &Warning) -> AttrValue {
    match warning {
        Warning::Memory { step, bytes } => {
            let (kernel, memory) =
                (kernel_name(page, step.kernel), i18n::bytes(page.language, u128::from(*bytes)));
            page.fill("lab.ask_memory", &[("kernel", &kernel), ("n", &step.n), ("memory", &memory)])
        }
        Warning::Minute { seconds } => {
            page.fill("lab.ask_minute", &[("time", &i18n::seconds(page.language, *seconds))])
        }
    }
}

/// What a contestant is called.
pub(super) fn kernel_name(page: &Page, kernel: Kernel) -> AttrValue {
    page.text(match kernel {
        Kernel::Stored => "lab.kernel.stored",
        Kernel::Tiled => "lab.kernel.tiled",
        Kernel::Window => "lab.kernel.window",
        Kernel::Linear => "lab.kernel.linear",
        Kernel::Recurrent => "lab.kernel.rnn",
        Kernel::Loops => "lab.kernel.loops",
        Kernel::Notebook => "lab.kernel.notebook",
    })
}
