//! What is drawn of a notebook: planes, hulls, angles, weighted sums, and the bars of a query.

mod notebooks;
mod shelf;

use std::rc::Rc;

use attention_notebook::{
    notebook::{Action, Document, Explainer, Program, Refusal, Run, compile, run},
    plot::{
        Emphasis, Plane, Point, Role,
        placement::{self, Tag},
        plane::hull,
    },
    session::{Angle, Geometry, MixedRow, QueryBars, View, rounded},
};
use notebooks::{document, formula, matrix, numbers};
use proptest::prelude::*;

const VIEW: View = View { dimensions: (0, 1), row: 0, other: 1 };

fn point() -> impl Strategy<Value = Point> {
    let coordinate = || prop_oneof![-100.0..100.0_f64, (-4_i32..4).prop_map(f64::from), -1e-6..1e-6_f64];
    (coordinate(), coordinate())
}

fn points() -> impl Strategy<Value = Vec<Point>> {
    prop::collection::vec(point(), 1..20)
}

/// Whether a point lies in a hull whose corners run against the clock, or almost.
fn is_inside(corners: &[Point], point: Point) -> bool {
    let ends = corners.iter().zip(corners.iter().cycle().skip(1));
    ends.into_iter().all(|(a, b)| {
        let turn = (b.0 - a.0) * (point.1 - a.1) - (b.1 - a.1) * (point.0 - a.0);
        turn >= -1e-9 * (1.0 + (b.0 - a.0).hypot(b.1 - a.1) * 300.0)
    })
}

proptest! {
    #[test]
    fn the_hull_holds_every_convex_combination(
        points in points(),
        weights in prop::collection::vec(0.0..1.0_f64, 20),
    ) {
        let corners = hull(points.iter().copied());
        let total: f64 = weights[..points.len()].iter().sum();
        prop_assume!(total > 0.0);
        let mix = |axis: fn(&Point) -> f64| {
            points.iter().zip(&weights).map(|(point, weight)| axis(point) * weight / total).sum::<f64>()
        };
        let mixed = (mix(|point| point.0), mix(|point| point.1));
        prop_assert!(is_inside(&corners, mixed), "{mixed:?} is outside of {corners:?}");
        prop_assert!(points.iter().all(|point| is_inside(&corners, *point)));
        prop_assert!(corners.iter().all(|corner| points.contains(corner)), "a corner is one of the points");
    }

    #[test]
    fn a_plane_holds_its_points_and_the_origin(points in points()) {
        let plane = Plane::around(points.iter().copied());
        for point in points.iter().chain(&[(0.0, 0.0)]) {
            let (across, down) = plane.to_unit(*point);
            prop_assert!((0.0..=1.0).contains(&across) && (0.0..=1.0).contains(&down), "{point:?} {plane:?}");
        }
        let ticks = plane.ticks_across().count();
        prop_assert!(ticks == plane.ticks_up().count() && (3..=9).contains(&ticks), "{ticks} ticks");
    }

    #[test]
    fn a_plane_and_its_drawing_are_each_others_inverse(points in points(), place in (0.0..1.0_f64, 0.0..1.0_f64)) {
        let plane = Plane::around(points);
        let back = plane.to_unit(plane.from_unit(place));
        prop_assert!((back.0 - place.0).abs() < 1e-9 && (back.1 - place.1).abs() < 1e-9);
    }

    #[test]
    fn a_small_move_inside_leaves_the_plane_as_it_was(points in points(), share in 0.0..1.0_f64) {
        let plane = Plane::around(points.iter().copied());
        let shrunk = points.iter().map(|(x, y)| (x * share, y * share));
        prop_assert_eq!(plane, Plane::around(points.iter().copied().chain(shrunk)));
    }

    #[test]
    fn names_stand_clear_of_each_other_where_there_is_room(places in prop::collection::vec((0_u8..4, 0_u8..4), 1..6)) {
        let tag = |(x, y): &(u8, u8)| Tag {
            at: (0.2 + f64::from(*x) * 0.2, 0.2 + f64::from(*y) * 0.2),
            toward: (1.0, 0.0),
            width: 0.15,
            height: 0.05,
        };
        let mut places = places;
        places.sort_unstable();
        places.dedup();
        let middles = placement::place(&places.iter().map(tag).collect::<Vec<_>>());
        for (index, a) in middles.iter().enumerate() {
            for b in &middles[index + 1..] {
                prop_assert!((a.0 - b.0).abs() >= 0.1499 || (a.1 - b.1).abs() >= 0.0499, "{a:?} {b:?}");
            }
        }
    }
}

