//! Counts and bytes in the words of a language: `9,216`, `30 billion` or `300 亿`, `56 MB`.

use super::Language;

/// From here on a count is told in words, with three digits.
const LONG: u128 = 1_000_000;

/// A count.
pub fn count(language: Language, count: u128) -> String {
    if count < LONG { grouped(count) } else { scaled(count, &language.text("cost.units")) }
}

/// So many bytes, a KB being 1,000 of them.
pub fn bytes(language: Language, bytes: u128) -> String {
    scaled(bytes, &language.text("cost.byte_units"))
}

/// A share of a whole, in percent.
pub fn percent(share: f64) -> String {
    let percent = share * 100.0;
    if percent > 0.0 && percent < 0.5 { "< 1 %".to_owned() } else { format!("{percent:.0} %") }
}

/// Digits in threes.
fn grouped(number: u128) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Three digits and the greatest unit that is not greater: units are given as `6:million 9:billion`, each with the
/// power of ten that it stands for, the least first.
fn scaled(number: u128, units: &str) -> String {
    let known = units.split(' ').filter_map(|unit| {
        let (power, name) = unit.split_once(':')?;
        Some((10_u128.checked_pow(power.parse().ok()?)?, name))
    });
    let Some((size, name)) = known.take_while(|(size, _)| *size <= number.max(1)).last() else {
        return grouped(number);
    };
    // Rounded by hand: the number may be larger than f64 is exact.
    let place = match number / size {
        100.. => 1,
        10..100 => 10,
        _ => 100,
    };
    let rounded = number.saturating_mul(place).saturating_add(size / 2) / size;
    let (whole, rest) = (rounded / place, rounded % place);
    let decimals = if place == 1 {
        String::new()
    } else {
        format!(".{:0width$}", rest, width = if place == 10 { 1 } else { 2 })
    };
    let decimals = decimals.trim_end_matches('0').trim_end_matches('.');
    format!("{}{decimals} {name}", grouped(whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_counts_are_told_in_words() {
        let table = [
            (0, "0"),
            (290, "290"),
            (999_999, "999,999"),
            (1_000_000, "1 million"),
            (10_032_002, "10 million"),
            (1_234_567, "1.23 million"),
            (30_000_000_000, "30 billion"),
            (1_280_000_000_000, "1.28 trillion"),
            (7_000_000_000_000_000, "7,000 trillion"),
        ];
        let english = Language::of_tag("en").unwrap();
        for (number, text) in table {
            assert_eq!(count(english, number), text);
        }
        let chinese = Language::of_tag("zh-CN").unwrap();
        assert_eq!(count(chinese, 30_000_000_000), "300 亿");
        assert_eq!(count(chinese, 10_032_002), "1,003 万");
        assert_eq!(count(chinese, u128::MAX).chars().last(), Some('亿'));
    }

    #[test]
    fn bytes_have_their_units() {
        let english = Language::of_tag("en").unwrap();
        for (number, text) in
            [(0, "0 B"), (96, "96 B"), (1024, "1.02 KB"), (56_000_016, "56 MB"), (40_000_000_000, "40 GB")]
        {
            assert_eq!(bytes(english, number), text);
        }
    }

    #[test]
    fn small_shares_are_not_nothing() {
        assert_eq!([0.0, 0.001, 0.165, 1.0].map(percent), ["0 %", "< 1 %", "16 %", "100 %"]);
    }
}
