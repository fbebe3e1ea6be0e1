//! The palette keeps its promises: numbers stay readable on every heat colour, and roles stay apart for every eye.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use attention_notebook::plot::heat::{heat, mix};
use attention_notebook::plot::{Palette, Role, Scale, Theme};
use plotters::style::RGBColor;

const THEMES: [Theme; 2] = [Theme::Light, Theme::Dark];
const ROLES: [Role; 7] =
    [Role::Input, Role::Query, Role::Key, Role::Value, Role::Scores, Role::Weights, Role::Output];

#[test]
fn numbers_are_readable_on_every_heat() {
    for theme in THEMES {
        let ink = Palette::of(theme).ink;
        for step in -1000..=1000 {
            let value = f64::from(step) / 1000.0;
            for scale in [Scale::Weights, Scale::Signed { extent: 1.0 }] {
                let ratio = contrast(ink, heat(theme, scale, value));
                assert!(ratio >= 4.5, "{theme:?} {scale:?} {value}: {ratio}");
            }
        }
    }
}

#[test]
fn heat_grows_with_the_value_and_can_be_seen() {
    for theme in THEMES {
        let zero = heat(theme, Scale::Weights, 0.0);
        assert_eq!(zero, Palette::of(theme).heat_zero);
        for end in [heat(theme, Scale::Weights, 1.0), signed(theme, 1.0), signed(theme, -1.0)] {
            assert!(contrast(zero, end) > 2.3, "{theme:?} {end:?}");
        }
        for vision in VISIONS {
            let apart = distance(signed(theme, 1.0), signed(theme, -1.0), vision);
            assert!(apart > 0.2, "{theme:?}: plus and minus are {apart} apart");
        }
        let ratios: Vec<f64> = (0..=20)
            .map(|step| contrast(zero, heat(theme, Scale::Weights, f64::from(step) / 20.0)))
            .collect();
        assert!(ratios.is_sorted(), "{theme:?} {ratios:?}");
    }
}

#[test]
fn roles_can_be_written_with_and_told_apart() {
    for theme in THEMES {
        let palette = Palette::of(theme);
        for (i, role) in ROLES.into_iter().enumerate() {
            assert!(contrast(palette.role(role), palette.ground) >= 4.5, "{theme:?} {role:?}");
            for other in &ROLES[..i] {
                for vision in VISIONS {
                    let apart = distance(palette.role(role), palette.role(*other), vision);
                    assert!(
                        apart > 0.075,
                        "{theme:?}: {role:?} and {other:?} are {apart} apart in {vision:?}"
                    );
                }
            }
        }
        assert!(contrast(palette.ink_quiet, palette.ground) >= 4.5);
        assert!(contrast(palette.ink, palette.mask_ground) >= 4.5);
    }
}

/// Expected values from Chromium's `color-mix(in oklab, …)`.
#[test]
fn mixes_as_css_does() {
    let palette = Palette::of(Theme::Light);
    for (anchor, share, expected) in CHROMIUM {
        let RGBColor(r, g, b) = mix(hex(anchor), *share, palette.heat_zero);
        let expected = hex(expected);
        let near = |a: u8, b: u8| a.abs_diff(b) <= 1;
        assert!(
            near(r, expected.0) && near(g, expected.1) && near(b, expected.2),
            "{anchor} {share}: {r} {g} {b}"
        );
    }
}

#[test]
fn stylesheet_has_the_same_colours() {
    let css = include_str!("../styles/tokens.css");
    // One light block, then the dark one twice: by the system's wish and by the reader's.
    let blocks: Vec<&str> = css.split(" color-scheme:").skip(1).collect();
    assert_eq!(blocks.len(), 3);
    for (block, theme) in blocks.into_iter().zip([Theme::Light, Theme::Dark, Theme::Dark]) {
        for (name, color) in Palette::of(theme).tokens() {
            let declared = block.split_once(&format!("{name}: #")).map(|(_, rest)| hex(&rest[..6]));
            assert_eq!(declared, Some(color), "{name} of {theme:?}");
        }
    }
}

/// An anchor, its share over white, and the mix.
const CHROMIUM: &[(&str, f64, &str)] = &[
    ("9d7ee4", 0.1, "f5f2fd"),
    ("9d7ee4", 0.5, "ccbff4"),
    ("9d7ee4", 0.9, "a68be8"),
    ("5f97e3", 0.1, "eff5fd"),
    ("5f97e3", 0.5, "afcbf3"),
    ("5f97e3", 0.9, "6fa2e7"),
    ("e08238", 0.1, "fdf3ec"),
    ("e08238", 0.5, "f3c1a0"),
    ("e08238", 0.9, "e48f50"),
];

fn signed(theme: Theme, value: f64) -> RGBColor {
    heat(theme, Scale::Signed { extent: 1.0 }, value)
}

fn hex(code: &str) -> RGBColor {
    let channel = |at: usize| u8::from_str_radix(&code[at..at + 2], 16).unwrap();
    RGBColor(channel(0), channel(2), channel(4))
}

/// WCAG 2: from 1, the same, to 21, black on white.
fn contrast(one: RGBColor, other: RGBColor) -> f64 {
    let luminance = |color: RGBColor| {
        let [r, g, b] = linear(color);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    (one / other).max(other / one)
}

fn linear(RGBColor(r, g, b): RGBColor) -> [f64; 3] {
    [r, g, b].map(|channel| {
        let channel = f64::from(channel) / 255.0;
        if channel <= 0.040_45 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
    })
}

type Matrix = [[f64; 3]; 3];

/// Full colour vision, and the lack of one kind of cone (Machado, Oliveira and Fernandes 2009, severity 1).
const VISIONS: [Matrix; 4] = [
    [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    [
        [0.152_286, 1.052_583, -0.204_868],
        [0.114_503, 0.786_281, 0.099_216],
        [-0.003_882, -0.048_116, 1.051_998],
    ],
    [
        [0.367_322, 0.860_646, -0.227_968],
        [0.280_085, 0.672_501, 0.047_413],
        [-0.011_820, 0.042_940, 0.968_881],
    ],
    [
        [1.255_528, -0.076_749, -0.178_779],
        [-0.078_411, 0.930_809, 0.147_602],
        [0.004_733, 0.691_367, 0.303_900],
    ],
];

const LIGHT_TO_CONES: Matrix = [
    [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
    [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
    [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
];
const CONES_TO_OKLAB: Matrix = [
    [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
    [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
    [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
];

/// In Oklab; two colours less than 0.02 apart look the same.
fn distance(one: RGBColor, other: RGBColor, vision: Matrix) -> f64 {
    let seen = |color| {
        let light = times(vision, linear(color)).map(|channel| channel.clamp(0.0, 1.0));
        times(CONES_TO_OKLAB, times(LIGHT_TO_CONES, light).map(f64::cbrt))
    };
    let (one, other) = (seen(one), seen(other));
    (0..3).map(|i| (one[i] - other[i]).powi(2)).sum::<f64>().sqrt()
}

fn times(matrix: Matrix, vector: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| (0..3).map(|i| row[i] * vector[i]).sum())
}
