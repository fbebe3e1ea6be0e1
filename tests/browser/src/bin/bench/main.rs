//! Measures the page as it is published, in Chromium: `cargo xtask bench`.
//!
//! Each file measures one thing and says how; `report` holds the targets, prints the table and writes the JSON.
//! Numbers of one run differ from the next by what else the machine is doing: run it on a quiet one.

mod explain;
mod growth;
mod keystroke;
mod laboratory;
mod load;
mod paint;
mod report;
mod sample;

use anyhow::Result;
use browser_tests::Visit;

use report::Report;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let mut report = Report::default();
    said("first load", load::measure(&mut report)).await?;
    said("keystrokes", keystroke::measure(&mut report)).await?;
    said("edit to paint", paint::measure(&mut report)).await?;
    said("selecting a number", explain::measure(&mut report)).await?;
    said("1,000 edits", growth::measure(&mut report)).await?;
    said("the laboratory", laboratory::measure(&mut report)).await?;
    report.evaluation(std::env::var("ATTENTION_EVALUATION").ok().as_deref())?;
    report.finish()
}

async fn said(what: &str, work: impl Future<Output = Result<()>>) -> Result<()> {
    eprintln!("bench: {what}");
    work.await
}

/// The page as measured: its window a desktop's, and nothing recorded beside it.
fn visit() -> Visit {
    Visit::default().unwatched()
}