#[test]
fn hulls_by_hand() {
    let square = [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)];
    let inside = [(1.0, 1.0), (1.0, 0.0), (2.0, 2.0)];
    assert_eq!(hull(square.into_iter().chain(inside)), square);
    assert_eq!(hull([(1.0, 1.0), (0.0, 0.0), (2.0, 2.0)]), [(0.0, 0.0), (2.0, 2.0)], "a line has two ends");
    assert_eq!(hull([(1.0, 1.0), (1.0, 1.0)]), [(1.0, 1.0)]);
    assert_eq!(hull([(f64::NAN, 0.0), (f64::INFINITY, 0.0)]), []);
}

#[test]
fn planes_are_round_and_survive_anything() {
    let ticks: Vec<f64> = Plane::around([(1.0, 0.5)]).ticks_across().collect();
    assert!((ticks[0] + 0.2).abs() < 1e-12 && (ticks.last().unwrap() - 1.2).abs() < 1e-12, "{ticks:?}");
    for points in
        [vec![], vec![(0.0, 0.0)], vec![(f64::NAN, 1.0), (f64::INFINITY, 1e300)], vec![(5e-324, 1e99)]]
    {
        let plane = Plane::around(points);
        let (x, y) = plane.from_unit((0.5, 0.5));
        assert!(x.is_finite() && y.is_finite() && plane.step > 0.0);
    }
}

#[test]
fn angles_by_hand() {
    let angle = Angle::between(&[1.0, 0.0], &[1.0, 1.0]);
    assert!((angle.dot - 1.0).abs() < 1e-12 && (angle.degrees().unwrap() - 45.0).abs() < 1e-9);
    assert!((angle.lengths.1 - 2.0_f64.sqrt()).abs() < 1e-12);
    let opposite = Angle::between(&[2.0, -1.0, 3.0], &[-2.0, 1.0, -3.0]);
    assert_eq!((opposite.cosine, opposite.degrees()), (Some(-1.0), Some(180.0)));
    assert_eq!(Angle::between(&[0.0, 0.0], &[1.0, 1.0]).degrees(), None);
    assert_eq!(Angle::between(&[f64::INFINITY, 0.0], &[1.0, 1.0]).degrees(), None);
}

/// The default notebook, computed.
fn opened() -> (Document, Program, Run) {
    computed(shelf::lesson("xiaoming"))
}

fn computed(document: Document) -> (Document, Program, Run) {
    let program = compile(&document, &Program::default());
    let run = run(&program, &Run::default());
    (document, program, run)
}

fn geometry(name: &str) -> Option<Geometry> {
    let (_, program, run) = opened();
    Geometry::of(&program, &run, &name.into())
}

#[test]
fn cells_are_drawn_with_those_that_they_belong_to() {
    let drawn = |name: &str| {
        geometry(name)
            .map(|found| (found.from.name.to_string(), found.to.name.to_string(), found.weights.is_some()))
    };
    let pair = |from: &str, to: &str, mixed| Some((from.to_owned(), to.to_owned(), mixed));
    assert_eq!(drawn("X"), pair("X", "X", false));
    assert_eq!(drawn("W_Q"), pair("W_Q", "W_Q", false));
    assert_eq!(drawn("Q"), pair("Q", "K", false));
    assert_eq!(drawn("K"), pair("Q", "K", false));
    assert_eq!(drawn("V"), pair("O", "V", true));
    assert_eq!(drawn("O"), pair("O", "V", true));
    assert_eq!(drawn("temperature"), None);
    let two = document(
        &[("n", 2), ("d", 2)],
        ["Q1", "K2", "K1"]
            .iter()
            .map(|name| matrix(name, "n", "d", &[vec![1.0, 2.0], vec![3.0, 4.0]]))
            .collect(),
    );
    let (_, program, run) = computed(two);
    let found = Geometry::of(&program, &run, &"Q1".into()).unwrap();
    assert_eq!(&*found.to.name, "K1", "the same head comes first");
    // A row of W_Q times X is no output, whatever X holds.
    let plain = document(
        &[("n", 2)],
        vec![matrix("X", "n", "n", &[vec![1.0, 0.0], vec![0.0, 1.0]]), formula("Q = X @ X")],
    );
    let (_, program, run) = computed(plain);
    assert!(Geometry::of(&program, &run, &"X".into()).unwrap().is_alone());
}

