//! The names of files.

/// A name for a file from a title: what no system forbids, and not too long. Without an ending.
pub fn file_name(title: &str) -> String {
    let plain = |sign: char| if sign.is_alphanumeric() { sign } else { '-' };
    let words = title.chars().map(plain).take(60).collect::<String>();
    let words: Vec<&str> = words.split('-').filter(|word| !word.is_empty()).collect();
    if words.is_empty() { "notebook".to_owned() } else { words.join("-") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_of_letters_and_digits() {
        assert_eq!(file_name("Self-attention, step by step"), "Self-attention-step-by-step");
        assert_eq!(file_name("自注意力，一步一步来"), "自注意力-一步一步来");
        assert_eq!(file_name("../..\u{202e}\0\n"), "notebook");
        assert_eq!(file_name(&"a".repeat(1000)).len(), 60);
    }
}
