//! From a value to the colour of its cell.
//!
//! The heat of a cell is the mix, in Oklab, of the ground and one anchor. The grids of the page get the same colours
//! from CSS: `color-mix(in oklab, var(--heat-positive) calc(var(--heat) * 100%), var(--heat-zero))`.

use std::sync::LazyLock;

use plotters::style::RGBColor;

use super::palette::{Palette, Theme};
use super::scale::{Position, Scale};

/// The colour that a value's cell is filled with; for −∞ and NaN the ground under their marks.
pub fn heat(theme: Theme, scale: Scale, value: f64) -> RGBColor {
    let ramps = &RAMPS[theme as usize];
    match (scale.position(value), scale) {
        (Position::At(strength), Scale::Weights) => ramps.weight[step(strength)],
        (Position::At(strength), Scale::Signed { .. }) if strength < 0.0 => ramps.negative[step(-strength)],
        (Position::At(strength), Scale::Signed { .. }) => ramps.positive[step(strength)],
        (Position::Masked, _) => Palette::of(theme).mask_ground,
        (Position::NotANumber, _) | (Position::At(_), Scale::Mask) => Palette::of(theme).ground,
    }
}

const STEPS: usize = 256;

/// The mixes worked out once: a drawing asks for up to 16,384 of them.
struct Ramps {
    weight: [RGBColor; STEPS],
    positive: [RGBColor; STEPS],
    negative: [RGBColor; STEPS],
}

static RAMPS: LazyLock<[Ramps; 2]> = LazyLock::new(|| {
    [Theme::Light, Theme::Dark].map(|theme| {
        let palette = Palette::of(theme);
        let ramp = |anchor| {
            std::array::from_fn(|step| mix(anchor, step as f64 / (STEPS - 1) as f64, palette.heat_zero))
        };
        Ramps {
            weight: ramp(palette.heat_weight),
            positive: ramp(palette.heat_positive),
            negative: ramp(palette.heat_negative),
        }
    })
});

fn step(strength: f64) -> usize {
    (strength * (STEPS - 1) as f64).round() as usize
}

/// CSS: `color-mix(in oklab, anchor share, ground)`, with `share` from 0 to 1.
pub fn mix(anchor: RGBColor, share: f64, ground: RGBColor) -> RGBColor {
    let (from, to) = (oklab(ground), oklab(anchor));
    from_oklab(std::array::from_fn(|i| from[i] + (to[i] - from[i]) * share))
}

// Oklab and its inverse as Björn Ottosson gives them, to the digits that 8 bits a channel can tell.
fn oklab(RGBColor(r, g, b): RGBColor) -> [f64; 3] {
    let [r, g, b] = [r, g, b].map(linear);
    let l = (0.412_221_47 * r + 0.536_332_54 * g + 0.051_445_99 * b).powf(1.0 / 3.0);
    let m = (0.211_903_5 * r + 0.680_699_55 * g + 0.107_396_96 * b).powf(1.0 / 3.0);
    let s = (0.088_302_46 * r + 0.281_718_84 * g + 0.629_978_7 * b).powf(1.0 / 3.0);
    [
        0.210_454_26 * l + 0.793_617_79 * m - 0.004_072_05 * s,
        1.977_998_5 * l - 2.428_592_21 * m + 0.450_593_71 * s,
        0.025_904_04 * l + 0.782_771_77 * m - 0.808_675_77 * s,
    ]
}

fn from_oklab([lightness, a, b]: [f64; 3]) -> RGBColor {
    let l = (lightness + 0.396_337_78 * a + 0.215_803_76 * b).powi(3);
    let m = (lightness - 0.105_561_35 * a - 0.063_854_17 * b).powi(3);
    let s = (lightness - 0.089_484_18 * a - 1.291_485_55 * b).powi(3);
    RGBColor(
        gamma(4.076_741_66 * l - 3.307_711_59 * m + 0.230_969_93 * s),
        gamma(-1.268_438 * l + 2.609_757_4 * m - 0.341_319_4 * s),
        gamma(-0.004_196_09 * l - 0.703_418_61 * m + 1.707_614_7 * s),
    )
}

fn linear(channel: u8) -> f64 {
    let channel = f64::from(channel) / 255.0;
    if channel <= 0.040_45 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
}

fn gamma(light: f64) -> u8 {
    let light = light.clamp(0.0, 1.0);
    let channel = if light <= 0.003_130_8 { 12.92 * light } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 };
    (channel * 255.0).round() as u8
}
