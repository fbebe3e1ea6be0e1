//! Names of files that every system takes.

/// Characters of a name, at most.
const MOST: usize = 60;

/// A file's name from the names of what is in it: letters and digits of every script stay, the rest becomes a hyphen.
pub fn file_name(parts: &[&str], extension: &str) -> String {
    let part = |part: &&str| {
        let mut name = String::new();
        for character in part.chars() {
            if character.is_alphanumeric() || character == '_' {
                name.push(character);
            } else if !name.is_empty() && !name.ends_with('-') {
                name.push('-');
            }
        }
        name.trim_matches('-').to_owned()
    };
    let parts: Vec<String> = parts.iter().map(part).filter(|part| !part.is_empty()).collect();
    let name: String = parts.join("-").chars().take(MOST).collect();
    let name = name.trim_end_matches('-');
    format!("{}.{extension}", if name.is_empty() { "notebook" } else { name })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_everywhere() {
        assert_eq!(file_name(&["小明喜欢吃什么？", "W_Q"], "csv"), "小明喜欢吃什么-W_Q.csv");
        assert_eq!(file_name(&["../../etc: passwd\u{0}\"<>|*"], "py"), "etc-passwd.py");
        assert_eq!(file_name(&["", "…"], "json"), "notebook.json");
        assert_eq!(file_name(&[&"a".repeat(200)], "npy").chars().count(), MOST + 4);
    }
}
