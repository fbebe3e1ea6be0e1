//! The table and the JSON.

use std::{env, fs, thread};

use anyhow::{Context, Result};
use serde_json::{Value, json};

/// All that was measured.
#[derive(Default)]
pub(crate) struct Report {
    rows: Vec<Row>,
    browser: String,
}

/// One number, and what it should be.
pub(crate) struct Row {
    what: String,
    value: f64,
    unit: &'static str,
    at_most: Option<f64>,
    /// What others need for the same, or why there is no number.
    note: String,
}

impl Row {
    pub(crate) fn new(what: &str, value: f64, unit: &'static str) -> Self {
        Self { what: what.to_owned(), value, unit, at_most: None, note: String::new() }
    }

    pub(crate) fn missing(what: &str, unit: &'static str, why: &str) -> Self {
        Self { note: why.to_owned(), ..Self::new(what, f64::NAN, unit) }
    }

    pub(crate) fn at_most(self, target: f64) -> Self {
        Self { at_most: Some(target), ..self }
    }

    pub(crate) fn peers(self, peers: &str) -> Self {
        Self { note: peers.to_owned(), ..self }
    }

    fn verdict(&self) -> &'static str {
        match self.at_most {
            _ if self.value.is_nan() => "–",
            None => "",
            Some(target) if self.value <= target => "met",
            Some(_) => "MISSED",
        }
    }

    fn line(&self) -> String {
        let target = self.at_most.map_or(String::new(), |target| format!("≤ {target}"));
        let value = if self.value.is_nan() { "–".to_owned() } else { format!("{:.2}", self.value) };
        let Self { what, unit, note, .. } = self;
        format!("{what:52} {value:>9} {unit:2} {target:>7}  {:6}  {note}", self.verdict())
    }

    fn json(&self) -> Value {
        let Self { what, value, unit, at_most, note } = self;
        let what = what.trim();
        json!({ "what": what, "value": value, "unit": unit, "at_most": at_most, "note": note, "verdict": self.verdict() })
    }
}

impl Report {
    pub(crate) fn add(&mut self, row: Row) {
        self.rows.push(row);
    }

    /// The evaluation's own bench, which ran before: `{"evaluation_ms": …, "nalgebra_ms": …}`.
    pub(crate) fn evaluation(&mut self, line: Option<&str>) -> Result<()> {
        let what = "evaluation to plain nalgebra, n = 64";
        let row = match line {
            None => Row::missing(what, "×", "tests/evaluation.rs has not run"),
            Some(line) => {
                let times: Value = serde_json::from_str(line).with_context(|| format!("not JSON: {line}"))?;
                let time = |key: &str| times[key].as_f64().with_context(|| format!("no {key} in {line}"));
                let (own, plain) = (time("evaluation_ms")?, time("nalgebra_ms")?);
                Row::new(what, own / plain, "×").peers(&format!("{own:.3} ms to {plain:.3} ms"))
            }
        };
        self.add(row.at_most(1.3));
        Ok(())
    }

    /// What measured.
    pub(crate) fn browser(&mut self, product: &str) {
        product.clone_into(&mut self.browser);
    }

    /// Prints the table and writes the JSON where `ATTENTION_BENCH` says.
    pub(crate) fn finish(&self) -> Result<()> {
        let processors = thread::available_parallelism().map_or(0, usize::from);
        println!("\n{}, {processors} processors, {}\n", self.browser, env::consts::ARCH);
        println!("{:52} {:>9}    {:>7}  {:6}  others", "what", "measured", "target", "");
        for row in &self.rows {
            println!("{}", row.line());
        }
        let Some(path) = env::var_os("ATTENTION_BENCH") else { return Ok(()) };
        let rows: Vec<_> = self.rows.iter().map(Row::json).collect();
        let all = json!({ "browser": self.browser, "processors": processors, "rows": rows });
        fs::write(&path, serde_json::to_vec_pretty(&all)?)
            .with_context(|| format!("cannot write {}", path.to_string_lossy()))?;
        println!("\nwritten: {}", path.to_string_lossy());
        Ok(())
    }
}
