//! What many measurements of one thing say.

/// The middle one; between the two middle ones of an even number. NaN of none.
pub fn median(sample: &[f64]) -> f64 {
    quantile(sample, 0.5)
}

/// The one that this share of them does not exceed, between two neighbours in proportion. NaN of none.
pub fn quantile(sample: &[f64], share: f64) -> f64 {
    let mut sorted = sample.to_vec();
    sorted.sort_by(f64::total_cmp);
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let place = last as f64 * share.clamp(0.0, 1.0);
    let below = sorted[place.floor() as usize];
    let above = sorted[place.ceil() as usize];
    below + (above - below) * place.fract()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_lie_between_neighbours() {
        assert!((median(&[3.0, 1.0, 2.0, 4.0]) - 2.5).abs() < 1e-12);
        assert!((quantile(&[1.0, 2.0, 3.0], 0.95) - 2.9).abs() < 1e-12);
        assert!(median(&[]).is_nan());
    }
}
