//! Laws that hold for any numbers, tested on numbers drawn at random.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use attention_notebook::ops::{Argument, Subscript, find};
use attention_notebook::value::{Array, Axis, Shape};
use proptest::prelude::*;

fn call(name: &str, arguments: &[Argument<'_>]) -> Array {
    let operation = find(name).unwrap();
    let shape = operation.shape(arguments).unwrap();
    let value = operation.value(arguments, &shape).unwrap();
    assert_eq!(value.shape(), &shape, "the shape that {name} promised");
    value
}

fn two(symbol: &str, left: &Array, right: &Array) -> Array {
    call(symbol, &[Argument::Array(left), Argument::Array(right)])
}

fn transpose(array: &Array) -> Array {
    call(".T", &[Argument::Array(array)])
}

fn softmax(array: &Array) -> Array {
    call("softmax", &[Argument::Array(array), Argument::Integer(-1)])
}

fn tril(array: &Array) -> Array {
    call("tril", &[Argument::Array(array), Argument::Integer(0)])
}

fn member(array: &Array, at: usize) -> Array {
    call("[]", &[Argument::Array(array), Argument::Subscripts(vec![Subscript::At(at as i64)])])
}

fn ones(shape: &Shape) -> Array {
    call("ones", &[Argument::Sizes(shape.axes().to_vec())])
}

/// softmax(where(mask, Q Kᵀ, −∞)) V.
fn attention(query: &Array, key: &Array, value: &Array, mask: &Array) -> Array {
    let scores = two("@", query, &transpose(key)); // n × n
    let masked = call("where", &[mask, &scores, &Array::scalar(f64::NEG_INFINITY)].map(Argument::Array)); // n × n
    two("@", &softmax(&masked), value) // n × d_v
}

fn close(left: &Array, right: &Array) -> bool {
    left.shape().same_sizes(right.shape())
        && left.iter().zip(right.iter()).all(|(x, y)| (x - y).abs() <= 1e-12 * (1.0 + x.abs().max(y.abs())))
}

/// An array of these sizes with elements of a few units.
fn array(sizes: Vec<usize>) -> impl Strategy<Value = Array> {
    let shape = Shape::new(sizes.into_iter().map(Axis::new)).unwrap();
    prop::collection::vec(-5.0..5.0, shape.len())
        .prop_map(move |elements| Array::from_c_order(shape.clone(), elements).unwrap())
}

/// An array of rank 1 to 3.
fn any_array() -> impl Strategy<Value = Array> {
    prop::collection::vec(1_usize..6, 1..4).prop_flat_map(array)
}

/// Two arrays that broadcast: of one shape, with some axes set to 1 and some left out at the front.
fn broadcasting() -> impl Strategy<Value = (Array, Array, Shape)> {
    let axes = prop::collection::vec((1_usize..5, 0_u8..3), 0..4);
    (axes, 0_usize..4, any::<bool>()).prop_flat_map(|(axes, dropped, swap)| {
        let sizes =
            |stretched: u8| axes.iter().map(move |&(size, which)| if which == stretched { 1 } else { size });
        let shape = Shape::new(axes.iter().map(|&(size, _)| Axis::new(size))).unwrap();
        // The left operand must have the full rank; where it is stretched the right has the full size.
        let dropped = axes.iter().take(dropped.min(axes.len())).take_while(|(_, which)| *which == 2).count();
        let (left, right): (Vec<_>, Vec<_>) = (sizes(1).collect(), sizes(2).skip(dropped).collect());
        (array(left), array(right)).prop_map(move |(left, right)| {
            if swap { (right, left, shape.clone()) } else { (left, right, shape.clone()) }
        })
    })
}

/// Query, key and value of n tokens.
fn projections() -> impl Strategy<Value = (Array, Array, Array)> {
    (1_usize..7, 1_usize..5, 1_usize..5)
        .prop_flat_map(|(n, d_k, d_v)| (array(vec![n, d_k]), array(vec![n, d_k]), array(vec![n, d_v])))
}

proptest! {
    #[test]
    fn softmax_rows_sum_to_one(scores in any_array()) {
        let weights = softmax(&scores);
        let sums = call("sum", &[Argument::Array(&weights), Argument::Integer(-1), Argument::None]);
        prop_assert!(sums.iter().all(|sum| (sum - 1.0).abs() < 1e-12));
        prop_assert!(weights.iter().all(|weight| weight > 0.0));
    }

    #[test]
    fn softmax_ignores_a_shift(scores in any_array(), shift in -500.0..500.0) {
        let shifted = two("+", &scores, &Array::scalar(shift));
        prop_assert!(close(&softmax(&scores), &softmax(&shifted)));
    }

    #[test]
    fn softmax_is_its_formula(scores in any_array()) {
        let exponentials = call("exp", &[Argument::Array(&scores)]);
        let arguments = [Argument::Array(&exponentials), Argument::Integer(-1), Argument::Flag(true)];
        prop_assert!(close(&softmax(&scores), &two("/", &exponentials, &call("sum", &arguments))));
    }

    #[test]
    fn broadcasting_is_expansion((left, right, shape) in broadcasting()) {
        let expand = |operand: &Array| {
            let (stack, rows, cols) = operand.shape().view();
            Array::generate(&shape, |s, r, c| operand.get(s % stack, r % rows, c % cols).unwrap())
        };
        for symbol in ["+", "-", "*", "/", "<", "maximum"] {
            let expected = two(symbol, &expand(&left), &expand(&right));
            prop_assert!(two(symbol, &left, &right).same_bits(&expected), "{}", symbol);
        }
        let chosen = call("where", &[&left, &right, &left].map(Argument::Array));
        prop_assert!(chosen.same_bits(&call("where", &[&expand(&left), &expand(&right), &expand(&left)].map(Argument::Array))));
    }

    #[test]
    fn a_product_transposes_in_reverse(
        (a, b) in (1_usize..9, 0_usize..9, 1_usize..9)
            .prop_flat_map(|(rows, inner, cols)| (array(vec![rows, inner]), array(vec![inner, cols])))
    ) {
        let reversed = two("@", &transpose(&b), &transpose(&a));
        prop_assert!(close(&transpose(&two("@", &a, &b)), &reversed));
    }

    #[test]
    fn products_distribute(
        (a, b, c) in (1_usize..9, 1_usize..9, 1_usize..9).prop_flat_map(|(rows, inner, cols)| {
            (array(vec![rows, inner]), array(vec![inner, cols]), array(vec![inner, cols]))
        })
    ) {
        let apart = two("+", &two("@", &a, &b), &two("@", &a, &c));
        prop_assert!(close(&two("@", &a, &two("+", &b, &c)), &apart));
    }

    #[test]
    fn a_stack_is_its_members(
        (left, right) in (1_usize..4, 1_usize..8, 1_usize..8, 1_usize..8).prop_flat_map(|(stack, rows, inner, cols)| {
            (array(vec![stack, rows, inner]), array(vec![stack, inner, cols]))
        })
    ) {
        let (product, weights, turned) = (two("@", &left, &right), softmax(&left), transpose(&left));
        for at in 0..left.shape().view().0 {
            let single = member(&left, at);
            prop_assert!(member(&product, at).same_bits(&two("@", &single, &member(&right, at))));
            prop_assert!(member(&weights, at).same_bits(&softmax(&single)));
            prop_assert!(member(&turned, at).same_bits(&transpose(&single)));
            prop_assert!(member(&tril(&left), at).same_bits(&tril(&single)));
        }
        let members: Vec<Array> = (0..left.shape().view().0).map(|at| member(&left, at)).collect();
        let again = call("stack", &[Argument::Arrays(members.iter().collect()), Argument::Integer(0)]);
        prop_assert!(again.same_bits(&left));
    }

    #[test]
    fn triangles_make_the_whole(matrix in (1_usize..7, 1_usize..7).prop_flat_map(|(r, c)| array(vec![r, c])), k in -7_i64..7) {
        let lower = call("tril", &[Argument::Array(&matrix), Argument::Integer(k)]);
        let upper = call("triu", &[Argument::Array(&matrix), Argument::Integer(k + 1)]);
        prop_assert!(close(&two("+", &lower, &upper), &matrix));
        let mask = call("tril", &[Argument::Array(&ones(matrix.shape())), Argument::Integer(k)]);
        let chosen = call("where", &[&mask, &matrix, &Array::scalar(0.0)].map(Argument::Array));
        prop_assert!(chosen.same_bits(&lower));
    }

    #[test]
    fn halves_concatenate_to_the_whole(whole in any_array(), axis in 0_usize..3, cut in 0_i64..6) {
        let axis = axis.min(whole.shape().rank() - 1);
        let all = Subscript::Slice { start: None, stop: None, step: None };
        let part = |slice: Subscript| {
            let subscripts = (0..=axis).map(|at| if at == axis { slice } else { all }).collect();
            call("[]", &[Argument::Array(&whole), Argument::Subscripts(subscripts)])
        };
        let before = part(Subscript::Slice { start: None, stop: Some(cut), step: None });
        let after = part(Subscript::Slice { start: Some(cut), stop: None, step: None });
        let arguments = [Argument::Arrays(vec![&before, &after]), Argument::Integer(axis as i64)];
        prop_assert!(call("concatenate", &arguments).same_bits(&whole));
    }

    #[test]
    fn sums_agree_along_any_axis(array in any_array()) {
        let whole = call("sum", &[Argument::Array(&array), Argument::None, Argument::None]);
        for axis in 0..array.shape().rank() as i64 {
            let along = call("sum", &[Argument::Array(&array), Argument::Integer(axis), Argument::None]);
            prop_assert!(close(&whole, &call("sum", &[Argument::Array(&along), Argument::None, Argument::None])));
        }
    }

    #[test]
    fn causal_attention_ignores_the_future((query, key, value) in projections(), change in -5.0..5.0) {
        let n = query.shape().view().1;
        let square = Shape::matrix(n, n);
        let mask = tril(&ones(&square));
        let output = attention(&query, &key, &value, &mask);
        let edit = |array: &Array| Array::generate(array.shape(), |s, r, c| {
            array.get(s, r, c).unwrap() + if r + 1 == n { change } else { 0.0 }
        });
        let edited = attention(&edit(&query), &edit(&key), &edit(&value), &mask);
        let cols = value.shape().view().2;
        for (row, col) in (0..n - 1).flat_map(|row| (0..cols).map(move |col| (row, col))) {
            prop_assert_eq!(output.get(0, row, col), edited.get(0, row, col));
        }
    }

    #[test]
    fn a_fully_masked_row_gives_zero((query, key, value) in projections()) {
        let n = query.shape().view().1;
        let mask = Array::generate(&Shape::matrix(n, n), |_, row, _| f64::from(u8::from(row != 0)));
        let output = attention(&query, &key, &value, &mask);
        for col in 0..value.shape().view().2 {
            prop_assert_eq!(output.get(0, 0, col), Some(0.0));
        }
    }

    #[test]
    fn unmasked_attention_follows_a_permutation((query, key, value) in projections()) {
        let reverse = |array: &Array| {
            let backwards = Subscript::Slice { start: None, stop: None, step: Some(-1) };
            call("[]", &[Argument::Array(array), Argument::Subscripts(vec![backwards])])
        };
        let mask = Array::scalar(1.0);
        let output = attention(&query, &key, &value, &mask);
        let permuted = attention(&reverse(&query), &reverse(&key), &reverse(&value), &mask);
        prop_assert!(close(&reverse(&output), &permuted));
    }
}
