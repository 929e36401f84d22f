//! The forms that observations can be written in, in one table.

use std::path::Path;

/// A form of export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// One JSON object per line.
    Jsonl,
    /// Comma-separated values with a header, for spreadsheets.
    Csv,
    /// A workbook for Excel and WPS: observations, sources, problems and notes.
    Xlsx,
    /// SDMX-CSV 2.0, for programs of statistical offices.
    SdmxCsv,
    /// A Frictionless data package in a ZIP file: CSV with a description of its columns.
    DataPackage,
    /// Parquet, for data frames.
    #[cfg(feature = "parquet")]
    Parquet,
}

/// One row of the table.
struct FormRow {
    form: Form,
    /// The word that names it on the command line.
    name: &'static str,
    /// How its files end. Of two forms with one ending the first has it.
    extension: &'static str,
}

/// The table, in the order that forms are offered.
const TABLE: &[FormRow] = &[
    FormRow { form: Form::Jsonl, name: "jsonl", extension: "jsonl" },
    FormRow { form: Form::Csv, name: "csv", extension: "csv" },
    FormRow { form: Form::Xlsx, name: "xlsx", extension: "xlsx" },
    FormRow { form: Form::SdmxCsv, name: "sdmx-csv", extension: "sdmx.csv" },
    FormRow { form: Form::DataPackage, name: "datapackage", extension: "zip" },
    #[cfg(feature = "parquet")]
    FormRow { form: Form::Parquet, name: "parquet", extension: "parquet" },
];

impl Form {
    /// All forms that this program can write, in the order that they are offered.
    pub const ALL: [Self; TABLE.len()] = {
        let mut all = [Self::Jsonl; TABLE.len()];
        let mut n = 0;
        while n < TABLE.len() {
            all[n] = TABLE[n].form;
            n += 1;
        }
        all
    };

    /// The word that names it.
    pub fn name(self) -> &'static str {
        self.row().map_or("", |row| row.name)
    }

    /// How its files end, without the point.
    pub fn extension(self) -> &'static str {
        self.row().map_or("", |row| row.extension)
    }

    /// The form of that name.
    pub fn parse(name: &str) -> Option<Self> {
        TABLE.iter().find(|row| row.name.eq_ignore_ascii_case(name)).map(|row| row.form)
    }

    /// The form that files with this ending have, if the ending tells.
    pub fn of_extension(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?.to_ascii_lowercase();
        let fits = |row: &&FormRow| name.strip_suffix(row.extension).is_some_and(|rest| rest.ends_with('.'));
        // `a.sdmx.csv` ends in `csv` too: the longer ending is meant.
        TABLE.iter().filter(fits).max_by_key(|row| row.extension.len()).map(|row| row.form)
    }

    fn row(self) -> Option<&'static FormRow> {
        TABLE.iter().find(|row| row.form == self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_has_its_name_and_its_ending() {
        for form in Form::ALL {
            assert_eq!(Form::parse(&form.name().to_uppercase()), Some(form));
            let path = format!("数据/a.b.{}", form.extension().to_uppercase());
            assert_eq!(Form::of_extension(Path::new(&path)), Some(form));
        }
        assert_eq!(Form::parse("xml"), None);
        for path in ["a", "csv", "a.txt", "acsv"] {
            assert_eq!(Form::of_extension(Path::new(path)), None, "{path}");
        }
    }
}
