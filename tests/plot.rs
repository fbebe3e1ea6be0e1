//! The drawings, as SVG. After a wanted change accept them with `INSTA_UPDATE=always`, and look at them:
//! `cargo test --test plot -- --ignored contact_sheet` writes `target/plot.html`.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use attention_notebook::plot::{
    Role, Scale, Theme, heatmap,
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
        page += "</div>";
    }
    std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/target/plot.html"), page).unwrap();
}
