//! What is known of a file's bytes, and what is still needed.

use std::{cell::RefCell, collections::BTreeMap, io};

use rawzip::ReaderAt;

use super::Fault;

/// A range of bytes that has to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need {
    /// The first byte.
    pub start: u64,
    /// How many; they all lie in the file.
    pub length: u64,
}

/// Why a step stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Halt {
    /// Bytes are missing; with them it goes on.
    Needs(Vec<Need>),
    /// It cannot go on.
    Fault(Fault),
}

impl From<Fault> for Halt {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// The bytes of a file that have been read so far.
#[derive(Debug, Clone, Default)]
pub struct Known {
    size: u64,
    runs: BTreeMap<u64, Vec<u8>>,
    /// The first range that was missed by a reader that cannot say so itself.
    missed: RefCell<Option<Need>>,
}

/// What such a reader asks for at once.
const PAGE: u64 = 1 << 17;

impl Known {
    /// Nothing yet of a file of `size` bytes.
    pub fn new(size: u64) -> Self {
        Self { size, ..Self::default() }
    }

    /// All of a file.
    pub fn whole(bytes: Vec<u8>) -> Self {
        Self { size: bytes.len() as u64, runs: BTreeMap::from([(0, bytes)]), missed: RefCell::default() }
    }

    /// How large the file is.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Takes in what was read.
    pub fn put(&mut self, start: u64, bytes: Vec<u8>) {
        let run = self.runs.entry(start).or_default();
        if run.len() < bytes.len() {
            *run = bytes;
        }
    }

    /// The bytes that are known from a place on, as far as they go.
    pub(super) fn from(&self, start: u64) -> &[u8] {
        // Whoever needs bytes gets a run that begins where it asked, or finds itself in the one that begins before.
        let Some((first, run)) = self.runs.range(..=start).next_back() else { return &[] };
        usize::try_from(start - first).ok().and_then(|skip| run.get(skip..)).unwrap_or_default()
    }

    /// A range of the file.
    pub(super) fn bytes(&self, start: u64, length: u64) -> Result<&[u8], Halt> {
        let end = start.checked_add(length).filter(|end| *end <= self.size);
        if end.is_none() {
            return Err(Fault::Truncated { at: start, wanted: length, size: self.size }.into());
        }
        let found = usize::try_from(length).ok().and_then(|length| self.from(start).get(..length));
        found.ok_or_else(|| Halt::Needs(vec![Need { start, length }]))
    }

    /// The same, and what follows up to `ahead` bytes is asked for with it.
    pub(super) fn bytes_ahead(&self, start: u64, length: u64, ahead: u64) -> Result<&[u8], Halt> {
        self.bytes(start, length).map_err(|halt| match halt {
            Halt::Needs(_) => {
                let length = length.max(ahead.min(self.size.saturating_sub(start)));
                Halt::Needs(vec![Need { start, length }])
            }
            fault @ Halt::Fault(_) => fault,
        })
    }

    /// The result of something that read by way of [`ReaderAt`]: what it missed goes before what it says.
    pub(super) fn checked<T, E>(&self, result: Result<T, E>, fault: impl Fn(E) -> Fault) -> Result<T, Halt> {
        match self.missed.take() {
            Some(need) => Err(Halt::Needs(vec![need])),
            None => result.map_err(|error| fault(error).into()),
        }
    }
}

impl ReaderAt for &Known {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        if offset >= self.size {
            return Ok(0);
        }
        let known = self.from(offset);
        if known.is_empty() {
            let start = offset - offset % PAGE;
            let length = (2 * PAGE).min(self.size - start);
            self.missed.borrow_mut().get_or_insert(Need { start, length });
            return Err(io::ErrorKind::WouldBlock.into());
        }
        let length = known.len().min(buffer.len());
        buffer[..length].copy_from_slice(&known[..length]);
        Ok(length)
    }
}

/// A step on its way: it asks for bytes until it has what it needs, and no more than any sound file asks for.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    known: Known,
    rounds: usize,
    bytes: u64,
}

