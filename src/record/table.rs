//! A table of named columns as a Parquet file, and back column by column.
//!
//! Floating columns are optional with NaN as null, split into byte planes (`BYTE_STREAM_SPLIT`, which compresses
//! slowly moving numbers well) and compressed with Snappy; the file holds one row group, nothing of the time or machine
//! it was made on. Apache Parquet format 2.9, `Encodings.md`, `LogicalTypes.md`.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::{Date, date};
use parquet::basic::{Compression, ConvertedType, Encoding, LogicalType, Repetition, Type as Physical};
use parquet::column::reader::{get_column_reader, get_typed_column_reader};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, FloatType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::{KeyValue, ParquetMetaData, ParquetMetaDataReader, RowGroupMetaData};
use parquet::file::properties::WriterProperties;
use parquet::file::serialized_reader::SerializedPageReader;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::{ColumnPath, Type};

/// Who made a file: the same at any time.
const CREATED_BY: &str = concat!(env!("CARGO_PKG_NAME"), " version ", env!("CARGO_PKG_VERSION"));

/// Name of the note that holds the identity of a record.
const IDENTITY: &str = "concession.identity";

/// The values of a column.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Values {
    Whole(Vec<i64>),
    Dates(Vec<Date>),
    /// NaN becomes null.
    Real(Vec<f64>),
    /// NaN becomes null.
    Single(Vec<f32>),
    Text(Vec<Option<String>>),
}

/// Named columns of equal length.
pub(super) type Columns = Vec<(String, Values)>;

/// The bytes of a Parquet file that holds the columns and the identity of their record.
pub(super) fn encode(columns: &Columns, identity: &str) -> Result<Vec<u8>, ParquetError> {
    let fields = columns.iter().map(|(name, values)| field(name, values)).collect::<Result<_, _>>()?;
    let schema = Type::group_type_builder("schema").with_fields(fields).build()?;
    let mut writer =
        SerializedFileWriter::new(vec![], Arc::new(schema), Arc::new(properties(columns, identity)))?;
    let mut group = writer.next_row_group()?;
    for (_, values) in columns {
        let mut column = group.next_column()?.expect("the schema has a field for every column");
        write(column.untyped(), values)?;
        column.close()?;
    }
    group.close()?;
    writer.into_inner()
}

fn properties(columns: &Columns, identity: &str) -> WriterProperties {
    let note = KeyValue::new(IDENTITY.to_string(), identity.to_string());
    let mut properties = WriterProperties::builder()
        .set_created_by(CREATED_BY.to_string())
        .set_compression(Compression::SNAPPY)
        .set_max_row_group_row_count(None)
        .set_key_value_metadata(Some(vec![note]));
    for (name, _) in
        columns.iter().filter(|(_, values)| matches!(values, Values::Real(_) | Values::Single(_)))
    {
        let path = ColumnPath::from(name.as_str());
        properties = properties
            .set_column_dictionary_enabled(path.clone(), false)
            .set_column_encoding(path, Encoding::BYTE_STREAM_SPLIT);
    }
    properties.build()
}

fn field(name: &str, values: &Values) -> Result<Arc<Type>, ParquetError> {
    let (physical, converted, logical, repetition) = match values {
        Values::Whole(_) => (Physical::INT64, ConvertedType::NONE, None, Repetition::REQUIRED),
        Values::Dates(_) => {
            (Physical::INT32, ConvertedType::DATE, Some(LogicalType::Date), Repetition::REQUIRED)
        }
        Values::Real(_) => (Physical::DOUBLE, ConvertedType::NONE, None, Repetition::OPTIONAL),
        Values::Single(_) => (Physical::FLOAT, ConvertedType::NONE, None, Repetition::OPTIONAL),
        Values::Text(_) => {
            (Physical::BYTE_ARRAY, ConvertedType::UTF8, Some(LogicalType::String), Repetition::OPTIONAL)
        }
    };
    let field = Type::primitive_type_builder(name, physical)
        .with_repetition(repetition)
        .with_converted_type(converted)
        .with_logical_type(logical)
        .build()?;
    Ok(Arc::new(field))
}

