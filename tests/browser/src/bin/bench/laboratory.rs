//! The laboratory's kernels against each other, against plain JavaScript, and against what one thread can do at most.

use std::time::Duration;

use anyhow::{Context, Result};
use browser_tests::Page;
use serde_json::{Value, json};

use crate::report::{Report, Row};
use crate::sample::median;

const SIZES: [(usize, usize); 5] = [(16, 8), (64, 64), (256, 64), (1024, 64), (4096, 64)];
const KERNELS: [&str; 5] = ["stored", "tiled", "linear", "loops", "notebook"];
const ROUNDS: usize = 3;

/// Attention as nested loops in JavaScript, over `Float64Array`; milliseconds for each call.
const PLAIN: &str = "const product = (a, b, inner, cols) => {
        const rows = a.length / inner, c = new Float64Array(rows * cols);
        for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) {
            let sum = 0;
            for (let k = 0; k < inner; k++) sum += a[i * inner + k] * b[k * cols + j];
            c[i * cols + j] = sum;
        }
        return c;
    };
    const forward = (n, m, d, x, wQ, wK, wV) => {
        const q = product(x, wQ, m, d), k = product(x, wK, m, d), v = product(x, wV, m, d);
        const o = new Float64Array(n * d), row = new Float64Array(n);
        for (let i = 0; i < n; i++) {
            let most = -Infinity, sum = 0;
            for (let j = 0; j < n; j++) {
                let score = 0;
                for (let t = 0; t < d; t++) score += q[i * d + t] * k[j * d + t];
                row[j] = score / Math.sqrt(d);
                most = Math.max(most, row[j]);
            }
            for (let j = 0; j < n; j++) sum += row[j] = Math.exp(row[j] - most);
            for (let j = 0; j < n; j++) for (let t = 0; t < d; t++) o[i * d + t] += row[j] / sum * v[j * d + t];
        }
        return o;
    };
    const plain = async (n, d) => {
        const { x, wQ, wK, wV } = await attentionLab.run({ kernel: 'notebook', n: n, dModel: n === 16 ? 16 : 64, dK: d });
        const m = x.length / n, time = calls => {
            const start = performance.now();
            for (let call = 0; call < calls; call++) forward(n, m, d, x, wQ, wK, wV);
            return (performance.now() - start) / calls;
        };
        const first = time(1), calls = Math.max(1, Math.ceil(100 / Math.max(first, 0.01)));
        return calls > 1 ? Math.min(time(calls), time(calls)) : first;
    };";

/// Rounds over everything, so that what else the machine does hits all alike; medians.
pub(crate) async fn measure(report: &mut Report) -> Result<()> {
    let page = crate::visit().open().await?;
    page.driver().set_script_timeout(Duration::from_mins(2)).await?;
    let mut rounds: Vec<Value> = Vec::new();
    for _ in 0..ROUNDS {
        rounds.push(round(&page).await?);
    }
    let of = |size: usize, key: &str| -> f64 {
        let values: Vec<f64> =
            rounds.iter().map(|round| round[size][key].as_f64().unwrap_or(f64::NAN)).collect();
        median(&values)
    };
    for (size, (n, _)) in SIZES.into_iter().enumerate() {
        let best = of(size, "limit");
        report.add(Row::new(&format!("n = {n}: one-thread limit"), best * 1000.0, "µs"));
        for kernel in KERNELS.into_iter().chain(["javascript"]) {
            let row =
                Row::new(&format!("  {kernel} to the limit of attention"), of(size, kernel) / best, "×");
            let row = row.peers(&format!("{:.4} ms", of(size, kernel)));
            let is_targeted = n >= 64 && matches!(kernel, "stored" | "tiled");
            report.add(if is_targeted { row.at_most(1.4) } else { row });
        }
        if n >= 512 {
            report
                .add(Row::new("  tiled to stored", of(size, "tiled") / of(size, "stored"), "×").at_most(1.0));
        }
    }
    // Between n = 1,024 and 4,096.
    let exponent = |kernel: &str| (of(4, kernel) / of(3, kernel)).ln() / 4_f64.ln();
    let stored = exponent("stored");
    report.add(Row::new("exponent of stored, n = 1,024 to 4,096", stored, "").peers("to be above 1.7"));
    report.add(Row::new("exponent of linear, n = 1,024 to 4,096", exponent("linear"), "").at_most(1.3));
    Ok(())
}

/// All kernels at all sizes once, with the limit measured between them.
async fn round(page: &Page) -> Result<Value> {
    let mut rows = Vec::new();
    for (n, d_k) in SIZES {
        let script = format!(
            "const done = arguments[3], [n, d, kernels] = arguments;
             {PLAIN}
             (async () => {{
                 const row = {{}}, dModel = n === 16 ? 16 : 64;
                 const rates = await attentionLab.limit();
                 const iterations = Math.max(1, Math.round(1e7 / (n * n)));
                 for (const kernel of kernels) {{
                     const result = await attentionLab.run(
                         {{ kernel, n, dModel, dK: d, iterations: Math.min(iterations, kernel === 'loops' || kernel === 'notebook' ? 1 : 4000) }});
                     row[kernel] = result.millisecondsPerCall;
                     if (kernel === 'stored') row.limit = result.multiplyAdds / rates.multiplyAddsPerMillisecond
                         + result.exponentials / rates.exponentialsPerMillisecond;
                 }}
                 row.javascript = await plain(n, d);
                 return row;
             }})().then(done, error => done({{ failed: String(error) }}))"
        );
        let arguments = vec![json!(n), json!(d_k), json!(KERNELS)];
        let row = page.driver().execute_async(&script, arguments).await?.json().clone();
        row["limit"].as_f64().with_context(|| format!("no measurement: {row}"))?;
        rows.push(row);
    }
    Ok(Value::Array(rows))
}