/// What is to be done next.
#[derive(Debug, Clone, PartialEq)]
pub enum Next<T> {
    /// Read these, [bring](Reading::bring) them, and ask again.
    Read(Vec<Need>),
    /// It is over.
    Done(Result<T, Fault>),
}

const MOST_ROUNDS: usize = 256;
const MOST_BYTES: u64 = 256 << 20;

impl Reading {
    /// Nothing is known yet of a file of `size` bytes.
    pub fn of(size: u64) -> Self {
        Self { known: Known::new(size), rounds: 0, bytes: 0 }
    }

    /// Takes the step as far as it goes.
    pub fn next<T>(&mut self, step: impl FnOnce(&Known) -> Result<T, Halt>) -> Next<T> {
        match step(&self.known) {
            Ok(done) => Next::Done(Ok(done)),
            Err(Halt::Fault(fault)) => Next::Done(Err(fault)),
            Err(Halt::Needs(needs)) => {
                self.rounds += 1;
                self.bytes = needs.iter().fold(self.bytes, |sum, need| sum.saturating_add(need.length));
                if self.rounds > MOST_ROUNDS || self.bytes > MOST_BYTES {
                    return Next::Done(Err(Fault::Scattered));
                }
                Next::Read(needs)
            }
        }
    }

    /// What was read, in the order in which it was asked for.
    ///
    /// # Errors
    /// [`Fault::Unread`] where a range is shorter than it should be.
    pub fn bring(&mut self, needs: &[Need], read: Vec<Vec<u8>>) -> Result<(), Fault> {
        let whole = |(need, bytes): (&Need, &Vec<u8>)| need.length == bytes.len() as u64;
        if needs.len() != read.len() || !needs.iter().zip(&read).all(whole) {
            return Err(Fault::Unread);
        }
        for (need, bytes) in needs.iter().zip(read) {
            self.known.put(need.start, bytes);
        }
        Ok(())
    }

    /// Takes a step to its end with a reader that answers at once.
    ///
    /// # Errors
    /// The step's [`Fault`].
    pub fn run<T>(
        mut self,
        mut fetch: impl FnMut(Need) -> Vec<u8>,
        step: impl Fn(&Known) -> Result<T, Halt>,
    ) -> Result<T, Fault> {
        loop {
            match self.next(&step) {
                Next::Done(result) => return result,
                Next::Read(needs) => {
                    let read = needs.iter().map(|need| fetch(*need)).collect();
                    self.bring(&needs, read)?;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_asked_for() {
        let mut known = Known::new(100);
        assert_eq!(known.bytes(10, 4), Err(Halt::Needs(vec![Need { start: 10, length: 4 }])));
        known.put(8, vec![1, 2, 3, 4, 5, 6, 7, 8]);
        assert_eq!(known.bytes(10, 4), Ok(&[3, 4, 5, 6][..]));
        assert_eq!(
            known.bytes(100, 0),
            Err(Halt::Needs(vec![Need { start: 100, length: 0 }])).or(Ok(&[][..]))
        );
        assert!(matches!(
            known.bytes(99, 2),
            Err(Halt::Fault(Fault::Truncated { at: 99, wanted: 2, size: 100 }))
        ));
        assert!(matches!(known.bytes(u64::MAX, 2), Err(Halt::Fault(Fault::Truncated { .. }))));
    }

    #[test]
    fn a_step_that_never_ends_is_ended() {
        let endless = |known: &Known| known.bytes(0, known.from(0).len() as u64 + 1).map(|_| ());
        let mut asked = 0;
        let end = Reading::of(1 << 40).run(
            |need| {
                asked += 1;
                vec![0; need.length as usize]
            },
            endless,
        );
        assert_eq!((end, asked), (Err(Fault::Scattered), MOST_ROUNDS));
        let short = Reading::of(10).run(|_| Vec::new(), |known| known.bytes(0, 4).map(|_| ()));
        assert_eq!(short, Err(Fault::Unread));
    }
}
