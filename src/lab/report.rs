//! A run as data, finished or not: its points, and its table as CSV, which another device's page reads back.

use super::{
    fit::{Fit, asymptotic_fit},
    forecast::{Basis, Forecast, forecast},
    inputs::Size,
    kernel::Kernel,
    protocol::{Event, Point},
    schedule::Plan,
};
use crate::value::decimal;

/// The longest CSV that is read, in bytes.
pub const LONGEST: usize = 1 << 18;
/// The most points that are read.
pub const MOST_POINTS: usize = 1000;
/// The longest name of a device, in characters.
pub const LONGEST_NAME: usize = 80;

/// The first line's beginning, and the version after it.
const TITLE: &str = "# attention-notebook laboratory";
const VERSION: &str = "1";
const COLUMNS: &str =
    "kernel,n,ms,ms_lower,ms_upper,uncertainty,trusted,samples,slept,bytes_counted,bytes_allocated";

/// What was measured on a device.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// What the reader calls the device.
    pub device: String,
    /// The width of X.
    pub d_model: usize,
    /// The width of queries, keys and values.
    pub d_k: usize,
    /// How far a token of the sliding window sees on both sides.
    pub window: usize,
    /// Where the numbers are drawn from.
    pub seed: u64,
    /// The step of the browser's clock in milliseconds; 0 before it is known.
    pub resolution: f64,
    /// The points in the order of measuring.
    pub points: Vec<Point>,
    /// The n and the largest difference there between kernels that compute the same. Not in the CSV.
    pub agreements: Vec<(usize, f64)>,
}

/// Why a text is no report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CsvFault {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong there.
    pub kind: CsvFaultKind,
}

/// What is wrong with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CsvFaultKind {
    /// More than [`LONGEST`] bytes or [`MOST_POINTS`] points.
    TooLong,
    /// The first line is not that of a report.
    NoReport,
    /// The report is of another version.
    Version,
    /// A setting is missing or no number.
    Setting,
    /// The columns have other names.
    Columns,
    /// The line has more or fewer fields than there are columns.
    Fields,
    /// No kernel is called so.
    Kernel,
    /// A field is no number of its kind. Counted from 0.
    Number(usize),
    /// The point is there already.
    Twice,
}

impl CsvFaultKind {
    /// A stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::TooLong => "too-long",
            Self::NoReport => "no-report",
            Self::Version => "version",
            Self::Setting => "setting",
            Self::Columns => "columns",
            Self::Fields => "fields",
            Self::Kernel => "kernel",
            Self::Number(_) => "number",
            Self::Twice => "twice",
        }
    }
}

impl Report {
    /// An empty report of a plan.
    pub fn new(device: &str, plan: &Plan) -> Self {
        Self {
            device: clean(device),
            d_model: plan.d_model,
            d_k: plan.d_k,
            window: plan.window,
            seed: plan.seed,
            resolution: 0.0,
            points: Vec::new(),
            agreements: Vec::new(),
        }
    }

    /// Takes in what a run tells.
    pub fn take(&mut self, event: &Event) {
        match event {
            Event::Started { resolution, .. } => self.resolution = *resolution,
            Event::Point(point) => self.points.push(*point),
            Event::Agreement { n, largest, .. } => self.agreements.push((*n, *largest)),
            _ => {}
        }
    }

    /// The kernels that have points, in the order of [`Kernel::ALL`].
    pub fn kernels(&self) -> Vec<Kernel> {
        let measured = |kernel: &Kernel| self.points.iter().any(|point| point.kernel == *kernel);
        Kernel::ALL.into_iter().filter(measured).collect()
    }

    /// How a kernel's time grows where n is large.
    pub fn fit(&self, kernel: Kernel) -> Option<Fit> {
        asymptotic_fit(&self.times(kernel))
    }

    /// A kernel's points as (n, milliseconds).
    pub fn times(&self, kernel: Kernel) -> Vec<(f64, f64)> {
        let own = self.points.iter().filter(|point| point.kernel == kernel);
        own.map(|point| (point.n as f64, point.millis)).collect()
    }

    /// What each measured kernel would need at another n: the numbers for the sentence that says it.
    pub fn forecasts(&self, n_tokens: usize, basis: Basis) -> Vec<Forecast> {
        let size = Size { n_tokens, d_model: self.d_model, d_k: self.d_k };
        let of = |kernel| forecast(kernel, size, self.window, &self.points, basis);
        self.kernels().into_iter().filter_map(of).collect()
    }

