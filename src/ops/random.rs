//! `random_normal(shape, seed)`: numbers drawn from a seed, the same bits on every machine.

use std::f64::consts::TAU;

use super::explanation::Draw;
use super::fill::shape_of;
use super::{
    Argument, Explained, Explanation, Fault, Given, Notation, Operation, Parameter, ParameterKind, Work,
};
use crate::value::{Array, Position, Shape};

/// Independent draws from the normal distribution of mean 0 and deviation 1.
///
/// NumPy has no such function: its generators promise no stable numbers. This one is short enough to be written out
/// in an exported program. Draw i, in C order, takes the outputs 2i and 2i + 1 of `SplitMix64` started at the seed, as
/// u = (⌊a / 2¹¹⌋ + 1) / 2⁵³ in (0, 1] and v = ⌊b / 2¹¹⌋ / 2⁵³ in [0, 1), and is √(−2 ln u) · cos(2πv). So the first
/// draws are the same whatever the size. The functions are those of `libm`, in software, alike natively and in wasm.
///
/// A negative seed is taken modulo 2⁶⁴.
///
/// Sources: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014, with the constants of
/// <https://prng.di.unimi.it/splitmix64.c>; Box and Muller 1958.
pub(super) struct RandomNormal;

static PARAMETERS: [Parameter; 2] =
    [Parameter::required("shape", ParameterKind::Sizes), Parameter::required("seed", ParameterKind::Integer)];

/// A generator of 64-bit numbers whose state is a counter.
struct SplitMix64(u64);

impl SplitMix64 {
    /// What each output adds to the counter.
    const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(Self::GOLDEN);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// The upper 53 bits, a whole number that f64 holds exactly.
    fn whole(&mut self) -> f64 {
        (self.next() >> 11) as f64
    }

    /// u in (0, 1] and v in [0, 1).
    fn pair(&mut self) -> (f64, f64) {
        const STEP: f64 = 1.0 / (1_u64 << 53) as f64;
        ((self.whole() + 1.0) * STEP, self.whole() * STEP)
    }

    /// The generator that has drawn so many pairs already.
    fn after(seed: i64, pairs: usize) -> Self {
        Self((seed as u64).wrapping_add(Self::GOLDEN.wrapping_mul(2 * pairs as u64)))
    }
}

/// √(−2 ln u) · cos(2πv).
pub(super) fn normal(u: f64, v: f64) -> f64 {
    let radius = (-2.0 * libm::log(u)).sqrt();
    radius * libm::cos(TAU * v)
}

/// The draws of `random_normal` from a seed, one after the other, without end.
pub fn standard_normal(seed: i64) -> impl Iterator<Item = f64> {
    let mut generator = SplitMix64::after(seed, 0);
    std::iter::repeat_with(move || {
        let (u, v) = generator.pair();
        normal(u, v)
    })
}

impl Operation for RandomNormal {
    fn name(&self) -> &'static str {
        "random_normal"
    }

    fn parameters(&self) -> &'static [Parameter] {
        &PARAMETERS
    }

    fn shape(&self, arguments: &[Argument<'_>]) -> Result<Shape, Fault> {
        Given(arguments).integer(1)?;
        shape_of(Given(arguments).sizes(0)?)
    }

    fn value(&self, arguments: &[Argument<'_>], shape: &Shape) -> Result<Array, Fault> {
        let draws = standard_normal(Given(arguments).integer(1)?).take(shape.len()).collect();
        Ok(Array::from_memory(&Shape::vector(shape.len()), draws).reshaped(shape))
    }

    /// Twenty for each draw: six for each of two outputs of the generator, one for u and one for v, a logarithm, a
    /// root, a cosine and three products.
    fn work<'a>(&self, _: &'a [Argument<'a>], shape: &'a Shape) -> Work<'a> {
        Work::each(shape, 20, 0)
    }

    fn notation(&self) -> Notation {
        Notation::Function
    }
}

impl Explained for RandomNormal {
    fn explain(&self, arguments: &[Argument<'_>], shape: &Shape, at: Position) -> Option<Explanation> {
        let seed = Given(arguments).integer(1).ok()?;
        let index = shape.holds(at).then(|| shape.c_index(at))?;
        let (u, v) = SplitMix64::after(seed, index).pair();
        Some(Explanation::Draw(Draw { seed, index, u, v }))
    }

    fn example(&self) -> &'static str {
        "random_normal((2, 3), 7)"
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::call;
    use super::*;

    fn draw(sizes: &[usize], seed: i64) -> Array {
        let sizes = sizes.iter().map(|&size| size.into()).collect();
        call("random_normal", &[Argument::Sizes(sizes), Argument::Integer(seed)])
    }

    #[test]
    fn the_generator_is_the_published_one() {
        // The first outputs of splitmix64.c started at 1234567.
        let mut generator = SplitMix64(1_234_567);
        let published = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423];
        assert_eq!([generator.next(), generator.next(), generator.next()], published);
    }

    #[test]
    fn draws_depend_on_the_seed_alone() {
        let [few, many] = [draw(&[2, 3], 7), draw(&[4, 3], 7)];
        assert!(few.iter().eq(many.iter().take(6)), "the first draws change with the size");
        assert!(!draw(&[6], 8).iter().eq(few.iter()), "two seeds draw the same");
        assert_eq!(draw(&[], -1).shape(), &Shape::scalar());
    }

    #[test]
    fn draws_are_those_that_python_computes() {
        // The formula above written in NumPy.
        let from_seven = [1.364_992_3, -0.396_523_98, 0.004_498_53, -0.580_613_06];
        let close = draw(&[2, 2], 7).iter().zip(from_seven).all(|(x, y)| (x - y).abs() < 1e-8);
        assert!(close, "{:?}", draw(&[2, 2], 7));
        assert!((draw(&[3], -1).get(0, 0, 2).unwrap() - 0.377_619_730_249_972_03).abs() < 1e-15);
    }

    #[test]
    fn draws_are_normal() {
        let draws: Vec<f64> = draw(&[100, 100], 1).iter().collect();
        let moment = |power| draws.iter().map(|x: &f64| x.powi(power)).sum::<f64>() / 1e4;
        assert!(moment(1).abs() < 0.03 && (moment(2) - 1.0).abs() < 0.05 && (moment(4) - 3.0).abs() < 0.3);
    }
}
