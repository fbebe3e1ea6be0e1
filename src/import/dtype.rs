//! Kinds of numbers, and their bytes.

use half::{bf16, f16};

/// A kind of number. The names are NumPy's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Dtype {
    Bool,
    U8,
    U16,
    U32,
    U64,
    I8,
    I16,
    I32,
    I64,
    F16,
    Bf16,
    F32,
    F64,
}

impl Dtype {
    /// Every kind, with the letter and size that NumPy gives it, and its name in safetensors.
    const ALL: [(Self, &'static str, &'static str); 13] = [
        (Self::Bool, "b1", "BOOL"),
        (Self::U8, "u1", "U8"),
        (Self::U16, "u2", "U16"),
        (Self::U32, "u4", "U32"),
        (Self::U64, "u8", "U64"),
        (Self::I8, "i1", "I8"),
        (Self::I16, "i2", "I16"),
        (Self::I32, "i4", "I32"),
        (Self::I64, "i8", "I64"),
        (Self::F16, "f2", "F16"),
        // NumPy has none; JAX writes it by this name.
        (Self::Bf16, "bfloat16", "BF16"),
        (Self::F32, "f4", "F32"),
        (Self::F64, "f8", "F64"),
    ];

    /// The kind of NumPy's `f8`, without the sign of the byte order.
    pub(super) fn of_numpy(code: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, numpy, _)| *numpy == code).map(|(dtype, _, _)| *dtype)
    }

    /// The kind of safetensors' `BF16`.
    pub(super) fn of_safetensors(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, _, known)| *known == name).map(|(dtype, _, _)| *dtype)
    }

    /// Bytes of one number.
    pub fn size(self) -> u64 {
        match self {
            Self::Bool | Self::U8 | Self::I8 => 1,
            Self::U16 | Self::I16 | Self::F16 | Self::Bf16 => 2,
            Self::U32 | Self::I32 | Self::F32 => 4,
            Self::U64 | Self::I64 | Self::F64 => 8,
        }
    }

    /// The name, as NumPy shows it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::U8 => "uint8",
            Self::U16 => "uint16",
            Self::U32 => "uint32",
            Self::U64 => "uint64",
            Self::I8 => "int8",
            Self::I16 => "int16",
            Self::I32 => "int32",
            Self::I64 => "int64",
            Self::F16 => "float16",
            Self::Bf16 => "bfloat16",
            Self::F32 => "float32",
            Self::F64 => "float64",
        }
    }

    /// The number that the bytes are; `None` where they are too few. Integers beyond 2^53 are rounded to f64.
    pub(super) fn number(self, bytes: &[u8], big_endian: bool) -> Option<f64> {
        let mut word = [0; 8];
        let size = self.size() as usize;
        word[..size].copy_from_slice(bytes.get(..size)?);
        if big_endian {
            word[..size].reverse();
        }
        let bits = u64::from_le_bytes(word);
        Some(match self {
            Self::Bool => f64::from(u8::from(bits != 0)),
            Self::U8 | Self::U16 | Self::U32 | Self::U64 => bits as f64,
            Self::I8 => f64::from(bits as i8),
            Self::I16 => f64::from(bits as i16),
            Self::I32 => f64::from(bits as i32),
            Self::I64 => bits as i64 as f64,
            Self::F16 => f16::from_bits(bits as u16).to_f64(),
            Self::Bf16 => bf16::from_bits(bits as u16).to_f64(),
            Self::F32 => f64::from(f32::from_bits(bits as u32)),
            Self::F64 => f64::from_bits(bits),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Dtype;

    #[test]
    fn numbers_of_either_order() {
        assert_eq!(Dtype::F32.number(&1.5_f32.to_le_bytes(), false), Some(1.5));
        assert_eq!(Dtype::F32.number(&1.5_f32.to_be_bytes(), true), Some(1.5));
        assert_eq!(Dtype::I16.number(&(-2_i16).to_be_bytes(), true), Some(-2.0));
        assert_eq!(Dtype::I64.number(&(-3_i64).to_le_bytes(), false), Some(-3.0));
        assert_eq!(Dtype::U8.number(&[255], false), Some(255.0));
        assert_eq!(Dtype::Bool.number(&[7], false), Some(1.0));
        assert_eq!(Dtype::F16.number(&[0x00, 0x3e], false), Some(1.5));
        assert_eq!(Dtype::Bf16.number(&[0xc0, 0x3f], false), Some(1.5));
        assert_eq!(Dtype::F64.number(&[0; 7], false), None);
    }
}
