//! What a claim speaks of.

/// A place of a notebook that an expression names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target<'a> {
    /// The name of a cell, or of an operation: whoever knows the cells has to see which.
    pub name: &'a str,
    /// The indices behind it, where they are plain numbers: `[1, 2]`, `[0]`.
    pub at: Vec<usize>,
}

/// The names of an expression, each with its place, in order.
pub fn target(expression: &str) -> Vec<Target<'_>> {
    let is_name = |character: char| character.is_alphanumeric() || character == '_';
    let mut found = Vec::new();
    let mut rest = expression;
    while let Some(start) = rest.find(is_name) {
        rest = &rest[start..];
        let end = rest.find(|character| !is_name(character)).unwrap_or(rest.len());
        let (name, behind) = rest.split_at(end);
        if !name.starts_with(|first: char| first.is_numeric()) {
            found.push(Target { name, at: indices(behind).unwrap_or_default() });
        }
        rest = behind;
    }
    found
}

fn indices(behind: &str) -> Option<Vec<usize>> {
    let (inside, _) = behind.strip_prefix('[')?.split_once(']')?;
    inside.split(',').map(|index| index.trim().parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(expression: &str) -> Vec<(&str, Vec<usize>)> {
        target(expression).into_iter().map(|target| (target.name, target.at)).collect()
    }

    #[test]
    fn a_number_is_named_by_its_place() {
        assert_eq!(told("A[0,1]"), [("A", vec![0, 1])]);
        assert_eq!(told("sum(A[0])"), [("sum", vec![]), ("A", vec![0])]);
        assert_eq!(told("权重[1, 2]-A_1[i,0]**2"), [("权重", vec![1, 2]), ("A_1", vec![]), ("i", vec![])]);
        assert_eq!(told("A[:,1]"), [("A", vec![])]);
        assert!(told("1+2").is_empty());
    }
}
