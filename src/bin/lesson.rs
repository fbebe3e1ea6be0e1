//! For who writes a lesson: opens a notebook file, says what is wrong with it and prints its values.

use std::{env, fs, process::ExitCode};

use attention_notebook::{
    i18n::Language,
    lessons,
    notebook::{Program, Run, compile, decode, run},
    value::decimal::Format,
};

fn main() -> ExitCode {
    let languages: Vec<&str> = Language::all().map(Language::tag).collect();
    let mut sound = true;
    for path in env::args().skip(1) {
        println!("== {path}");
        let document = match fs::read_to_string(&path).map(|text| decode(&text)) {
            Ok(Ok(document)) => document,
            Ok(Err(error)) => {
                println!("no notebook: {error:?}");
                sound = false;
                continue;
            }
            Err(error) => {
                println!("cannot be read: {error}");
                sound = false;
                continue;
            }
        };
        let program = compile(&document, &Program::default());
        for (compiled, result) in program.cells.iter().zip(&run(&program, &Run::default()).results) {
            let Some((name, value)) = compiled.name.as_ref().zip(result.value.as_ref()) else { continue };
            let (stack, rows, columns) = value.shape().view();
            println!("{name}: {:?}", value.shape().sizes().collect::<Vec<_>>());
            let numbers: Vec<f64> = value.iter().collect();
            let format = Format::of(&numbers);
            for (slice, row) in (0..stack).flat_map(|slice| (0..rows).map(move |row| (slice, row))) {
                let line = (0..columns).filter_map(|column| value.get(slice, row, column));
                let line: Vec<String> = line.map(|x| format!("{:>9}", format.text(x))).collect();
                println!("  {}", line.join(" "));
            }
        }
        let findings = lessons::check(&document, &languages);
        for finding in &findings {
            println!("WRONG {}: {}", finding.cell, finding.what);
        }
        sound &= findings.is_empty();
    }
    if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
