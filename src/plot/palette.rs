//! Every colour of the product, and what it means; `styles/tokens.css` says the same to the stylesheets (a test
//! compares them).
//!
//! Colours of roles differ in lightness as well as hue, so that they stay apart in the three kinds of colour
//! blindness. Anchors of heat are as strong as a contrast of 4.5 to the numbers written over them allows.

use plotters::style::RGBColor;

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Theme {
    /// Near-black on white.
    #[default]
    Light,
    /// Near-white on near-black.
    Dark,
}

impl Theme {
    /// The name in style sheets and addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Light => Self::Dark,
            Self::Dark => Self::Light,
        }
    }
}

/// What a matrix is for; each has its hue everywhere on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// X and everything else that is given.
    Input,
    /// Q and `W_Q`: blue.
    Query,
    /// K and `W_K`: red.
    Key,
    /// V and `W_V`: green.
    Value,
    /// S and Z: ochre.
    Scores,
    /// A: violet.
    Weights,
    /// O: plum.
    Output,
}

impl Role {
    /// The role that a name tells by the field's custom: `Q`, `Q2` and `W_Q` are queries.
    pub fn of_name(name: &str) -> Option<Self> {
        let letter = name.strip_prefix("W_").unwrap_or(name);
        let mut characters = letter.chars();
        let role = match characters.next()? {
            'X' => Self::Input,
            'Q' => Self::Query,
            'K' => Self::Key,
            'V' => Self::Value,
            'S' | 'Z' => Self::Scores,
            'A' => Self::Weights,
            'O' => Self::Output,
            _ => return None,
        };
        characters.next().is_none_or(|next| next == '_' || next.is_ascii_digit()).then_some(role)
    }

    /// The name in style sheets.
    pub fn key(self) -> &'static str {
        match self {
            Self::Input => "input",
            Self::Query => "query",
            Self::Key => "key",
            Self::Value => "value",
            Self::Scores => "scores",
            Self::Weights => "weights",
            Self::Output => "output",
        }
    }
}

/// The colours of a theme.
#[derive(Debug, Clone, PartialEq)]
pub struct Palette {
    /// What everything stands on.
    pub ground: RGBColor,
    /// Text and numbers.
    pub ink: RGBColor,
    /// Text that stands back: names of rows, notes.
    pub ink_quiet: RGBColor,
    /// Rules, and the gaps between cells.
    pub hairline: RGBColor,
    /// In the order of [`Role`].
    roles: [RGBColor; 7],
    /// A value of zero.
    pub heat_zero: RGBColor,
    /// A weight of 1.
    pub heat_weight: RGBColor,
    /// The largest value above zero.
    pub heat_positive: RGBColor,
    /// The largest value below zero.
    pub heat_negative: RGBColor,
    /// The ground of a masked cell.
    pub mask_ground: RGBColor,
    /// The hatching of a masked cell.
    pub mask_line: RGBColor,
    /// The cross over NaN.
    pub invalid: RGBColor,
}

const LIGHT: Palette = Palette {
    ground: hex(0xff_ff_ff),
    ink: hex(0x1b_1d_22),
    ink_quiet: hex(0x5c_60_68),
    hairline: hex(0xdc_dd_e0),
    roles: [
        hex(0x34_3a_42),
        hex(0x44_74_c2),
        hex(0xb0_03_0e),
        hex(0x0b_60_2c),
        hex(0x98_6d_1e),
        hex(0x72_2d_d7),
        hex(0x89_39_71),
    ],
    heat_zero: hex(0xff_ff_ff),
    heat_weight: hex(0x9d_7e_e4),
    heat_positive: hex(0x5f_97_e3),
    heat_negative: hex(0xe0_82_38),
    mask_ground: hex(0xf0_f0_f1),
    mask_line: hex(0xb9_bb_c0),
    invalid: hex(0xb0_10_30),
};

const DARK: Palette = Palette {
    ground: hex(0x14_16_1a),
    ink: hex(0xec_ea_e6),
    ink_quiet: hex(0xa0_a4_ac),
    hairline: hex(0x35_38_3e),
    roles: [
        hex(0xd0_db_ea),
        hex(0x66_ac_fe),
        hex(0xf7_4e_1a),
        hex(0x2d_99_65),
        hex(0xeb_c3_3e),
        hex(0x9a_73_d7),
        hex(0xe5_7c_ad),
    ],
    heat_zero: hex(0x14_16_1a),
    heat_weight: hex(0x70_50_c0),
    heat_positive: hex(0x26_66_b8),
    heat_negative: hex(0x9e_52_14),
    mask_ground: hex(0x20_22_27),
    mask_line: hex(0x55_59_61),
    invalid: hex(0xff_70_88),
};

impl Palette {
    /// The palette of a theme.
    pub const fn of(theme: Theme) -> &'static Self {
        match theme {
            Theme::Light => &LIGHT,
            Theme::Dark => &DARK,
        }
    }

    /// The hue of a role, dark or light enough to write with.
    pub const fn role(&self, role: Role) -> RGBColor {
        self.roles[role as usize]
    }

    /// Every colour with the name of its custom property in `styles/tokens.css`.
    pub fn tokens(&self) -> [(&'static str, RGBColor); 18] {
        let [input, query, key, value, scores, weights, output] = self.roles;
        [
            ("--ground", self.ground),
            ("--ink", self.ink),
            ("--ink-quiet", self.ink_quiet),
            ("--hairline", self.hairline),
            ("--role-input", input),
            ("--role-query", query),
            ("--role-key", key),
            ("--role-value", value),
            ("--role-scores", scores),
            ("--role-weights", weights),
            ("--role-output", output),
            ("--heat-zero", self.heat_zero),
            ("--heat-weight", self.heat_weight),
            ("--heat-positive", self.heat_positive),
            ("--heat-negative", self.heat_negative),
            ("--mask-ground", self.mask_ground),
            ("--mask-line", self.mask_line),
            ("--invalid", self.invalid),
        ]
    }
}

const fn hex(code: u32) -> RGBColor {
    RGBColor((code >> 16) as u8, (code >> 8) as u8, code as u8)
}
