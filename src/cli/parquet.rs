//! `decode --format parquet`: the columns of [`columns`](super::columns) as a table of Apache Parquet.
//!
//! Lists are lists of strings in the form that all readers know, dates and times are typed, what a cable lacks is
//! null. Workers lay out columns; the rows are gathered to groups large enough to read fast, small enough to keep.

use std::borrow::Cow;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::date;
use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, DataType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;

use super::columns::{Column, Kind, Value, columns};
use super::corpus::{self, Desk, HandOn, Plan, Work};
use super::exit::{Exit, Failure};
use super::io::Io;
use super::out_file::OutFile;
use crate::message::{Cable, Severity};

/// Bytes of one group of rows: some ten thousand cables without their text.
const GROUP_BYTES: usize = 8 * 1024 * 1024;

/// What a number costs in memory, its level included.
const NUMBER_BYTES: usize = 10;

/// What a text costs besides its bytes.
const TEXT_BYTES: usize = 40;

/// Lays out rows.
#[derive(Debug)]
pub(super) struct Rows {
    pub(super) with_text: bool,
}

/// Some rows, column by column.
#[derive(Debug, Default)]
pub(super) struct Group {
    columns: Vec<Cells>,
    weight: usize,
    bad: bool,
}

/// One column of some rows. A level says of each row whether a value stands in it; in a list it says so of each
/// member, and a second one whether the member is the first of its row.
#[derive(Debug)]
enum Cells {
    Texts(Vec<ByteArray>, Vec<i16>),
    Wholes(Vec<i64>, Vec<i16>),
    Days(Vec<i32>, Vec<i16>),
    Lists(Vec<ByteArray>, Vec<i16>, Vec<i16>),
}

impl Cells {
    const fn new(kind: Kind) -> Self {
        match kind {
            Kind::Text => Self::Texts(Vec::new(), Vec::new()),
            Kind::Whole | Kind::Time => Self::Wholes(Vec::new(), Vec::new()),
            Kind::Day => Self::Days(Vec::new(), Vec::new()),
            Kind::List => Self::Lists(Vec::new(), Vec::new(), Vec::new()),
        }
    }

    /// Adds the value of the next row; what it weighs.
    fn push(&mut self, value: Value<'_>) -> usize {
        match (self, value) {
            (Self::Texts(texts, levels), Value::Text(text)) => {
                levels.push(text.is_some().into());
                texts.extend(text.map(bytes));
                texts.last().map_or(0, ByteArray::len) + TEXT_BYTES
            }
            (Self::Wholes(numbers, levels), Value::Whole(number)) => {
                levels.push(number.is_some().into());
                numbers.extend(number);
                NUMBER_BYTES
            }
            (Self::Wholes(numbers, levels), Value::Time(time)) => {
                levels.push(time.is_some().into());
                numbers.extend(time.map(jiff::Timestamp::as_microsecond));
                NUMBER_BYTES
            }
            (Self::Days(days, levels), Value::Day(day)) => {
                let day = day.and_then(|day| (day - date(1970, 1, 1)).get_days().into());
                levels.push(day.is_some().into());
                days.extend(day);
                NUMBER_BYTES
            }
            (Self::Lists(texts, levels, repeats), Value::List(list)) => {
                if list.is_empty() {
                    levels.push(0);
                    repeats.push(0);
                }
                let mut weight = NUMBER_BYTES;
                for (place, text) in list.into_iter().enumerate() {
                    levels.push(1);
                    repeats.push((place > 0).into());
                    weight += text.len() + TEXT_BYTES;
                    texts.push(bytes(text));
                }
                weight
            }
            // A column gives values of its own kind only: the macro that makes columns sees to it.
            _ => 0,
        }
    }

    fn append(&mut self, other: Self) {
        match (self, other) {
            (Self::Texts(texts, levels), Self::Texts(mut more, mut of_more)) => {
                texts.append(&mut more);
                levels.append(&mut of_more);
            }
            (Self::Wholes(numbers, levels), Self::Wholes(mut more, mut of_more)) => {
                numbers.append(&mut more);
                levels.append(&mut of_more);
            }
            (Self::Days(days, levels), Self::Days(mut more, mut of_more)) => {
                days.append(&mut more);
                levels.append(&mut of_more);
            }
            (
                Self::Lists(texts, levels, repeats),
                Self::Lists(mut more, mut of_more, mut repeats_of_more),
            ) => {
                texts.append(&mut more);
                levels.append(&mut of_more);
                repeats.append(&mut repeats_of_more);
            }
            _ => {}
        }
    }

    fn write(&self, group: &mut SerializedRowGroupWriter<'_, File>) -> Result<(), ParquetError> {
        match self {
            Self::Texts(texts, levels) => write::<ByteArrayType>(group, texts, levels, None),
            Self::Wholes(numbers, levels) => write::<Int64Type>(group, numbers, levels, None),
            Self::Days(days, levels) => write::<Int32Type>(group, days, levels, None),
            Self::Lists(texts, levels, repeats) => {
                write::<ByteArrayType>(group, texts, levels, Some(repeats))
            }
        }
    }
}

