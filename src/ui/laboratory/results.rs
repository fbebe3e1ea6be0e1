//! What was measured: drawings, exponents, the sentence, the table.

use yew::prelude::*;

use super::{
    files::files,
    growth::growth,
    settings::sign,
    view::{Hands, kernel_name},
};
use crate::{
    i18n,
    lab::{
        bench::Bench,
        forecast::Basis,
        growth::Quantity,
        kernel::Kernel,
        measure::is_coarse,
        protocol::{Lack, Point},
        report::Report,
    },
    ui::page::Page,
};

/// The number of tokens that nobody waits for, which the sentence is about.
const FAR: usize = 100_000;

/// Everything under the bench; nothing before there is something.
pub(super) fn results(hands: &Hands, bench: &Bench) -> Html {
    let page = &hands.page;
    let Some(report) = bench.report.as_ref().filter(|report| !report.points.is_empty()) else {
        return html! { <>{ for bench.kept.iter().map(|report| kept(page, report)) }{ files(hands, bench) }</> };
    };
    html! {
        <div class="lab__results">
            { sentence(page, report) }
            { agreement(page, report) }
            if is_coarse(report.resolution) {
                <p class="remark" role="note" data-remark="clock">
                    { page.fill("lab.coarse", &[("step", &i18n::seconds(page.language, report.resolution / 1000.0))]) }
                </p>
            }
            { for bench.missing.iter().map(|(step, lack)| {
                let key = match lack { Lack::Memory => "lab.missing_memory", Lack::Clock => "lab.missing_clock" };
                html! { <p class="remark" role="note" data-remark="missing">{ page.fill(key, &[("kernel", &kernel_name(page, step.kernel)), ("n", &step.n)]) }</p> }
            }) }
            <div class="lab__drawings">
                { growth(page, report, &bench.kept, Quantity::Time) }
                { growth(page, report, &bench.kept, Quantity::Memory) }
            </div>
            { exponents(page, report) }
            { for bench.kept.iter().map(|report| kept(page, report)) }
            { table(page, report) }
            { files(hands, bench) }
        </div>
    }
}

/// What a long text would take here, for the best of those that compare all tokens and for one that does not.
fn sentence(page: &Page, report: &Report) -> Html {
    let forecasts = report.forecasts(FAR, Basis::Work);
    let says = |forecast: &crate::lab::forecast::Forecast| {
        let name = kernel_name(page, forecast.kernel);
        let time = i18n::seconds(page.language, forecast.millis / 1000.0);
        let memory = i18n::bytes(page.language, forecast.bytes);
        page.fill("lab.would_need", &[("kernel", &name), ("time", &time), ("memory", &memory)]).to_string()
    };
    let said: Vec<String> = forecasts.iter().map(says).collect();
    let n = i18n::count(page.language, FAR as u128);
    html! { <p class="lab__sentence">{ page.fill("lab.at", &[("n", &n), ("list", &page.language.join(&said))]) }</p> }
}

fn agreement(page: &Page, report: &Report) -> Html {
    let Some((n, largest)) = report.agreements.iter().copied().max_by(|a, b| a.1.total_cmp(&b.1)) else {
        return html! {};
    };
    let largest = crate::value::decimal::shortest((largest * 1e9).round() / 1e9);
    html! { <p data-agreement={largest.clone()}>{ page.fill("lab.agreement", &[("n", &n), ("largest", &largest)]) }</p> }
}

fn exponents(page: &Page, report: &Report) -> Html {
    let row = |kernel: Kernel| {
        let fit = report.fit(kernel)?;
        let exponent = i18n::fixed(fit.exponent, 2);
        let half = i18n::fixed((fit.interval.1 - fit.interval.0) / 2.0, 2);
        let doubling = i18n::fixed(fit.doubling_ratio(), 1);
        Some(html! {
            <tr data-exponent="true" data-kernel={kernel.code()} data-value={crate::value::decimal::shortest(fit.exponent)}>
                <th scope="row">{ sign(kernel) }{ " " }{ kernel_name(page, kernel) }</th>
                <td>{ exponent }{ " ± " }{ half }</td>
                <td>{ page.fill("lab.doubling", &[("ratio", &doubling)]) }</td>
            </tr>
        })
    };
    html! {
        <table class="lab__exponents">
            <thead><tr>
                <th scope="col">{ page.text("lab.contestant") }</th>
                <th scope="col">{ page.text("lab.exponent") }</th>
                <th scope="col">{ page.text("lab.doubled") }</th>
            </tr></thead>
            <tbody>{ for report.kernels().into_iter().filter_map(row) }</tbody>
        </table>
    }
}

fn table(page: &Page, report: &Report) -> Html {
    let row = |point: &Point| {
        let time = |millis: f64| i18n::seconds(page.language, millis / 1000.0);
        html! {
            <tr data-result="true" data-kernel={point.kernel.code()} data-n={point.n.to_string()}
                data-ms={crate::value::decimal::shortest(point.millis)} data-bytes={point.bytes_allocated.to_string()}>
                <th scope="row">{ sign(point.kernel) }{ " " }{ kernel_name(page, point.kernel) }</th>
                <td>{ i18n::count(page.language, point.n as u128) }</td>
                <td>{ time(point.millis) }</td>
                <td>{ time(point.lower) }{ " – " }{ time(point.upper) }
                    if !point.is_trusted { { " " }<span title={page.text("lab.untrusted")}>{ "?" }</span> }
                </td>
                <td>{ i18n::bytes(page.language, u128::from(point.bytes_counted)) }</td>
                <td>{ i18n::bytes(page.language, u128::from(point.bytes_allocated)) }</td>
            </tr>
        }
    };
    let heads = ["lab.contestant", "lab.tokens", "lab.time", "lab.spread", "lab.counted", "lab.allocated"];
    html! {
        <details class="lab__table">
            <summary>{ page.fill("lab.table", &[("count", &report.points.len())]) }</summary>
            <div class="lab__scroll"><table>
                <thead><tr>{ for heads.map(|key| html! { <th scope="col">{ page.text(key) }</th> }) }</tr></thead>
                <tbody>{ for report.points.iter().map(row) }</tbody>
            </table></div>
        </details>
    }
}

/// An earlier run or another device's, in one line.
fn kept(page: &Page, report: &Report) -> Html {
    let device =
        if report.device.is_empty() { page.text("lab.earlier") } else { report.device.clone().into() };
    let points = report.points.len();
    html! {
        <p class="lab__kept" data-kept="true">{ page.fill("lab.kept", &[("device", &device), ("count", &points), ("model", &report.d_model), ("key", &report.d_k)]) }</p>
    }
}
