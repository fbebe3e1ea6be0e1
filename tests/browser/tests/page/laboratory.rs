//! The laboratory by its script interface: `window.attentionLab`.

use anyhow::{Context, Result};
use browser_tests::Page;
use serde_json::{Value, json};

use crate::claim::{Claims, claims};

pub(crate) const CLAIMS: Claims = claims![
    every_kernel_computes_what_it_says,
    own_matrices_of_both_types_are_computed,
    what_cannot_be_computed_rejects_and_says_why,
    calls_at_once_are_all_answered_and_the_page_stays_alive,
    a_call_is_cancelled_at_once_and_the_next_one_runs,
    the_worker_is_fetched_at_its_first_use_only,
];

/// Runs the body of an async function in the page, and answers what it returns.
async fn evaluate(page: &Page, body: &str) -> Result<Value> {
    let script = format!(
        "const done = arguments[arguments.length - 1];
         (async () => {{ {body} }})().then(done, error => done({{ failed: String(error) }}))"
    );
    let answer = page.driver().execute_async(script, vec![]).await?.json().clone();
    anyhow::ensure!(answer["failed"].is_null(), "{}", answer["failed"]);
    Ok(answer)
}

/// A result as JSON can carry it.
const PLAIN: &str = "const plain = result => Object.fromEntries(Object.entries(result).map(
    ([key, value]) => [key, ArrayBuffer.isView(value) ? [...value] : value]));";

fn numbers(value: &Value) -> Result<Vec<f64>> {
    let list = value.as_array().context("no array")?;
    list.iter().map(|number| number.as_f64().with_context(|| format!("{number} is no number"))).collect()
}

fn product(a: &[f64], b: &[f64], inner: usize, cols: usize) -> Vec<f64> {
    let element = |place: usize| -> f64 {
        (0..inner).map(|k| a[place / cols * inner + k] * b[k * cols + place % cols]).sum()
    };
    (0..a.len() / inner * cols).map(element).collect()
}

/// The output in f64, written anew from the definition, from the matrices that a result says it used. Tokens see those
/// within `window` on both sides.
fn attention(result: &Value, sizes: (usize, usize, usize), window: usize) -> Result<Vec<f64>> {
    let (n, d_model, d_k) = sizes;
    let x = numbers(&result["x"])?;
    let project = |key: &str| -> Result<Vec<f64>> { Ok(product(&x, &numbers(&result[key])?, d_model, d_k)) };
    let (q, k, v) = (project("wQ")?, project("wK")?, project("wV")?);
    let mut output = Vec::new();
    for row in 0..n {
        let seen = row.saturating_sub(window)..(row + window + 1).min(n);
        let score = |key: usize| -> f64 { (0..d_k).map(|i| q[row * d_k + i] * k[key * d_k + i]).sum() };
        let powers: Vec<f64> = seen.clone().map(|key| (score(key) / (d_k as f64).sqrt()).exp()).collect();
        let sum: f64 = powers.iter().sum();
        output.extend((0..d_k).map(|dim| {
            seen.clone().zip(&powers).map(|(key, power)| power / sum * v[key * d_k + dim]).sum::<f64>()
        }));
    }
    Ok(output)
}

fn difference(found: &[f64], expected: &[f64]) -> f64 {
    assert_eq!(found.len(), expected.len());
    found.iter().zip(expected).map(|(found, expected)| (found - expected).abs()).fold(0.0, f64::max)
}

