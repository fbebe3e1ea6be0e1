//! The drawings, as SVG. After a wanted change accept them with `INSTA_UPDATE=always`, and look at them:
//! `cargo test --test plot -- --ignored contact_sheet` writes `target/plot.html`.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use attention_notebook::plot::{
    Arrow, Arrows, Bars, Emphasis, Plane, Role, Scale, Theme, arrows, bars, heatmap,
    plane::hull,
    shares::{self, Share},
    thumbnail,
};
use plotters::drawing::IntoDrawingArea;
use plotters_svg::SVGBackend;

const INF: f64 = f64::INFINITY;

/// A drawing of the sheet: its name, the values, rows and columns, and the scale.
type Sample = (&'static str, Vec<f64>, usize, usize, Scale);

fn samples() -> Vec<Sample> {
    let scores = vec![0., 4., 2., -2., 2.5, 1.25, 2.5, -2.5, 1., -1.5, -3., 3., 0., 1.5, 3., -3.];
    let mut masked = scores.clone();
    for (row, col) in (0..4).flat_map(|row| (row + 1..4).map(move |col| (row, col))) {
        masked[row * 4 + col] = -INF;
    }
    let weights = vec![
        0.069, 0.692, 0.218, 0.022, 0.393, 0.191, 0.393, 0.022, 0.222, 0.052, 0.022, 0.704, 0.109, 0.258,
        0.614, 0.019,
    ];
    let odd = vec![0.0, f64::NAN, INF, -INF, 1.0, -1.0];
    let large: Vec<f64> = (0..128 * 128)
        .map(|i| (f64::from(i / 128) * 0.1).sin() * (f64::from(i % 128) * 0.07).cos())
        .collect();
    vec![
        ("scores", scores.clone(), 4, 4, Scale::signed(&scores)),
        ("masked", masked.clone(), 4, 4, Scale::signed(&masked)),
        ("weights", weights, 4, 4, Scale::Weights),
        ("odd", odd.clone(), 2, 3, Scale::signed(&odd)),
        ("zeros", vec![0.0; 6], 3, 2, Scale::signed(&[0.0; 6])),
        ("large", large.clone(), 128, 128, Scale::signed(&large)),
    ]
}

fn heatmap_svg((_, values, rows, cols, scale): &Sample, theme: Theme) -> String {
    let mut svg = String::new();
    {
        let area =
            SVGBackend::with_string(&mut svg, heatmap::size(*rows, *cols, 145, 145)).into_drawing_area();
        heatmap::draw(&area, (*rows, *cols), |row, col| values[row * cols + col], *scale, theme).unwrap();
        area.present().unwrap();
    }
    svg
}

fn thumbnail_svg((_, values, rows, cols, scale): &Sample, theme: Theme) -> String {
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, (48, 48)).into_drawing_area();
        thumbnail::draw(&area, (*rows, *cols), |row, col| values[row * cols + col], *scale, theme).unwrap();
        area.present().unwrap();
    }
    svg
}

#[test]
fn heatmaps_look_as_before() {
    for sample in samples().iter().filter(|sample| sample.2 <= 4) {
        insta::assert_snapshot!(format!("heatmap-{}-light", sample.0), heatmap_svg(sample, Theme::Light));
    }
    insta::assert_snapshot!("heatmap-masked-dark", heatmap_svg(&samples()[1], Theme::Dark));
}

#[test]
fn thumbnails_look_as_before() {
    for sample in samples().iter().filter(|sample| sample.2 <= 4) {
        insta::assert_snapshot!(format!("thumbnail-{}-light", sample.0), thumbnail_svg(sample, Theme::Light));
    }
}

fn shares_svg(parts: &[(f64, Option<Role>)], theme: Theme) -> String {
    let parts: Vec<Share> = parts.iter().map(|&(share, role)| Share { share, role }).collect();
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, (200, 36 * parts.len() as u32)).into_drawing_area();
        shares::draw(&area, &parts, theme).unwrap();
        area.present().unwrap();
    }
    svg
}

#[test]
fn shares_look_as_before() {
    let parts = [(0.5, Some(Role::Query)), (0.3, Some(Role::Weights)), (0.2, None), (0.0, None)];
    insta::assert_snapshot!("shares-light", shares_svg(&parts, Theme::Light));
}

#[test]
fn small_shares_are_seen_and_none_is_longer_than_the_whole() {
    let rects = |share: f64| shares_svg(&[(share, None)], Theme::Dark).matches("<rect").count();
    // The ground, the line of the whole, and the bar.
    assert_eq!([0.0, 1e-9, 1.0].map(rects), [2, 3, 3]);
    assert_eq!(shares_svg(&[(7.0, None)], Theme::Dark), shares_svg(&[(1.0, None)], Theme::Dark));
    shares_svg(&[], Theme::Light);
}

#[test]
fn large_matrices_are_drawn_pixel_by_pixel() {
    let large = &samples()[5];
    assert_eq!(thumbnail_svg(large, Theme::Dark).matches("<rect").count(), 48 * 48 + 1);
    assert_eq!(heatmap_svg(large, Theme::Dark).matches("<rect").count(), 128 * 128 + 1);
}

