//! The page in Chromium, end to end, and its main flows in Firefox: each claim begins with an opened notebook and speaks
//! to it by the page contract only.
//!
//! Starting a browser takes longer than most claims, so they share a few; `cargo test` arguments work as usual.

mod accessible;
mod arithmetic;
mod claim;
mod firefox;
mod hands;

mod cells;
mod compare;
mod contract;
mod controls;
mod cost;
mod drawings;
mod entry;
mod export;
mod following;
mod formulas;
mod import;
mod inspector;
mod keeping;
mod keyboard;
mod laboratory;
mod languages;
mod lessons;
mod loading;
mod measuring;
mod notebooks;
mod numbers;
mod offline;
mod paste;
mod player;
mod practice;
mod presenting;
mod prose;
mod reading;
mod safety;
mod screens;
mod sentence;
mod sharing;
mod single_file;
mod sizes;
mod undo;
mod waiting;
mod words;
mod writing;

use std::process::ExitCode;

fn main() -> ExitCode {
    let areas = [
        ("accessible", accessible::CLAIMS),
        ("cells", cells::CLAIMS),
        ("compare", compare::CLAIMS),
        ("contract", contract::CLAIMS),
        ("controls", controls::CLAIMS),
        ("cost", cost::CLAIMS),
        ("drawings", drawings::CLAIMS),
        ("entry", entry::CLAIMS),
        ("export", export::CLAIMS),
        ("following", following::CLAIMS),
        ("formulas", formulas::CLAIMS),
        ("import", import::CLAIMS),
        ("inspector", inspector::CLAIMS),
        ("keeping", keeping::CLAIMS),
        ("keyboard", keyboard::CLAIMS),
        ("laboratory", laboratory::CLAIMS),
        ("languages", languages::CLAIMS),
        ("lessons", lessons::CLAIMS),
        ("loading", loading::CLAIMS),
        ("measuring", measuring::CLAIMS),
        ("notebooks", notebooks::CLAIMS),
        ("numbers", numbers::CLAIMS),
        ("offline", offline::CLAIMS),
        ("paste", paste::CLAIMS),
        ("practice", practice::CLAIMS),
        ("presenting", presenting::CLAIMS),
        ("player", player::CLAIMS),
        ("prose", prose::CLAIMS),
        ("reading", reading::CLAIMS),
        ("safety", safety::CLAIMS),
        ("screens", screens::CLAIMS),
        ("sentence", sentence::CLAIMS),
        ("single_file", single_file::CLAIMS),
        ("sharing", sharing::CLAIMS),
        ("sizes", sizes::CLAIMS),
        ("undo", undo::CLAIMS),
        ("waiting", waiting::CLAIMS),
        ("words", words::CLAIMS),
        ("writing", writing::CLAIMS),
    ];
    claim::run(&areas, firefox::FLOWS)
}
