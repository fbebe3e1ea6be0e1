//! Blocks of numbers as other programs put them on the clipboard.

use attention_notebook::notebook::{BlockFault, parse_block};
use proptest::prelude::*;

#[test]
fn one_matrix_from_many_programs() {
    for text in [
        "1\t2.5\n-3\t4\n",
        "1\t2.5\r\n-3\t4\r\n",
        "1,2.5\n-3,4",
        "\u{feff}\"1\",\"2.5\"\n\"-3\",\"4\"",
        "1, 2.5,\n-3, 4,\n",
        "1;2.5\n-3;4\n",
        "1 2.5\n−3   4",
        "1 2.5; -3 4",
        "[1, 2.5; -3, 4];",
        "[[1., 2.5], [-3, 4]]",
        "X = np.array([[ 1. ,  2.5],\n       [-3. ,  4. ]], dtype=float32)",
        "[[ 1.   2.5]\n [-3.   4. ]]",
        "tensor([[1.0000, 2.5000],\n        [-3.0000, 4.0000]], device='cuda:0')",
        "1 & 2.5 \\\\ -3 & 4",
        "$$\\left[\\begin{array}{cc}1 & 2.5 \\\\\n -3 & 4 \\\\\n\\end{array}\\right]$$",
        "［［1，2．5］，［－3，4］］",
        "１，２。５；－３，４",
    ] {
        let expected = vec![vec![1.0, 2.5], vec![-3.0, 4.0]];
        assert_eq!(parse_block(text, 128), Ok(expected), "{text}");
    }
}

#[test]
fn vectors_masks_and_infinity() {
    assert_eq!(parse_block("[1 2\n 3]", 128), Ok(vec![vec![1.0, 2.0, 3.0]]));
    assert_eq!(parse_block("1\n2", 128), Ok(vec![vec![1.0], vec![2.0]]));
    assert_eq!(parse_block("7", 128), Ok(vec![vec![7.0]]));
    assert_eq!(parse_block("[[ True False]]", 128), Ok(vec![vec![1.0, 0.0]]));
    assert_eq!(parse_block("0 & -\\infty", 128), Ok(vec![vec![0.0, f64::NEG_INFINITY]]));
}

#[test]
fn faults_say_where() {
    let not_a_number =
        |row, column, text: &str| BlockFault::NotANumber { row, column, text: text.to_owned() };
    for (text, fault) in [
        ("", BlockFault::Empty),
        (" \n\n", BlockFault::Empty),
        ("[[]]", BlockFault::Empty),
        ("1\t2\n\t\n3\t4", not_a_number(1, 0, "")),
        ("1\t\n2\t3", not_a_number(0, 1, "")),
        ("1 2\n3 nan", not_a_number(1, 1, "nan")),
        ("1,5;2\n3;4", not_a_number(0, 0, "1,5")),
        ("[[1, ..., 3]]", not_a_number(0, 1, "...")),
        ("1 2\n3", BlockFault::Ragged { row: 1, found: 1, expected: 2 }),
        ("[[1, 2], [3]]", BlockFault::Ragged { row: 1, found: 1, expected: 2 }),
        ("[[[1]]]", BlockFault::Brackets),
        ("[[1, 2]", BlockFault::Brackets),
        ("]1[", BlockFault::Brackets),
        ("1 2 3 4 5", BlockFault::TooLarge),
    ] {
        assert_eq!(parse_block(text, 4), Err(fault), "{text}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "[\\[\\]0-9.,;& \t\n\\\\eE+inf−。x-]{0,40}|.*") {
        if let Ok(rows) = parse_block(&text, 8) {
            prop_assert!((1..=8).contains(&rows.len()) && !rows[0].is_empty());
            prop_assert!(rows.iter().all(|row| row.len() == rows[0].len() && row.len() <= 8));
        }
    }
}