#[test]
fn an_angle_of_the_page_is_that_of_the_vectors() {
    let found = geometry("Q").unwrap();
    let (all, drawn) = found.angles(View { row: 0, other: 1, dimensions: (0, 1) });
    // Q[0] = (0, 1.5, 1), K[1] = (0, 2, 1): 4 of S[0, 1].
    assert!((all.dot - 4.0).abs() < 1e-12 && (drawn.dot - 3.0).abs() < 1e-12);
    assert!((all.cosine.unwrap() - 4.0 / (3.25_f64 * 5.0).sqrt()).abs() < 1e-12);
    let picture = found.picture(VIEW, None);
    assert_eq!(picture.arrows.len(), 8);
    let chosen: Vec<Role> = picture
        .arrows
        .iter()
        .filter(|arrow| arrow.emphasis == Emphasis::Chosen)
        .map(|arrow| arrow.role)
        .collect();
    assert_eq!(chosen, [Role::Query, Role::Key]);
    assert!(picture.arrows.iter().all(|arrow| arrow.dashed == (arrow.role == Role::Key)));
}

#[test]
fn scaled_values_add_up_to_the_output_inside_their_hull() {
    let (_, program, run) = opened();
    for row in 0..4 {
        let sum = MixedRow::of(&program, &run, &"O".into(), (0, row)).unwrap();
        let end = *sum.chain((0, 1)).last().unwrap();
        let output = geometry("O").unwrap().from.tip(row, (0, 1));
        assert!((end.0 - output.0).abs() < 1e-12 && (end.1 - output.1).abs() < 1e-12);
        assert!(sum.is_convex() && (sum.total() - 1.0).abs() < 1e-12);
        let picture = sum.picture((0, 1), None);
        assert!(is_inside(&picture.area.unwrap().0, end));
    }
    let wrong = document(
        &[("n", 2)],
        vec![
            matrix("A", "n", "n", &[vec![2.0, 0.0], vec![0.5, 0.5]]),
            matrix("V", "n", "n", &[vec![1.0, 0.0], vec![0.0, 1.0]]),
            formula("O = A @ V"),
        ],
    );
    let (_, program, run) = computed(wrong);
    let of = |row| MixedRow::of(&program, &run, &"O".into(), (0, row)).unwrap();
    assert!(!of(0).is_convex() && of(0).picture((0, 1), None).area.is_none());
    assert!(of(1).is_convex());
}

#[test]
fn bars_are_the_numbers_of_the_grids() {
    let mut notebook = shelf::lesson("xiaoming");
    notebook = Action::SetSwitch { cell: "causal".into(), value: true }.apply(&notebook).unwrap();
    let (_, program, run) = computed(notebook);
    let explainer = Explainer::new(&program, &run);
    let row = |name: &str, row: usize| -> Vec<f64> {
        let array = run.results[program.definitions[name]].value.clone().unwrap();
        (0..4).map(|column| array.get(0, row, column).unwrap()).collect()
    };
    for index in 0..4 {
        let bars = QueryBars::of_row(explainer, "A", index).unwrap();
        let scores = bars.scores.clone().unwrap();
        assert_eq!((&*scores.code, scores.values), ("S", row("S", index)), "scores are what was divided");
        let visible = |(column, value): (usize, f64)| if column > index { f64::NEG_INFINITY } else { value };
        let scaled: Vec<f64> = row("Z", index).into_iter().enumerate().map(visible).collect();
        assert_eq!((&*bars.scaled.code, &bars.scaled.values), ("where(M, Z, -inf)", &scaled));
        assert_eq!((&*bars.weights.code, &bars.weights.values), ("A", &row("A", index)));
        let panels = bars.panels();
        assert!((panels[0].1.low - panels[1].1.low).abs() < 1e-15, "one scale for scores, divided or not");
        assert!((panels[2].1.high - 1.0).abs() < 1e-15);
    }
}

