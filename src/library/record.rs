//! A notebook as it is kept: `3 1763700000000 4017 {"format":"attention-notebook",…}`.

/// Which writing of a notebook it is. Two tabs that write from the same one are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Revision {
    /// How often it was written.
    pub count: u64,
    /// The tab that wrote it.
    pub writer: u32,
}

/// A notebook as it is kept.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Record<'a> {
    /// Which writing of the notebook it is.
    pub revision: Revision,
    /// When it was written, in milliseconds since 1970.
    pub changed: f64,
    /// The notebook's file.
    pub file: &'a str,
}

impl<'a> Record<'a> {
    /// Reads what [`Record::write`] wrote.
    pub fn read(text: &'a str) -> Option<Self> {
        let mut parts = text.splitn(4, ' ');
        let count = parts.next()?.parse().ok()?;
        let changed = parts.next()?.parse().ok()?;
        let writer = parts.next()?.parse().ok()?;
        Some(Self { revision: Revision { count, writer }, changed, file: parts.next()? })
    }

    /// The text that is kept.
    pub fn write(&self) -> String {
        let Self { revision, changed, file } = self;
        format!("{} {changed:.0} {} {file}", revision.count, revision.writer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let revision = Revision { count: 12, writer: u32::MAX };
        let record = Record { revision, changed: 1_763_700_000_000.0, file: "{\"a b\": \"c d\"}" };
        assert_eq!(Record::read(&record.write()), Some(record));
    }

    #[test]
    fn anything_else_is_no_record() {
        for text in ["", "{}", "1 2 3", "-1 2 3 {}", "a b c d", "1 2 -3 {}"] {
            assert_eq!(Record::read(text), None, "{text}");
        }
    }
}
