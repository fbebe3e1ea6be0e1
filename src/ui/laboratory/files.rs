//! Runs as files: a table for spreadsheets, a drawing, another device's run.

use yew::prelude::*;

use super::view::Hands;
use crate::{
    i18n,
    lab::{
        bench::Bench,
        growth::{Quantity, series},
        report::Report,
    },
    plot::loglog::{Frame, Growth},
    web,
};

/// What can be done with a run, and the way in for others.
pub(super) fn files(hands: &Hands, bench: &Bench) -> Html {
    let page = &hands.page;
    let report = bench.report.clone().filter(|report| !report.points.is_empty());
    let has_report = report.is_some();
    let act = |act: fn(&Hands, &Report)| {
        let (hands, report) = (hands.clone(), report.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(report) = &report {
                act(&hands, report);
            }
        })
    };
    let button = |key: &str, action: &'static str, onclick: Callback<MouseEvent>| {
        html! {
            <button type="button" class="button" data-action={action} {onclick} disabled={!has_report || bench.is_running()}>
                { page.text(key) }
            </button>
        }
    };
    let opened = {
        let hands = hands.clone();
        Callback::from(move |event: Event| {
            let hands = hands.clone();
            web::file::read(&event, crate::lab::report::LONGEST, move |text| {
                let read = text.map_or(Err("too-long"), |text| {
                    Report::from_csv(&text).map_err(|fault| fault.kind.code())
                });
                match read {
                    Ok(report) => hands.change(|bench| Bench { fault: None, ..bench.kept(report) }),
                    Err(code) => hands.change(|bench| Bench { fault: Some(code), ..bench.clone() }),
                }
            });
        })
    };
    html! {
        <div class="lab__files">
            { button("lab.keep", "lab-keep", act(|hands, report| hands.change(|bench| bench.kept(report.clone())))) }
            { button("lab.csv", "lab-csv", act(|_, report| web::file::save("attention-lab.csv", "text/csv", &report.to_csv()))) }
            { button("lab.svg", "lab-svg", act(|hands, report| {
                let (page, series) = (&hands.page, series(report, Quantity::Time));
                if let Some(frame) = Frame::around(&series) {
                    let growth = Growth { frame, series, earlier: Vec::new() };
                    web::file::save("attention-lab.svg", "image/svg+xml", &growth.to_svg(&page.text("lab.time_over_n"), |value| i18n::seconds(page.language, value / 1000.0)));
                }
            })) }
            <label class="button lab__open">
                { page.text("lab.open") }
                <input type="file" accept=".csv,text/csv" data-action="lab-open" onchange={opened} />
            </label>
            if let Some(code) = bench.fault {
                <p role="alert" data-error={code}>{ page.text("lab.not_a_report") }</p>
            }
        </div>
    }
}