#[test]
fn scores_are_found_through_every_common_way_of_writing() {
    let found = |formulas: &[&str]| {
        let mut cells = vec![matrix("S", "n", "n", &[vec![4.0, 2.0], vec![-2.0, 0.0]])];
        cells.extend(formulas.iter().map(|source| formula(source)));
        let (_, program, run) = computed(document(&[("n", 2)], cells));
        let bars = QueryBars::of_row(Explainer::new(&program, &run), "A", 0)?;
        Some(bars.scores.map(|scores| (scores.code, scores.values)))
    };
    let scores = |code: &str, values: [f64; 2]| Some(Some((code.to_owned(), values.to_vec())));
    assert_eq!(found(&["A = softmax(S / sqrt(n))"]), scores("S", [4.0, 2.0]));
    assert_eq!(found(&["A = softmax(S / sqrt(n) / 2)"]), scores("S", [4.0, 2.0]));
    assert_eq!(found(&["A = softmax((S @ S) / 2)"]), scores("S @ S", [12.0, 8.0]));
    assert_eq!(found(&["Z = S / 2", "Y = Z", "A = softmax(Y)"]), scores("S", [4.0, 2.0]));
    assert_eq!(found(&["A = softmax(S / 2 + where(eye(2), 0, -inf))"]), scores("S", [4.0, 2.0]));
    assert_eq!(found(&["A = softmax(where(eye(2) == 0, -inf, S / 2))"]), scores("S", [4.0, 2.0]));
    for mask in [
        "causal_mask(n)",
        "window_mask(n, 0)",
        "padding_mask([1, 0])",
        "take(tril(ones((n, n))), [0, 1], axis=0)",
    ] {
        let [chosen, added] = [
            format!("A = softmax(where({mask}, S / 2, -inf))"),
            format!("A = softmax(S / 2 + where({mask}, 0, -inf))"),
        ];
        assert_eq!(found(&[&chosen]), scores("S", [4.0, 2.0]), "{mask}");
        assert_eq!(found(&[&added]), scores("S", [4.0, 2.0]), "{mask}");
    }
    assert_eq!(found(&["Z = S / 2", "A = softmax(merge_heads(split_heads(Z, 2)))"]), scores("S", [4.0, 2.0]));
    assert_eq!(found(&["A = softmax(S / 2 + alibi(n))"]), Some(None), "a bias is no mask");
    assert_eq!(found(&["A = softmax(S / 2, axis=0)"]), scores("S", [4.0, -2.0]));
    assert_eq!(found(&["A = softmax(S)"]), Some(None));
    assert_eq!(found(&["A = S / 2"]), None);
}

#[test]
fn a_tip_moves_both_numbers_in_one_step() {
    let (document, _, _) = opened();
    let edit = |row, numbers| Action::SetVector { cell: "x".into(), row, numbers };
    let moved = edit(0, vec![(0, 0.25), (2, -1.0)]).apply(&document).unwrap();
    assert_eq!(numbers(&moved, "x")[0], [0.25, 0.0, -1.0, 0.0]);
    assert_eq!(edit(0, vec![(0, f64::NAN)]).apply(&document), Err(Refusal::NotANumber));
    assert_eq!(edit(9, vec![(0, 1.0)]).apply(&document), Err(Refusal::Missing));
    assert_eq!(edit(0, vec![(9, 1.0)]).apply(&document), Err(Refusal::Missing));
    assert_eq!(edit(0, vec![(0, 1.0)]).gesture(), edit(0, vec![(0, 2.0)]).gesture());
    assert!((rounded(0.1 + 0.2) - 0.3).abs() < 1e-15 && (rounded(-1.005) + 1.0).abs() < 0.011);
    let name: Rc<str> = "X".into();
    let (_, program, run) = computed(moved);
    assert_eq!(Geometry::of(&program, &run, &name).unwrap().from.tip(0, (0, 2)), (0.25, -1.0));
}

#[test]
fn what_cannot_be_drawn_is_named() {
    let (document, _, _) = opened();
    let edit = Action::SetVector { cell: "x".into(), row: 2, numbers: vec![(1, f64::INFINITY)] };
    let (_, program, run) = computed(edit.apply(&document).unwrap());
    let found = Geometry::of(&program, &run, &"X".into()).unwrap();
    assert_eq!(found.missing((0, 1)), [(true, 2)]);
    assert_eq!(found.missing((0, 2)), []);
    found.picture(VIEW, None);
}
