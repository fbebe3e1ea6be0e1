//! Tables: CSV, TSV, numbers between spaces, with or without names beside them.

use csv::{ReaderBuilder, StringRecord, Trim};

use super::{
    Fault,
    fault::tidy,
    tensor::Labels,
    text::{Table, number},
};
use crate::notebook::limits::MAX_LABEL;

/// Reads a table. Lines that begin with `#` are remarks, as np.savetxt writes them. A first row that is no row of
/// numbers names the columns; where the rows begin with something else than a number, that names the rows.
pub(super) fn delimited(text: &str) -> Result<Table, Fault> {
    let separator = separator(text);
    let mut table = Rows { decimal_comma: separator == Some(b';'), ..Rows::default() };
    match separator {
        Some(separator) => {
            let mut reader = ReaderBuilder::new()
                .delimiter(separator)
                .has_headers(false)
                .flexible(true)
                .trim(Trim::All)
                .comment(Some(b'#'))
                .from_reader(text.as_bytes());
            let mut record = StringRecord::new();
            // Text is UTF-8 and records may differ in length: nothing is left that the reader refuses.
            while reader.read_record(&mut record).unwrap_or(false) {
                let line = record.position().map_or(0, csv::Position::line);
                let blank = record.len() == 1 && record.get(0) == Some("");
                if !blank {
                    table.row(line, record.iter())?;
                }
            }
        }
        None => {
            for (index, line) in text.lines().enumerate() {
                let line = line.split('#').next().unwrap_or_default();
                if !line.trim().is_empty() {
                    table.row(index as u64 + 1, line.split_whitespace())?;
                }
            }
        }
    }
    table.finished()
}

/// What stands between the cells: the strongest sign that the first line of the table has; `None` for spaces.
fn separator(text: &str) -> Option<u8> {
    let first =
        text.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#')).unwrap_or_default();
    [b'\t', b';', b','].into_iter().find(|sign| first.contains(char::from(*sign)))
}

#[derive(Default)]
struct Rows {
    /// Where cells stand between semicolons, the comma may be the decimal point.
    decimal_comma: bool,
    header: Option<(u64, Vec<String>)>,
    labels: Vec<String>,
    /// Whether the rows begin with a name; known from the first.
    named: Option<bool>,
    width: usize,
    numbers: Vec<f64>,
}

impl Rows {
    fn number(&self, text: &str) -> Option<f64> {
        if self.decimal_comma && text.contains(',') { number(&text.replace(',', ".")) } else { number(text) }
    }

    fn row<'a>(&mut self, line: u64, cells: impl Iterator<Item = &'a str>) -> Result<(), Fault> {
        let mut cells: Vec<&str> = cells.collect();
        let is_first = self.numbers.is_empty() && self.header.is_none();
        // A first row without a number is a header; so is one of which only the first cell is empty or a name.
        let wordy = |cell: &&str| !cell.is_empty() && self.number(cell).is_none();
        if is_first
            && cells.iter().filter(|cell| wordy(cell)).count() * 2 >= cells.len().max(2)
            && cells.iter().skip(1).all(wordy)
        {
            self.header = Some((line, cells.iter().map(|cell| tidy(cell, MAX_LABEL)).collect()));
            return Ok(());
        }
        let named = self.named.unwrap_or_else(|| cells.len() > 1 && cells.first().is_some_and(wordy));
        self.named = Some(named);
        if named && !cells.is_empty() {
            self.labels.push(tidy(cells.remove(0), MAX_LABEL));
        }
        // A separator at the end of every line is only that.
        if cells.last() == Some(&"")
            && cells.len() == if self.width == 0 { usize::MAX } else { self.width + 1 }
        {
            cells.pop();
        }
        let before = self.numbers.len();
        for (column, cell) in cells.iter().enumerate() {
            let wrong = || Fault::Number {
                line,
                column: (column + usize::from(named)) as u64 + 1,
                text: tidy(cell, 20),
            };
            let number = self.number(cell).ok_or_else(wrong)?;
            self.numbers.push(number);
        }
        let found = self.numbers.len() - before;
        if before == 0 {
            self.width = found;
        }
        if found != self.width {
            return Err(Fault::Ragged { line, found: found as u64, expected: self.width as u64 });
        }
        Ok(())
    }

    fn finished(self) -> Result<Table, Fault> {
        if self.width == 0 {
            let word = self.header.and_then(|(line, cells)| Some((line, cells.into_iter().next()?)));
            return Err(word.map_or(Fault::Nothing, |(line, text)| Fault::Number {
                line,
                column: 1,
                text: tidy(&text, 20),
            }));
        }
        let (line, mut columns) = self.header.unwrap_or_default();
        // The corner over names of rows is no column.
        if columns.len() == self.width + 1 && self.named == Some(true) {
            columns.remove(0);
        }
        if !columns.is_empty() && columns.len() != self.width {
            let found = columns.len() as u64;
            return Err(Fault::Ragged { line, found, expected: self.width as u64 });
        }
        let rows = (self.numbers.len() / self.width) as u64;
        let shape = vec![rows, self.width as u64];
        Ok(Table { shape, numbers: self.numbers, labels: Labels { rows: self.labels, columns } })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<u64>, Vec<f64>) {
        let table = delimited(text).unwrap_or_else(|fault| panic!("{text:?}: {fault:?}"));
        (table.shape, table.numbers)
    }

    #[test]
    fn tables_of_every_make() {
        let square = (vec![2, 2], vec![1.0, 2.5, -3.0, 4.0]);
        for text in [
            "1,2.5\n-3,4\n",
            "1\t2.5\r\n-3\t4\r\n",
            "1 2.5\n-3 4",
            "1;2,5\n-3;4\n",
            "\"1\",\"2.5\"\n\"-3\",\"4\"",
            "# made by np.savetxt\n1.000000000000000000e+00 2.5\n-3 4\n",
            "a,b\n1,2.5\n-3,4",
            ",a,b\nx,1,2.5\ny,-3,4",
            "a\tb\nx\t1\t2.5\ny\t-3\t4",
            "\n1, 2.5\n\n-3, 4\n\n",
        ] {
            assert_eq!(read(text), square, "{text:?}");
        }
        assert_eq!(read("7"), (vec![1, 1], vec![7.0]));
        assert_eq!(read("1\n2\n3"), (vec![3, 1], vec![1.0, 2.0, 3.0]));
    }

    #[test]
    fn names_are_kept() {
        let table = delimited("token,d1,d2\nthe,1,2\n猫,3,4\n\"sat, down\",5,6").unwrap();
        assert_eq!(table.labels.rows, ["the", "猫", "sat, down"]);
        assert_eq!(table.labels.columns, ["d1", "d2"]);
    }

    #[test]
    fn what_is_wrong_has_a_line_and_a_column() {
        let fault = |text: &str| delimited(text).err().unwrap();
        let number = |line, column, text: &str| Fault::Number { line, column, text: text.into() };
        assert_eq!(fault("1,2\n3,x"), number(2, 2, "x"));
        assert_eq!(fault("a,b\n1,2\n3,"), number(3, 2, ""));
        assert_eq!(fault("the,1,2\ncat,3,?"), number(2, 3, "?"));
        assert_eq!(fault("1,2\n3"), Fault::Ragged { line: 2, found: 1, expected: 2 });
        assert_eq!(fault("a,b,c\n1,2"), Fault::Ragged { line: 1, found: 3, expected: 2 });
        assert_eq!(fault("hello, world\n"), number(1, 1, "hello"));
        assert_eq!(fault(""), Fault::Nothing);
        assert_eq!(fault("# only a remark"), Fault::Nothing);
    }
}