    /// The report as CSV: settings in lines that begin with `#`, then a table with names over its columns.
    pub fn to_csv(&self) -> String {
        let setting = |name: &str, value: String| format!("# {name},{value}");
        let mut lines = vec![
            format!("{TITLE},{VERSION}"),
            setting("device", format!("\"{}\"", self.device.replace('"', "\"\""))),
            setting("d_model", self.d_model.to_string()),
            setting("d_k", self.d_k.to_string()),
            setting("window", self.window.to_string()),
            setting("seed", self.seed.to_string()),
            setting("clock_ms", decimal::shortest(self.resolution)),
            COLUMNS.to_owned(),
        ];
        lines.extend(self.points.iter().map(|point| {
            let times = [point.millis, point.lower, point.upper, point.uncertainty].map(decimal::shortest);
            let fields = [
                point.kernel.code().to_owned(),
                point.n.to_string(),
                times.join(","),
                u8::from(point.is_trusted).to_string(),
                point.samples.to_string(),
                point.slept.to_string(),
                point.bytes_counted.to_string(),
                point.bytes_allocated.to_string(),
            ];
            fields.join(",")
        }));
        lines.push(String::new());
        lines.join("\n")
    }

    /// Reads what [`to_csv`](Self::to_csv) wrote, also after a spreadsheet has saved it.
    ///
    /// # Errors
    /// A [`CsvFault`] with the first line that is wrong.
    pub fn from_csv(text: &str) -> Result<Self, CsvFault> {
        let fault = |line, kind| CsvFault { line, kind };
        if text.len() > LONGEST {
            return Err(fault(1, CsvFaultKind::TooLong));
        }
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        // Spreadsheets fill every line up with commas to the width of the widest.
        let lines = text.lines().map(|line| line.trim_end().trim_end_matches(','));
        let mut lines =
            lines.enumerate().map(|(place, line)| (place + 1, line)).filter(|(_, line)| !line.is_empty());
        let mut report = Self::new("", &Plan::default());
        let version = lines.next().and_then(|(_, line)| line.strip_prefix(TITLE));
        let version = version.ok_or(fault(1, CsvFaultKind::NoReport))?;
        if version.trim_start_matches(',') != VERSION {
            return Err(fault(1, CsvFaultKind::Version));
        }
        let mut missing = vec!["d_model", "d_k", "window", "seed", "clock_ms"];
        let header = loop {
            let Some((line, content)) = lines.next() else { return Err(fault(1, CsvFaultKind::Columns)) };
            let Some(setting) = content.strip_prefix('#') else { break (line, content) };
            let (name, value) = setting.trim_start().split_once(',').unwrap_or((setting.trim(), ""));
            if report.set(name, value).is_none() {
                return Err(fault(line, CsvFaultKind::Setting));
            }
            missing.retain(|setting| *setting != name);
        };
        if !missing.is_empty() {
            return Err(fault(header.0, CsvFaultKind::Setting));
        }
        if header.1 != COLUMNS {
            return Err(fault(header.0, CsvFaultKind::Columns));
        }
        for (line, content) in lines {
            let point = point_of(content).map_err(|kind| fault(line, kind))?;
            if report.points.iter().any(|known| (known.kernel, known.n) == (point.kernel, point.n)) {
                return Err(fault(line, CsvFaultKind::Twice));
            }
            if report.points.len() == MOST_POINTS {
                return Err(fault(line, CsvFaultKind::TooLong));
            }
            report.points.push(point);
        }
        Ok(report)
    }

    fn set(&mut self, name: &str, value: &str) -> Option<()> {
        match name {
            "device" => self.device = clean(&unquoted(value)),
            "d_model" => self.d_model = side(value)?,
            "d_k" => self.d_k = side(value)?,
            "window" => self.window = value.parse().ok().filter(|window| *window <= 1 << 24)?,
            "seed" => self.seed = value.parse().ok()?,
            "clock_ms" => self.resolution = decimal::parse(value).filter(|step| *step >= 0.0)?,
            // Of a later version, or a remark of somebody's.
            _ => {}
        }
        Some(())
    }
}

/// A name without what would break its line.
fn clean(name: &str) -> String {
    let plain = name.chars().map(|character| if character.is_control() { ' ' } else { character });
    plain.take(LONGEST_NAME).collect::<String>().trim().to_owned()
}

/// A field as it was before it was quoted.
fn unquoted(field: &str) -> String {
    let inside = field.strip_prefix('"').and_then(|field| field.strip_suffix('"'));
    inside.map_or_else(|| field.to_owned(), |inside| inside.replace("\"\"", "\""))
}

/// A size that arithmetic with sizes cannot overflow.
fn side(text: &str) -> Option<usize> {
    text.parse().ok().filter(|side| (1..=1 << 24).contains(side))
}