fn write(column: &mut ColumnWriter, values: &Values) -> Result<(), ParquetError> {
    match (column, values) {
        (ColumnWriter::Int64ColumnWriter(column), Values::Whole(values)) => {
            column.write_batch(values, None, None)?
        }
        (ColumnWriter::Int32ColumnWriter(column), Values::Dates(values)) => {
            let days: Vec<i32> = values.iter().map(|&date| days(date)).collect();
            column.write_batch(&days, None, None)?
        }
        (ColumnWriter::DoubleColumnWriter(column), Values::Real(values)) => {
            let (present, levels) = split(values.iter().map(|&x| (!x.is_nan()).then_some(x)));
            column.write_batch(&present, Some(&levels), None)?
        }
        (ColumnWriter::FloatColumnWriter(column), Values::Single(values)) => {
            let (present, levels) = split(values.iter().map(|&x| (!x.is_nan()).then_some(x)));
            column.write_batch(&present, Some(&levels), None)?
        }
        (ColumnWriter::ByteArrayColumnWriter(column), Values::Text(values)) => {
            let (present, levels) = split(values.iter().map(|text| text.as_deref().map(ByteArray::from)));
            column.write_batch(&present, Some(&levels), None)?
        }
        _ => unreachable!("a column is written as the type of its field"),
    };
    Ok(())
}

/// The values that are there, and for each row whether it has one.
fn split<T>(values: impl Iterator<Item = Option<T>>) -> (Vec<T>, Vec<i16>) {
    let mut levels = vec![];
    let present = values.inspect(|value| levels.push(i16::from(value.is_some()))).flatten().collect();
    (present, levels)
}

/// Days since 1970-01-01.
fn days(day: Date) -> i32 {
    (day - date(1970, 1, 1)).get_days()
}

/// A Parquet file open for reading.
pub(super) struct TableFile {
    file: Arc<File>,
    metadata: Arc<ParquetMetaData>,
}

impl TableFile {
    pub(super) fn open(path: &Path) -> Result<Self, ParquetError> {
        Self::open_known(path, None)
    }

    /// The same with a footer that has been read before: with hundreds of columns it takes longer than a column.
    pub(super) fn open_known(
        path: &Path,
        footer: Option<Arc<ParquetMetaData>>,
    ) -> Result<Self, ParquetError> {
        let file = File::open(path)?;
        let metadata = match footer {
            Some(footer) => footer,
            None => Arc::new(ParquetMetaDataReader::new().parse_and_finish(&file)?),
        };
        Ok(Self { file: Arc::new(file), metadata })
    }

    /// The file's footer.
    pub(super) fn footer(&self) -> Arc<ParquetMetaData> {
        Arc::clone(&self.metadata)
    }

    /// Rows, as the footer counts them.
    pub(super) fn rows(&self) -> u64 {
        u64::try_from(self.metadata.file_metadata().num_rows()).unwrap_or(0)
    }

    /// The identity of the record that the file belongs to.
    pub(super) fn identity(&self) -> Option<&str> {
        let notes = self.metadata.file_metadata().key_value_metadata()?;
        notes.iter().find(|note| note.key == IDENTITY)?.value.as_deref()
    }

    pub(super) fn whole(&self, name: &str) -> Result<Vec<i64>, ParquetError> {
        self.column::<Int64Type>(name)?.into_iter().map(|value| value.ok_or_else(|| null(name))).collect()
    }

    #[cfg(test)]
    pub(super) fn dates(&self, name: &str) -> Result<Vec<i32>, ParquetError> {
        self.column::<parquet::data_type::Int32Type>(name)?
            .into_iter()
            .map(|value| value.ok_or_else(|| null(name)))
            .collect()
    }

    pub(super) fn real(&self, name: &str) -> Result<Vec<f64>, ParquetError> {
        Ok(self.column::<DoubleType>(name)?.into_iter().map(|value| value.unwrap_or(f64::NAN)).collect())
    }

    pub(super) fn single(&self, name: &str) -> Result<Vec<f32>, ParquetError> {
        Ok(self.column::<FloatType>(name)?.into_iter().map(|value| value.unwrap_or(f32::NAN)).collect())
    }

    pub(super) fn text(&self, name: &str) -> Result<Vec<Option<String>>, ParquetError> {
        let values = self.column::<ByteArrayType>(name)?.into_iter();
        values.map(|value| value.map(|bytes| Ok(bytes.as_utf8()?.to_string())).transpose()).collect()
    }