fn bytes(text: Cow<'_, str>) -> ByteArray {
    ByteArray::from(text.into_owned().into_bytes())
}

fn write<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, File>,
    values: &[T::T],
    levels: &[i16],
    repeats: Option<&[i16]>,
) -> Result<(), ParquetError> {
    if let Some(mut column) = group.next_column()? {
        column.typed::<T>().write_batch(values, Some(levels), repeats)?;
        column.close()?;
    }
    Ok(())
}

impl Work for Rows {
    type Sheet = Group;

    fn cable<'c>(
        &self,
        cable: &mut Cable<'c>,
        path: Option<&'c str>,
        group: &mut Group,
        _: &mut HandOn<'_, Group>,
    ) -> io::Result<()> {
        cable.source.path = path.map(Cow::Borrowed);
        group.bad |= cable.diagnostics.iter().any(|found| found.severity == Severity::Error);
        if group.columns.is_empty() {
            group.columns = columns(self.with_text).map(|column| Cells::new(column.kind)).collect();
        }
        for (cells, column) in group.columns.iter_mut().zip(columns(self.with_text)) {
            group.weight += cells.push((column.of)(cable));
        }
        Ok(())
    }

    fn weight(group: &Group) -> usize {
        group.weight
    }
}

/// The file that is being written.
struct Table {
    writer: SerializedFileWriter<File>,
    group: Group,
    bad: bool,
}

impl Desk<Group> for Table {
    fn take(&mut self, group: &mut Group, _: &mut Io) -> Result<(), Failure> {
        let mut group = std::mem::take(group);
        self.bad |= group.bad;
        if self.group.columns.is_empty() {
            self.group = group;
        } else {
            for (cells, more) in self.group.columns.iter_mut().zip(group.columns.drain(..)) {
                cells.append(more);
            }
            self.group.weight += group.weight;
        }
        if self.group.weight >= GROUP_BYTES { self.write_group() } else { Ok(()) }
    }
}

impl Table {
    fn write_group(&mut self) -> Result<(), Failure> {
        let Group { columns, .. } = std::mem::take(&mut self.group);
        if columns.is_empty() {
            return Ok(());
        }
        let mut group = self.writer.next_row_group().map_err(fault)?;
        columns.iter().try_for_each(|cells| cells.write(&mut group)).map_err(fault)?;
        group.close().map_err(fault)?;
        Ok(())
    }
}

fn fault(error: ParquetError) -> Failure {
    Failure::Output(match error {
        ParquetError::External(source) => match source.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(other) => io::Error::other(other),
        },
        other => io::Error::other(other),
    })
}

/// The schema in the words of Parquet.
fn schema(with_text: bool) -> String {
    let line = |column: &Column| {
        let name = column.name;
        match column.kind {
            Kind::Text => format!("optional binary {name} (STRING);"),
            Kind::Whole => format!("optional int64 {name};"),
            Kind::Time => format!("optional int64 {name} (TIMESTAMP(MICROS,true));"),
            Kind::Day => format!("optional int32 {name} (DATE);"),
            Kind::List => format!(
                "required group {name} (LIST) {{ repeated group list {{ required binary element (STRING); }} }}"
            ),
        }
    };
    format!("message cable {{ {} }}", columns(with_text).map(line).collect::<Vec<_>>().join(" "))
}

/// Writes the cables of the named inputs as a table, whole or not at all.
///
/// # Errors
///
/// The call was wrong, or the file cannot be written.
pub(super) fn decode(
    named: &[PathBuf],
    plan: Plan,
    with_text: bool,
    path: &Path,
    io: &mut Io,
) -> Result<Exit, Failure> {
    let (out_file, file) = OutFile::begin(path)?;
    let exit = write_file(named, plan, with_text, file, io).map_err(|failure| match failure {
        Failure::Output(source) => Failure::Write { path: path.to_path_buf(), source },
        failure => failure,
    })?;
    out_file.keep().map(|()| exit)
}

fn write_file(
    named: &[PathBuf],
    plan: Plan,
    with_text: bool,
    file: File,
    io: &mut Io,
) -> Result<Exit, Failure> {
    let schema = parse_message_type(&schema(with_text)).map_err(fault)?;
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let writer = SerializedFileWriter::new(file, Arc::new(schema), Arc::new(properties)).map_err(fault)?;
    let mut table = Table { writer, group: Group::default(), bad: false };
    let exit = corpus::run(named, plan, Rows { with_text }, &mut table, io)?;
    table.write_group()?;
    table.writer.close().map_err(fault)?;
    Ok(if table.bad { exit.max(Exit::Findings) } else { exit })
}
