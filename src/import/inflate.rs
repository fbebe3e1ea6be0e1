//! Packed data: parts of what it unpacks to, in bounded time and memory.

use miniz_oxide::{
    DataFormat, MZFlush, MZStatus,
    inflate::stream::{InflateState, inflate},
};

use super::{Fault, Halt, Known, Need, tensor::Deflated};

/// A range of unpacked bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) start: u64,
    pub(super) length: u64,
}

impl Run {
    fn end(self) -> u64 {
        self.start.saturating_add(self.length)
    }
}

/// How far data is unpacked at most: a second's work. What is unpacked is not kept, but for the runs.
pub(super) const MOST_INFLATED: u64 = 64 << 20;
const FIRST: u64 = 2048;

/// Ranges of what is packed, counted from behind [`Deflated::skip`]. They are in order.
pub(super) fn inflated(known: &Known, deflated: Deflated, runs: &[Run]) -> Result<Vec<Vec<u8>>, Halt> {
    let runs: Vec<Run> =
        runs.iter().map(|run| Run { start: run.start.saturating_add(deflated.skip), ..*run }).collect();
    let end = runs.iter().map(|run| run.end()).max().unwrap_or(0);
    if end > MOST_INFLATED {
        return Err(Fault::Inflated { most: MOST_INFLATED }.into());
    }
    let length = usize::try_from(deflated.length).unwrap_or(usize::MAX);
    let packed = known.from(deflated.start);
    let packed = packed.get(..length).unwrap_or(packed);
    match unpack(packed, &runs, end) {
        Ok(read) => Ok(read),
        // Four times as much as before, so that all the trying together is no more than a third beyond the last.
        Err(Unpacked::Short) if (packed.len() as u64) < deflated.length => {
            let more = (4 * packed.len() as u64).max(FIRST).max(end / 4).min(deflated.length);
            if deflated.start.saturating_add(more) > known.size() {
                let at = deflated.start;
                return Err(Fault::Truncated { at, wanted: deflated.length, size: known.size() }.into());
            }
            Err(Halt::Needs(vec![Need { start: deflated.start, length: more }]))
        }
        Err(_) => Err(Fault::Corrupt { at: deflated.start }.into()),
    }
}

enum Unpacked {
    /// The packed data ends too early.
    Short,
    /// It is no packed data.
    Broken,
}

fn unpack(packed: &[u8], runs: &[Run], end: u64) -> Result<Vec<Vec<u8>>, Unpacked> {
    let mut read: Vec<Vec<u8>> = vec![Vec::new(); runs.len()];
    let mut state = InflateState::new_boxed(DataFormat::Raw);
    let mut window = vec![0; 1 << 16];
    let (mut rest, mut at, mut first) = (packed, 0_u64, 0);
    while at < end {
        let step = inflate(&mut state, rest, &mut window, MZFlush::None);
        rest = rest.get(step.bytes_consumed..).unwrap_or_default();
        let after = at + step.bytes_written as u64;
        while runs.get(first).is_some_and(|run| run.end() <= at) {
            first += 1;
        }
        for (run, read) in runs.iter().zip(&mut read).skip(first).take_while(|(run, _)| run.start < after) {
            let (from, to) = (run.start.max(at), run.end().min(after));
            if from < to {
                read.extend_from_slice(&window[(from - at) as usize..(to - at) as usize]);
            }
        }
        at = after;
        match step.status {
            Ok(MZStatus::StreamEnd) if at < end => return Err(Unpacked::Broken),
            Ok(_) if step.bytes_written == 0 && step.bytes_consumed == 0 => return Err(Unpacked::Short),
            Ok(_) => {}
            Err(miniz_oxide::MZError::Buf) => return Err(Unpacked::Short),
            Err(_) => return Err(Unpacked::Broken),
        }
    }
    Ok(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_packed_data() {
        let plain: Vec<u8> = (0..300_000_u32).flat_map(u32::to_le_bytes).collect();
        let packed = miniz_oxide::deflate::compress_to_vec(&plain, 6);
        let deflated = Deflated { start: 0, length: packed.len() as u64, skip: 4 };
        let runs = [
            Run { start: 0, length: 4 },
            Run { start: 65_530, length: 20 },
            Run { start: 1_000_000, length: 8 },
        ];
        let read = inflated(&Known::whole(packed.clone()), deflated, &runs).unwrap();
        for (run, read) in runs.iter().zip(&read) {
            assert_eq!(read, &plain[run.start as usize + 4..(run.end() + 4) as usize]);
        }
        // A little at the beginning needs little of the packed data.
        let nothing = Known::new(packed.len() as u64);
        let Err(Halt::Needs(needs)) = inflated(&nothing, deflated, &runs[..1]) else { panic!() };
        assert_eq!(needs, [Need { start: 0, length: FIRST }]);
    }

    #[test]
    fn broken_data_and_bombs_end() {
        let zeros = vec![0; 70 << 20];
        let packed = miniz_oxide::deflate::compress_to_vec(&zeros, 1);
        let length = packed.len() as u64;
        let known = Known::whole(packed);
        let far = [Run { start: 65 << 20, length: 8 }];
        let deflated = Deflated { start: 0, length, skip: 0 };
        assert_eq!(inflated(&known, deflated, &far), Err(Fault::Inflated { most: MOST_INFLATED }.into()));
        let near = [Run { start: 1 << 20, length: 8 }];
        assert_eq!(inflated(&known, deflated, &near), Ok(vec![vec![0; 8]]));
        let noise = Known::whole(vec![0xff; 100]);
        let broken = inflated(&noise, Deflated { start: 0, length: 100, skip: 0 }, &near);
        assert_eq!(broken, Err(Fault::Corrupt { at: 0 }.into()));
        let short = inflated(&known, Deflated { start: 0, length: 40, skip: 0 }, &near);
        assert_eq!(short, Err(Fault::Corrupt { at: 0 }.into()));
    }
}