fn point_of(line: &str) -> Result<Point, CsvFaultKind> {
    let fields: Vec<&str> = line.split(',').map(str::trim).collect();
    if fields.len() != COLUMNS.split(',').count() {
        return Err(CsvFaultKind::Fields);
    }
    let number = |place: usize, least: f64| {
        let value = decimal::parse(fields[place]).filter(|value| value.is_finite() && *value >= least);
        value.ok_or(CsvFaultKind::Number(place))
    };
    let count = |place: usize| fields[place].parse::<u64>().map_err(|_| CsvFaultKind::Number(place));
    Ok(Point {
        kernel: Kernel::of_code(fields[0]).ok_or(CsvFaultKind::Kernel)?,
        n: side(fields[1]).ok_or(CsvFaultKind::Number(1))?,
        millis: number(2, f64::MIN_POSITIVE)?,
        lower: number(3, 0.0)?,
        upper: number(4, 0.0)?,
        uncertainty: number(5, 0.0)?,
        is_trusted: count(6)? == 1,
        samples: count(7)? as usize,
        slept: count(8)? as usize,
        bytes_counted: count(9)?,
        bytes_allocated: count(10)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Report {
        let plan = Plan { d_k: 32, seed: 9, ..Plan::default() };
        let mut report = Report::new("Mary's laptop,\n\"Chrome\"", &plan);
        report.take(&Event::Started { steps: 2, resolution: 0.1 });
        for (kernel, growth) in [(Kernel::Tiled, 2), (Kernel::Linear, 1)] {
            for n in [512_usize, 1024, 2048, 4096] {
                let millis = (n as f64 / 512.0).powi(growth) * 0.7;
                report.take(&Event::Point(Point {
                    kernel,
                    n,
                    millis,
                    lower: millis * 0.99,
                    upper: millis * 1.02,
                    uncertainty: 0.01,
                    is_trusted: n < 4096,
                    samples: 9,
                    slept: 1,
                    bytes_counted: 1 << 20,
                    bytes_allocated: 1 << 21,
                }));
            }
        }
        report
    }

    #[test]
    fn a_report_comes_back_from_its_csv() {
        let report = sample();
        let csv = report.to_csv();
        assert_eq!(Report::from_csv(&csv).unwrap(), report, "{csv}");
        // As a spreadsheet saves it.
        let lines = csv.replace('\n', ",,,\r\n");
        let again = Report::from_csv(&format!("\u{feff}{lines}\r\n")).unwrap();
        assert_eq!(again.points, report.points);
        let unfinished = Report::new("", &Plan::default());
        assert_eq!(Report::from_csv(&unfinished.to_csv()).unwrap(), unfinished);
    }

    #[test]
    fn a_report_says_how_times_grow_and_what_would_be() {
        let report = sample();
        assert_eq!(report.kernels(), [Kernel::Tiled, Kernel::Linear]);
        assert!((report.fit(Kernel::Tiled).unwrap().exponent - 2.0).abs() < 1e-9);
        assert!((report.fit(Kernel::Linear).unwrap().exponent - 1.0).abs() < 1e-9);
        assert_eq!(report.fit(Kernel::Stored), None);
        let forecasts = report.forecasts(100_000, Basis::Work);
        assert_eq!(forecasts.len(), 2);
        assert!(forecasts[0].millis > 5.0 * forecasts[1].millis, "{forecasts:?}");
    }

    #[test]
    fn what_is_no_report_is_refused_with_its_line() {
        let csv = sample().to_csv();
        let said =
            |text: &str| Report::from_csv(text).map_err(|fault| (fault.line, fault.kind.code())).unwrap_err();
        assert_eq!(said(""), (1, "no-report"));
        assert_eq!(said("name,age\nMary,3\n"), (1, "no-report"));
        assert_eq!(said(&csv.replacen(",1\n", ",7\n", 1)), (1, "version"));
        assert_eq!(said(&csv.replace("# d_k,32", "# d_k,-1")), (4, "setting"));
        assert_eq!(said(&csv.replace("# seed,9\n", "")), (7, "setting"));
        assert_eq!(said(&csv.replace("kernel,n", "n,kernel")), (8, "columns"));
        assert_eq!(said(&csv.replace("tiled,512,", "tiled,512,1,")), (9, "fields"));
        assert_eq!(said(&csv.replace("tiled,512,", "gpu,512,")), (9, "kernel"));
        assert_eq!(said(&csv.replace("tiled,1024", "tiled,512")), (10, "twice"));
        assert_eq!(said(&"#".repeat(LONGEST + 1)), (1, "too-long"));
        for number in ["nan", "inf", "-1", "0", "1e999", "", "99999999999999999999999"] {
            let bad = csv.replace("tiled,512,0.7,", &format!("tiled,512,{number},"));
            let found = Report::from_csv(&bad);
            assert!(found.is_err() || number.len() > 20, "{number}");
            let bad = csv.replace("tiled,512,", &format!("tiled,{number},"));
            assert_eq!(Report::from_csv(&bad).unwrap_err().kind, CsvFaultKind::Number(1), "{number}");
        }
        let mut many = csv.clone();
        for n in 1..=MOST_POINTS {
            many.extend(["loops,", &n.to_string(), ",1,1,1,0,1,9,0,1,1\n"]);
        }
        assert_eq!(said(&many).1, "too-long");
    }

    #[test]
    fn no_text_panics() {
        let csv = sample().to_csv();
        for end in (0..csv.len()).filter(|end| csv.is_char_boundary(*end)) {
            let cut = Report::from_csv(&csv[..end]);
            assert!(cut.is_err() || cut.is_ok_and(|report| report.points.len() <= 8));
        }
    }
}
