//! What the values of options mean; `None` for what cannot be read.

use std::num::NonZeroUsize;

use jiff::civil::Date;

use crate::model::observation::Measure;

/// Year, month and day in this order, parted by whatever people part them with: `2021-05-10`, `2021年5月10日`, `2021.5.10`.
pub(super) fn date(text: &str) -> Option<Date> {
    let text = text.trim().trim_end_matches('日');
    let parts: Vec<&str> = text.split(['-', '/', '.', '年', '月']).map(str::trim).collect();
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 => {
            Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
        }
        _ => None,
    }
}

/// `2005` or `2005年`.
pub(super) fn year(text: &str) -> Option<i16> {
    text.trim_end_matches('年').parse().ok().filter(|year| (1900..=2100).contains(year))
}

/// Articles are counted from 1.
pub(super) fn article(text: &str) -> Option<usize> {
    text.parse().ok().filter(|&number| number > 0)
}

/// At least one thread, and no more than any machine has use for.
pub(super) fn threads(text: &str) -> Option<NonZeroUsize> {
    text.parse().ok().filter(|number: &NonZeroUsize| number.get() <= 1024)
}

/// The contract's word for a measure.
pub(super) fn measure(text: &str) -> Option<Measure> {
    Measure::ALL.into_iter().find(|measure| measure.id().eq_ignore_ascii_case(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        let day = jiff::civil::date(2021, 5, 10);
        for text in ["2021-05-10", "2021年5月10日", "2021-5-10", "2021/05/10", "2021.5.10"] {
            assert_eq!(date(text), Some(day), "{text}");
        }
        for text in ["", "2021-13-01", "2021-02-30", "10-05-2021", "2021-05", "五月", "2021-05-10-3"] {
            assert!(date(text).is_none(), "{text}");
        }
    }
}
