//! What a forward pass starts from: X and the three projection matrices, in f32.

/// n tokens of width `d_model`; queries, keys and values of width `d_k`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// n, the sequence length.
    pub n_tokens: usize,
    /// The width of X.
    pub d_model: usize,
    /// The width of Q, K, V and O.
    pub d_k: usize,
}

/// X, W^Q, W^K, W^V, row after row.
#[derive(Debug, Clone, PartialEq)]
pub struct Inputs {
    /// What the lengths of the rest follow from.
    pub size: Size,
    /// X: n × `d_model`.
    pub x: Vec<f32>,
    /// W^Q: `d_model` × `d_k`.
    pub w_q: Vec<f32>,
    /// W^K: `d_model` × `d_k`.
    pub w_k: Vec<f32>,
    /// W^V: `d_model` × `d_k`.
    pub w_v: Vec<f32>,
}

/// Which of the four matrices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputName {
    /// X.
    X,
    /// W^Q.
    Query,
    /// W^K.
    Key,
    /// W^V.
    Value,
}

/// Why matrices cannot be the inputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputFault {
    /// A size is 0, or the matrices have more numbers than memory has addresses.
    Size(Size),
    /// A matrix has not as many numbers as its size says.
    Length {
        /// The matrix.
        input: InputName,
        /// How many numbers it has to have.
        expected: usize,
        /// How many it has.
        found: usize,
    },
    /// A number is infinite or not a number.
    NotFinite {
        /// The matrix.
        input: InputName,
        /// Where in it, counted row after row.
        at: usize,
    },
}

/// √3: numbers drawn evenly from −√3 to √3 have mean 0 and variance 1.
const REACH: f32 = 1.732_050_8;

impl Inputs {
    /// Numbers drawn from a seed, the same bits on every machine: evenly, with variance 1 in X and 1 / `d_model` in the
    /// projection matrices, so that queries, keys and values have variance about 1 at every width.
    ///
    /// Number i of X, W^Q, W^K, W^V in this order is made of the upper 24 bits of output i of `SplitMix64` (see
    /// `random_normal`) started at the seed.
    ///
    /// # Errors
    /// None; a size beyond what memory can hold ends as every failed allocation of a `Vec` does.
    pub fn seeded(size: Size, seed: u64) -> Self {
        let mut generator = seed;
        let mut draw = |length: usize, scale: f32| -> Vec<f32> {
            (0..length).map(|_| (signed_unit(&mut generator)) * scale).collect()
        };
        let projection = REACH / (size.d_model.max(1) as f32).sqrt();
        let (tokens, weights) = (size.n_tokens * size.d_model, size.d_model * size.d_k);
        let x = draw(tokens, REACH);
        let [w_q, w_k, w_v] = [(); 3].map(|()| draw(weights, projection));
        Self { size, x, w_q, w_k, w_v }
    }

    /// Matrices from outside.
    ///
    /// # Errors
    /// A size of 0, a length that is not its size's, a number that is not finite.
    pub fn given(
        size: Size,
        x: Vec<f32>,
        w_q: Vec<f32>,
        w_k: Vec<f32>,
        w_v: Vec<f32>,
    ) -> Result<Self, InputFault> {
        let tokens = size.n_tokens.checked_mul(size.d_model).ok_or(InputFault::Size(size))?;
        let weights = size.d_model.checked_mul(size.d_k).ok_or(InputFault::Size(size))?;
        if tokens == 0 || weights == 0 {
            return Err(InputFault::Size(size));
        }
        check(InputName::X, &x, tokens)?;
        check(InputName::Query, &w_q, weights)?;
        check(InputName::Key, &w_k, weights)?;
        check(InputName::Value, &w_v, weights)?;
        Ok(Self { size, x, w_q, w_k, w_v })
    }

    /// The bytes that the four matrices take.
    pub fn bytes(&self) -> usize {
        [&self.x, &self.w_q, &self.w_k, &self.w_v]
            .map(|matrix| matrix.capacity() * size_of::<f32>())
            .iter()
            .sum()
    }
}

fn check(input: InputName, numbers: &[f32], expected: usize) -> Result<(), InputFault> {
    let found = numbers.len();
    if found != expected {
        return Err(InputFault::Length { input, expected, found });
    }
    let odd = numbers.iter().position(|number| !number.is_finite());
    odd.map_or(Ok(()), |at| Err(InputFault::NotFinite { input, at }))
}

/// From −1 up to 1, in steps of 2⁻²³.
fn signed_unit(state: &mut u64) -> f32 {
    const STEP: f32 = 1.0 / (1_u32 << 23) as f32;
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    let whole = (mixed ^ (mixed >> 31)) >> 40;
    (whole as i32 - (1 << 23)) as f32 * STEP
}

#[cfg(test)]
mod tests {
    use super::{InputFault, InputName, Inputs, Size};

    const SIZE: Size = Size { n_tokens: 64, d_model: 16, d_k: 8 };

    #[test]
    fn a_seed_gives_the_same_bits_and_about_unit_variance() {
        let inputs = Inputs::seeded(SIZE, 7);
        assert_eq!(inputs, Inputs::seeded(SIZE, 7));
        assert_ne!(inputs.x, Inputs::seeded(SIZE, 8).x);
        let mean = inputs.x.iter().sum::<f32>() / inputs.x.len() as f32;
        let variance = inputs.x.iter().map(|x| x * x).sum::<f32>() / inputs.x.len() as f32;
        assert!(mean.abs() < 0.1 && (variance - 1.0).abs() < 0.1, "{mean} {variance}");
        assert_eq!(inputs.bytes(), (64 * 16 + 3 * 16 * 8) * 4);
    }

    #[test]
    fn what_cannot_be_inputs_says_why() {
        let given = |x: Vec<f32>| Inputs::given(SIZE, x, vec![0.0; 128], vec![0.0; 128], vec![0.0; 128]);
        assert!(given(vec![0.0; 1024]).is_ok());
        let length = InputFault::Length { input: InputName::X, expected: 1024, found: 3 };
        assert_eq!(given(vec![0.0; 3]), Err(length));
        let mut odd = vec![0.0; 1024];
        odd[5] = f32::NAN;
        assert_eq!(given(odd), Err(InputFault::NotFinite { input: InputName::X, at: 5 }));
        let empty = Size { n_tokens: 0, ..SIZE };
        assert_eq!(Inputs::given(empty, vec![], vec![], vec![], vec![]), Err(InputFault::Size(empty)));
    }
}