    /// The values of a column, `None` where there is none.
    fn column<T: DataType>(&self, name: &str) -> Result<Vec<Option<T::T>>, ParquetError> {
        let schema = self.metadata.file_metadata().schema_descr();
        let position = schema
            .columns()
            .iter()
            .position(|column| column.name() == name && column.physical_type() == T::get_physical_type())
            .ok_or_else(|| ParquetError::General(format!("no column {name:?} of the expected type")))?;
        let optional = schema.column(position).max_def_level() > 0;
        let mut all = vec![];
        for group in self.metadata.row_groups() {
            all.extend(part::<T>(&self.file, group, position, optional)?);
        }
        Ok(all)
    }
}

/// A column's values in one row group.
fn part<T: DataType>(
    file: &Arc<File>,
    group: &RowGroupMetaData,
    position: usize,
    optional: bool,
) -> Result<Vec<Option<T::T>>, ParquetError> {
    let rows = usize::try_from(group.num_rows())
        .map_err(|_| ParquetError::General("a negative number of rows".into()))?;
    let column = group.column(position);
    let pages = SerializedPageReader::new(Arc::clone(file), column, rows, None)?;
    let mut reader =
        get_typed_column_reader::<T>(get_column_reader(column.column_descr_ptr(), Box::new(pages)));
    let (mut values, mut levels) = (vec![], vec![]);
    let (records, ..) = reader.read_records(rows, optional.then_some(&mut levels), None, &mut values)?;
    if records != rows || (optional && levels.len() != rows) {
        return Err(ParquetError::General(format!("{records} rows where the footer counts {rows}")));
    }
    let mut values = values.into_iter();
    Ok(if optional {
        levels.into_iter().map(|level| if level > 0 { values.next() } else { None }).collect()
    } else {
        values.map(Some).collect()
    })
}

fn null(name: &str) -> ParquetError {
    ParquetError::General(format!("a null in column {name:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> Columns {
        vec![
            ("replicate".into(), Values::Whole(vec![0, 1, 2])),
            ("date".into(), Values::Dates(vec![date(1970, 1, 2), date(2025, 6, 6), date(1969, 12, 31)])),
            ("fuel.bamako".into(), Values::Real(vec![0.1, f64::NAN, f64::INFINITY])),
            ("control".into(), Values::Single(vec![f32::NAN, -0.0, 1e-30])),
            ("fault".into(), Values::Text(vec![None, Some("négatif".into()), Some(String::new())])),
        ]
    }

    fn written(columns: &Columns) -> (tempfile::TempDir, TableFile) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.parquet");
        std::fs::write(&path, encode(columns, "me").unwrap()).unwrap();
        let file = TableFile::open(&path).unwrap();
        (folder, file)
    }

    #[test]
    fn a_table_comes_back_as_it_was() {
        let (_folder, file) = written(&example());
        assert_eq!((file.rows(), file.identity()), (3, Some("me")));
        assert_eq!(file.whole("replicate").unwrap(), [0, 1, 2]);
        assert_eq!(file.dates("date").unwrap(), [1, 20245, -1]);
        let real = file.real("fuel.bamako").unwrap();
        assert!(real[0] == 0.1 && real[1].is_nan() && real[2] == f64::INFINITY, "{real:?}");
        let single = file.single("control").unwrap();
        assert!(single[0].is_nan() && single[1].to_bits() == (-0.0f32).to_bits() && single[2] == 1e-30);
        assert_eq!(file.text("fault").unwrap(), [None, Some("négatif".into()), Some(String::new())]);
    }

    #[test]
    fn equal_tables_have_equal_bytes() {
        assert_eq!(encode(&example(), "me").unwrap(), encode(&example(), "me").unwrap());
    }

    #[test]
    fn a_table_without_rows_is_a_table() {
        let (_folder, file) = written(&vec![("x".into(), Values::Real(vec![]))]);
        assert_eq!((file.rows(), file.real("x").unwrap()), (0, vec![]));
    }

    #[test]
    fn a_column_is_found_by_name_and_type() {
        let (_folder, file) = written(&example());
        assert!(file.real("control").is_err());
        assert!(file.real("unheard.of").is_err());
    }
}
