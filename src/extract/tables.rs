//! Reads the tab-separated tables of `assets/lexicon/`.

/// The rows of a table: `#` starts a comment, columns are parted by tabs, rows with another number of columns are passed over.
pub(super) fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let columns: Vec<&str> = line.split('\t').collect();
        columns.try_into().ok()
    })
}
