//! Who takes part, and at which sizes.

use yew::prelude::*;

use super::view::{Hands, kernel_name};
use crate::{
    i18n,
    lab::{
        bench::Bench,
        kernel::Kernel,
        schedule::{LARGEST, LARGEST_LINEAR, Plan, WIDTHS, is_linear},
    },
    plot::loglog::Sign,
    web,
};

/// The form over the bench.
pub(super) fn settings(hands: &Hands, bench: &Bench) -> Html {
    let plan = &bench.plan;
    let doubling =
        |from: usize, to: usize| std::iter::successors(Some(from), move |n| (n * 2 <= to).then_some(n * 2));
    let sizes: Vec<usize> = doubling(256, LARGEST).collect();
    let linear: Vec<usize> = doubling(256, LARGEST_LINEAR).collect();
    let widths: Vec<usize> = doubling(WIDTHS.0, WIDTHS.1).collect();
    let windows = [16, 32, 64, 128, 256];
    let number =
        |key, action, chosen, options: &[usize], set| choice(hands, key, action, chosen, options, set);
    html! {
        <fieldset class="lab__settings" disabled={bench.is_running()}>
            <legend class="lab__legend">{ hands.page.text("lab.contestants") }</legend>
            <div class="lab__kernels">{ for Kernel::ALL.into_iter().map(|kernel| contestant(hands, plan, kernel)) }</div>
            <div class="lab__sizes">
                { number("lab.largest", "lab-largest", plan.largest, &sizes, |plan, n| plan.largest = n) }
                { number("lab.largest_linear", "lab-largest-linear", plan.largest_linear, &linear, |plan, n| plan.largest_linear = n) }
                { number("lab.d_model", "lab-d-model", plan.d_model, &widths, |plan, width| plan.d_model = width) }
                { number("lab.d_k", "lab-d-k", plan.d_k, &widths, |plan, width| plan.d_k = width) }
                { number("lab.window", "lab-window", plan.window, &windows, |plan, width| plan.window = width) }
            </div>
        </fieldset>
    }
}

fn contestant(hands: &Hands, plan: &Plan, kernel: Kernel) -> Html {
    let checked = plan.kernels.contains(&kernel);
    let onchange = {
        let hands = hands.clone();
        Callback::from(move |_: Event| {
            hands.change(|bench| {
                bench.planned(|plan| {
                    plan.kernels.retain(|other| *other != kernel);
                    if !checked {
                        plan.kernels.push(kernel);
                    }
                })
            });
        })
    };
    html! {
        <label class="lab__kernel">
            <input type="checkbox" data-action="lab-kernel" data-kernel={kernel.code()} {checked} {onchange} />
            { sign(kernel) }
            <span>{ kernel_name(&hands.page, kernel) }</span>
            <span class="lab__growth" aria-hidden="true">{ if is_linear(kernel) { "n" } else { "n²" } }</span>
        </label>
    }
}

/// A contestant's sign, in its hue.
pub(super) fn sign(kernel: Kernel) -> Html {
    let (role, sign) = kernel.look();
    let sign = match sign {
        Sign::Disc => "●",
        Sign::Square => "■",
        Sign::Triangle => "▲",
        Sign::Diamond => "◆",
        Sign::Ring => "◉",
        Sign::Cross => "✕",
        Sign::Box => "▣",
    };
    html! { <span class="lab__sign" data-role={role.key()} aria-hidden="true">{ sign }</span> }
}

fn choice(
    hands: &Hands,
    key: &str,
    action: &'static str,
    chosen: usize,
    options: &[usize],
    set: fn(&mut Plan, usize),
) -> Html {
    let onchange = {
        let hands = hands.clone();
        Callback::from(move |event: Event| {
            if let Ok(value) = web::choice_of(&event).parse() {
                hands.change(|bench| bench.planned(|plan| set(plan, value)));
            }
        })
    };
    let option = |value: &usize| {
        html! { <option value={value.to_string()} selected={*value == chosen}>{ i18n::count(hands.page.language, *value as u128) }</option> }
    };
    html! {
        <label class="lab__choice">
            <span>{ hands.page.text(key) }</span>
            <select data-action={action} {onchange}>{ for options.iter().map(option) }</select>
        </label>
    }
}