async fn every_kernel_computes_what_it_says(page: &Page) -> Result<()> {
    for kernel in ["stored", "tiled", "window", "linear", "rnn", "loops", "notebook"] {
        let body = format!(
            "{PLAIN} const result = await attentionLab.run(
                 {{ kernel: '{kernel}', n: 77, dModel: 13, dK: 9, iterations: 3, seed: 5, window: 10 }});
             return {{ ...plain(result), type: result.output.constructor.name, xType: result.x.constructor.name }}"
        );
        let result = evaluate(page, &body).await.with_context(|| kernel.to_owned())?;
        let output = numbers(&result["output"])?;
        assert_eq!((output.len(), numbers(&result["x"])?.len()), (77 * 9, 77 * 13), "{kernel}");
        let array = if kernel == "notebook" { "Float64Array" } else { "Float32Array" };
        assert_eq!((&result["type"], &result["xType"]), (&json!(array), &json!(array)), "{kernel}");
        assert!(result["millisecondsPerCall"].as_f64().is_some_and(|millis| millis > 0.0), "{kernel}");
        assert!(result["bytes"].as_f64().is_some_and(|bytes| bytes > 4000.0), "{kernel}");
        let (window, bound) = match kernel {
            "window" => (10, 1e-5),
            "notebook" => (77, 1e-12),
            "stored" | "tiled" | "loops" => (77, 1e-5),
            // Others compute something else, which native tests hold against their definitions.
            _ => continue,
        };
        let error = difference(&output, &attention(&result, (77, 13, 9), window)?);
        assert!(error < bound, "{kernel}: {error:e}");
    }
    Ok(())
}

async fn own_matrices_of_both_types_are_computed(page: &Page) -> Result<()> {
    for (array, kernel, bound) in [
        ("Float32Array", "tiled", 1e-5),
        ("Float64Array", "stored", 1e-5),
        ("Float32Array", "notebook", 1e-12),
        ("Float64Array", "notebook", 1e-12),
    ] {
        let body = format!(
            "{PLAIN} const wave = (count, pace) => {array}.from({{ length: count }}, (_, i) => Math.sin(i * pace));
             const own = {{ x: wave(20 * 6, 0.7), wQ: wave(6 * 5, 1.3), wK: wave(6 * 5, 2.1), wV: wave(6 * 5, 0.4) }};
             const result = plain(await attentionLab.run({{ kernel: '{kernel}', n: 20, dModel: 6, dK: 5, ...own }}));
             return {{ ...result, given: plain(own) }}"
        );
        let result = evaluate(page, &body).await?;
        for name in ["x", "wQ", "wK", "wV"] {
            let error = difference(&numbers(&result[name])?, &numbers(&result["given"][name])?);
            assert!(error < 1e-7, "{array} {kernel} {name}: {error:e}");
        }
        let error = difference(&numbers(&result["output"])?, &attention(&result, (20, 6, 5), 20)?);
        assert!(error < bound, "{array} {kernel}: {error:e}");
    }
    Ok(())
}

async fn what_cannot_be_computed_rejects_and_says_why(page: &Page) -> Result<()> {
    let size = "n: 3, dModel: 2, dK: 2";
    let four = "new Float32Array(4)";
    for (call, why) in [
        ("undefined".to_owned(), "give an object"),
        ("{}".to_owned(), "kernel is missing"),
        (format!("{{ kernel: 'gpu', {size} }}"), "no kernel is called \"gpu\": there are stored"),
        ("{ kernel: 'stored', n: 0, dModel: 2, dK: 2 }".to_owned(), "n must be a whole number from 1"),
        ("{ kernel: 'stored', n: '3', dModel: 2, dK: 2 }".to_owned(), "n must be a whole number"),
        (format!("{{ kernel: 'stored', {size}, seed: 0.5 }}"), "seed must be a whole number"),
        (format!("{{ kernel: 'stored', {size}, seed: () => 1 }}"), "could not be cloned"),
        (format!("{{ kernel: 'stored', {size}, x: [1, 2] }}"), "x has 0 numbers"),
        (
            format!("{{ kernel: 'stored', {size}, x: new Float32Array(6), wQ: {four}, wK: {four} }}"),
            "wV is missing",
        ),
        (
            format!(
                "{{ kernel: 'stored', {size}, x: new Float64Array(6).fill(NaN), wQ: {four}, wK: {four}, wV: {four} }}"
            ),
            "x[0] is NaN",
        ),
        ("{ kernel: 'stored', n: 100000, dModel: 64, dK: 64 }".to_owned(), "this would need 40"),
        ("{ kernel: 'notebook', n: 11000, dModel: 64, dK: 64 }".to_owned(), "out of memory"),
    ] {
        let body = format!("return attentionLab.run({call}).then(() => 'computed', error => error.message)");
        let said = evaluate(page, &body).await?;
        assert!(said.as_str().is_some_and(|said| said.contains(why)), "{call}: {said}");
    }
    let body = "return (await attentionLab.run({ kernel: 'stored', n: 3, dModel: 2, dK: 2 })).output.length";
    assert_eq!(evaluate(page, body).await?, json!(6));
    Ok(())
}

