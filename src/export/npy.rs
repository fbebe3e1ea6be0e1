//! A value as NumPy's own file.

use npyz::WriterBuilder as _;

use crate::value::Array;

/// The bytes of an `.npy` file: float64, or bool for truth values, in C order. `None` where it cannot be written.
pub fn npy(array: &Array) -> Option<Vec<u8>> {
    let shape: Vec<u64> = array.shape().sizes().map(|size| size as u64).collect();
    let mut bytes = Vec::new();
    if array.is_truth() {
        write(&mut bytes, &shape, array.iter().map(|value| value != 0.0))?;
    } else {
        write(&mut bytes, &shape, array.iter())?;
    }
    Some(bytes)
}

fn write<T: npyz::AutoSerialize>(
    bytes: &mut Vec<u8>,
    shape: &[u64],
    values: impl Iterator<Item = T>,
) -> Option<()> {
    let mut writer = npyz::WriteOptions::new().default_dtype().shape(shape).writer(bytes).begin_nd().ok()?;
    writer.extend(values).ok()?;
    writer.finish().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Shape;

    #[test]
    fn the_header_tells_kind_and_shape() {
        let array = Array::from_c_order(Shape::matrix(2, 3), (0..6).map(f64::from).collect()).unwrap();
        let bytes = npy(&array).unwrap();
        assert!(bytes.starts_with(b"\x93NUMPY\x01\x00"));
        let header = String::from_utf8_lossy(&bytes[..128]).into_owned();
        assert!(header.contains("'<f8'") && header.contains("(2, 3"), "{header}");
        assert_eq!(&bytes[bytes.len() - 8..], 5.0_f64.to_le_bytes());
        let truth = npy(&Array::truth(true)).unwrap();
        assert!(String::from_utf8_lossy(&truth).contains("'|b1'"));
        assert_eq!(truth.last(), Some(&1));
    }
}
