//! Times as people say them.

use super::Language;

/// A number rounded to so many decimals, with a real minus.
pub fn fixed(value: f64, decimals: usize) -> String {
    format!("{value:.decimals$}").replace('-', "−")
}

/// Two or three digits that count: 4.1, 41, 410.
fn rounded(value: f64) -> String {
    match value {
        value if value < 9.95 => fixed(value, 1).trim_end_matches(".0").to_owned(),
        value => fixed(value, 0),
    }
}

/// A duration given in seconds: 3.2 ms, 41 s, 5 min, 2.5 h, 3 days.
pub fn seconds(language: Language, seconds: f64) -> String {
    let units: [(f64, f64, &str); 7] = [
        (1e-6, 1e-9, "unit.nanoseconds"),
        (1e-3, 1e-6, "unit.microseconds"),
        (1.0, 1e-3, "unit.milliseconds"),
        (120.0, 1.0, "unit.seconds"),
        (7200.0, 60.0, "unit.minutes"),
        (172_800.0, 3600.0, "unit.hours"),
        (f64::INFINITY, 86_400.0, "unit.days"),
    ];
    in_unit(language, seconds, &units)
}

/// In the first unit whose bound the value is below: (bound, size, key).
fn in_unit(language: Language, value: f64, units: &[(f64, f64, &str)]) -> String {
    let unit = units.iter().find(|(bound, ..)| value < *bound).or(units.last());
    let Some((_, size, key)) = unit else { return String::new() };
    language.fill(key, &[("value", &rounded(value / size))])
}

/// `4000000` → `4 000 000`, with thin spaces.
pub(super) fn spaced(number: usize) -> String {
    let digits = number.to_string();
    let group = |(index, digit): (usize, char)| {
        let space = index > 0 && (digits.len() - index).is_multiple_of(3);
        space.then_some('\u{2009}').into_iter().chain([digit])
    };
    digits.chars().enumerate().flat_map(group).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_have_the_unit_that_is_read_fastest() {
        let Some(english) = Language::of_tag("en") else { panic!("no English") };
        let time = |value| seconds(english, value);
        assert_eq!(
            [time(4.14e-7), time(3.7e-5), time(0.0041), time(41.2)],
            ["414 ns", "37 µs", "4.1 ms", "41 s"]
        );
        assert_eq!([time(300.0), time(9000.0), time(1e6)], ["5 min", "2.5 h", "12 days"]);
        assert_eq!(fixed(-1.987, 2), "−1.99");
    }
}