#[test]
fn sizes_are_square_cells_within_the_room() {
    assert_eq!(heatmap::size(4, 4, 145, 200), (145, 145));
    assert_eq!(heatmap::size(2, 4, 200, 200), (197, 99));
    assert_eq!(heatmap::size(128, 128, 100, 100), (100, 100));
    assert_eq!(heatmap::size(0, 0, 0, 0), (0, 0));
}

#[test]
fn nothing_to_draw_is_no_error() {
    for (rows, cols) in [(0, 0), (0, 3), (3, 0)] {
        let empty = ("empty", Vec::new(), rows, cols, Scale::Weights);
        heatmap_svg(&empty, Theme::Light);
        thumbnail_svg(&empty, Theme::Light);
    }
}

/// Queries and keys with an angle; values with their hull and a chain.
fn arrow_samples() -> Vec<(&'static str, Arrows)> {
    let arrow = |from, to, role, dashed, emphasis| Arrow { from, to, role, dashed, emphasis };
    let origin = (0.0, 0.0);
    let pair = vec![
        arrow(origin, (1.0, 0.5), Role::Query, false, Emphasis::Chosen),
        arrow(origin, (-0.5, 1.0), Role::Query, false, Emphasis::Faded),
        arrow(origin, (0.5, 1.5), Role::Key, true, Emphasis::Chosen),
        arrow(origin, (-1.0, -0.5), Role::Key, true, Emphasis::Plain),
        arrow(origin, origin, Role::Key, true, Emphasis::Plain),
        arrow(origin, (f64::NAN, 1.0), Role::Key, true, Emphasis::Plain),
    ];
    let values = [(2.0, 0.0), (1.25, 0.25), (0.5, 0.5), (0.0, 2.0)];
    let sum = vec![
        arrow(origin, (1.0, 0.0), Role::Value, false, Emphasis::Plain),
        arrow((1.0, 0.0), (1.0, 1.0), Role::Value, false, Emphasis::Plain),
        arrow(origin, (1.0, 1.0), Role::Output, false, Emphasis::Chosen),
    ];
    vec![
        (
            "pair",
            Arrows {
                plane: Plane::around(pair.iter().map(|arrow| arrow.to)),
                arrows: pair,
                area: None,
                points: Vec::new(),
                angle: Some(((1.0, 0.5), (0.5, 1.5))),
            },
        ),
        (
            "sum",
            Arrows {
                plane: Plane::around(values),
                arrows: sum,
                area: Some((hull(values), Role::Value)),
                points: values.map(|value| (value, Role::Value)).to_vec(),
                angle: Some(((1.0, 0.0), (-1.0, 0.0))),
            },
        ),
    ]
}

fn bar_samples() -> Vec<(&'static str, Bars)> {
    let values = vec![4.0, -2.0, 0.0, -INF, f64::NAN, INF];
    let (low, high) = bars::range(&values);
    assert_eq!((low, high), (-2.0, 4.0));
    vec![
        ("scores", Bars { values, low, high, role: Role::Scores }),
        ("weights", Bars { values: vec![0.75, 0.25, 0.0], low: 0.0, high: 1.0, role: Role::Weights }),
        ("zeros", Bars { values: vec![0.0, 0.0], low: 0.0, high: 0.0, role: Role::Scores }),
        ("vast", Bars { values: vec![1e308, -1e308], low: -1e308, high: 1e308, role: Role::Scores }),
        ("empty", Bars { values: Vec::new(), low: 0.0, high: 1.0, role: Role::Weights }),
    ]
}

fn arrows_svg(drawing: &Arrows, theme: Theme) -> String {
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, (320, 320)).into_drawing_area();
        arrows::draw(&area, drawing, theme).unwrap();
        area.present().unwrap();
    }
    svg
}

fn bars_svg(drawing: &Bars, theme: Theme) -> String {
    let mut svg = String::new();
    {
        let height = 24 * drawing.values.len().max(1) as u32;
        let area = SVGBackend::with_string(&mut svg, (90, height)).into_drawing_area();
        bars::draw(&area, drawing, theme).unwrap();
        area.present().unwrap();
    }
    svg
}

#[test]
fn arrows_look_as_before() {
    for (name, drawing) in arrow_samples() {
        insta::assert_snapshot!(format!("arrows-{name}-light"), arrows_svg(&drawing, Theme::Light));
    }
    insta::assert_snapshot!("arrows-pair-dark", arrows_svg(&arrow_samples()[0].1, Theme::Dark));
}

#[test]
fn bars_look_as_before() {
    for (name, drawing) in bar_samples() {
        insta::assert_snapshot!(format!("bars-{name}-light"), bars_svg(&drawing, Theme::Light));
    }
}

#[test]
#[ignore = "writes a page to look at"]
fn contact_sheet() {
    let mut page = String::new();
    for (theme, ground) in [(Theme::Light, "white"), (Theme::Dark, "black")] {
        page += "<div style='padding:16px;display:flex;gap:16px;flex-wrap:wrap;background:";
        page += ground;
        page += "'>";
        for sample in samples() {
            page += &heatmap_svg(&sample, theme);
            page += &thumbnail_svg(&sample, theme);
        }
        for (_, drawing) in arrow_samples() {
            page += &arrows_svg(&drawing, theme);
        }
        for (_, drawing) in bar_samples() {
            page += &bars_svg(&drawing, theme);
        }
        page += "</div>";
    }
    std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/target/plot.html"), page).unwrap();
}