async fn calls_at_once_are_all_answered_and_the_page_stays_alive(page: &Page) -> Result<()> {
    let body = "let last = performance.now(), longest = 0, running = true;
        const beat = () => {
            const now = performance.now();
            longest = Math.max(longest, now - last);
            last = now;
            if (running) setTimeout(beat);
        };
        const size = { n: 1500, dModel: 64, dK: 64 };
        const [loops, tiled] = [attentionLab.run({ kernel: 'loops', ...size }),
            attentionLab.run({ kernel: 'tiled', ...size, iterations: 20 })];
        beat();
        const results = await Promise.all([loops, tiled]);
        running = false;
        const [a, b] = results.map(result => result.output);
        return { longest, difference: Math.max(...a.map((x, i) => Math.abs(x - b[i]))), faster:
            results[0].millisecondsPerCall / results[1].millisecondsPerCall }";
    let seen = evaluate(page, body).await?;
    let value = |key: &str| seen[key].as_f64().unwrap_or(f64::NAN);
    assert!(value("difference") < 1e-5, "{seen}");
    assert!(value("faster") > 2.0, "{seen}");
    // 50 ms on a machine that has a processor for the page.
    assert!(value("longest") < 300.0, "{seen}");
    Ok(())
}

async fn a_call_is_cancelled_at_once_and_the_next_one_runs(page: &Page) -> Result<()> {
    let body =
        "const long = attentionLab.run({ kernel: 'loops', n: 8192, dModel: 64, dK: 64, iterations: 100 });
        const said = long.then(() => 'computed', error => error.message);
        await new Promise(resolve => setTimeout(resolve, 500));
        const start = performance.now();
        attentionLab.cancel();
        const [message, took] = [await said, performance.now() - start];
        const next = await attentionLab.run({ kernel: 'rnn', n: 4, dModel: 2, dK: 3 });
        return { message, took, next: next.output.length }";
    let seen = evaluate(page, body).await?;
    assert_eq!((&seen["message"], &seen["next"]), (&json!("cancelled"), &json!(12)));
    assert!(seen["took"].as_f64().is_some_and(|took| took < 100.0), "{seen}");
    Ok(())
}

async fn the_worker_is_fetched_at_its_first_use_only(page: &Page) -> Result<()> {
    let fetched = || {
        let files = page.server().requested();
        // The worker of the page itself, which keeps it offline, is another one.
        let of_laboratory = |file: &String| file.contains("worker") && !file.contains("service-worker");
        files.iter().map(|file| file.to_string_lossy().into_owned()).filter(of_laboratory).count()
    };
    // Others have used the worker in this browser before: what counts is what this page asks for.
    let before = fetched();
    page.go("").await?;
    assert_eq!(fetched(), before);
    let script = "return [typeof attentionLab.run, performance.getEntriesByType('resource').map(e => e.name).filter(name => !name.includes('service-worker')).join()]";
    let seen = page.script(script, vec![]).await?;
    assert_eq!(seen[0], json!("function"));
    assert!(!seen[1].as_str().unwrap_or_default().contains("worker"), "{}", seen[1]);
    evaluate(page, "return (await attentionLab.run({ kernel: 'tiled', n: 4, dModel: 2, dK: 3 })).bytes")
        .await?;
    // What keeps the page for times without a network may have had them already.
    let is_kept = page.script("return !!navigator.serviceWorker?.controller", vec![]).await?;
    assert!(fetched() >= before + 3 || is_kept == json!(true));
    Ok(())
}
