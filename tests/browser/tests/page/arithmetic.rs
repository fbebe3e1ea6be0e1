//! Self-attention in plain Rust, written without the notebook: what the page must show.

use anyhow::Result;
use browser_tests::Page;

/// Rows of numbers.
pub(crate) type Rows = Vec<Vec<f64>>;

/// What is typed.
pub(crate) struct Inputs {
    pub(crate) x: Rows,
    pub(crate) w_q: Rows,
    pub(crate) w_k: Rows,
    pub(crate) w_v: Rows,
    pub(crate) causal: bool,
    pub(crate) temperature: f64,
}

impl Inputs {
    /// Those on screen.
    pub(crate) async fn read(page: &Page) -> Result<Self> {
        Ok(Self {
            x: page.values("X").await?,
            w_q: page.values("W_Q").await?,
            w_k: page.values("W_K").await?,
            w_v: page.values("W_V").await?,
            causal: page.value("causal", 0, 0).await? > 0.0,
            temperature: page.value("temperature", 0, 0).await?,
        })
    }

    /// Every result by its name, in the order of the formulas.
    pub(crate) fn results(&self) -> Vec<(&'static str, Rows)> {
        let (query, key, value) =
            (product(&self.x, &self.w_q), product(&self.x, &self.w_k), product(&self.x, &self.w_v));
        let scores = product(&query, &transposed(&key));
        let d_k = self.w_q[0].len() as f64;
        let scaled = map(&scores, |_, _, score| score / (d_k.sqrt() * self.temperature));
        let masked =
            map(&scaled, |row, col, score| if self.causal && col > row { f64::NEG_INFINITY } else { score });
        let weights: Rows = masked.iter().map(|row| softmax(row)).collect();
        let output = product(&weights, &value);
        vec![
            ("Q", query),
            ("K", key),
            ("V", value),
            ("S", scores),
            ("Z", scaled),
            ("A", weights),
            ("O", output),
        ]
    }
}

/// Checks that the page shows exactly what follows from what is typed into it, and answers the results.
pub(crate) async fn check_results(page: &Page) -> Result<Vec<(&'static str, Rows)>> {
    let expected = Inputs::read(page).await?.results();
    for (name, rows) in &expected {
        assert_close(name, &page.values(name).await?, rows);
    }
    Ok(expected)
}

/// Checks that two matrices are the same but for rounding.
pub(crate) fn assert_close(name: &str, found: &[Vec<f64>], expected: &[Vec<f64>]) {
    let shape = |rows: &[Vec<f64>]| rows.iter().map(Vec::len).collect::<Vec<_>>();
    assert_eq!(shape(found), shape(expected), "the shape of {name}");
    for (row, (found, expected)) in found.iter().zip(expected).enumerate() {
        for (col, (found, expected)) in found.iter().zip(expected).enumerate() {
            let near = (found - expected).abs() <= 1e-12 * expected.abs().max(1.0);
            assert!(near, "{name}[{row}, {col}] is {found}, and should be {expected}");
        }
    }
}

pub(crate) fn product(left: &Rows, right: &Rows) -> Rows {
    let columns = transposed(right);
    let dot = |row: &[f64], column: &[f64]| row.iter().zip(column).map(|(a, b)| a * b).sum();
    left.iter().map(|row| columns.iter().map(|column| dot(row, column)).collect()).collect()
}

pub(crate) fn transposed(rows: &Rows) -> Rows {
    (0..rows[0].len()).map(|col| rows.iter().map(|row| row[col]).collect()).collect()
}

fn map(rows: &Rows, change: impl Fn(usize, usize, f64) -> f64) -> Rows {
    let row = |(row, values): (usize, &Vec<f64>)| {
        values.iter().enumerate().map(|(col, value)| change(row, col, *value)).collect()
    };
    rows.iter().enumerate().map(row).collect()
}

fn softmax(row: &[f64]) -> Vec<f64> {
    let most = row.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let powers: Vec<f64> = row.iter().map(|score| (score - most).exp()).collect();
    let sum: f64 = powers.iter().sum();
    powers.iter().map(|power| power / sum).collect()
}
