//! The days that a period means, as it is typed: in figures, or in the words of a bulletin, which the engine itself reads.

use jiff::civil::Date;

use crate::extract::Extractor;
use crate::model::bulletin::{ArticleBuilder, BlockKind};
use crate::model::mention::MentionKind;

/// The first and the last day. What has no year lies in that of the latest figure.
pub(super) fn days(typed: &str, latest: Option<Date>) -> Option<(Date, Date)> {
    let typed = typed.trim();
    if let Some((first, last)) = typed.split_once("..") {
        let (first, last) = (in_figures(first.trim())?, in_figures(last.trim())?);
        return (first.0 <= last.1).then_some((first.0, last.1));
    }
    // Figures that are no date, such as a 31st of April, are a slip and no words.
    if typed.is_ascii() { in_figures(typed) } else { in_words(typed, latest) }
}

/// `2021`, `2021-04`, `2021-Q1`, `2021-04-30`.
fn in_figures(typed: &str) -> Option<(Date, Date)> {
    let mut parts = typed.split(['-', '/', '.']);
    let year: i16 = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let (middle, day) = (parts.next(), parts.next());
    if parts.next().is_some() {
        return None;
    }
    let whole_months =
        |first: i8, last: i8| Some((Date::new(year, first, 1).ok()?, Date::new(year, last, 1).ok()?.last_of_month()));
    match (middle, day) {
        (None, _) => whole_months(1, 12),
        (Some(quarter), None) if quarter.starts_with(['Q', 'q']) => {
            let quarter: i8 = quarter.get(1..)?.parse().ok().filter(|n| (1..=4).contains(n))?;
            whole_months(quarter * 3 - 2, quarter * 3)
        }
        (Some(month), None) => {
            let month = month.parse().ok()?;
            whole_months(month, month)
        }
        (Some(month), Some(day)) => {
            let day = Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()?;
            Some((day, day))
        }
    }
}

/// `一季度`, `2021年1至4月`, `上半年`.
fn in_words(typed: &str, latest: Option<Date>) -> Option<(Date, Date)> {
    let mut article = ArticleBuilder::new("", "", None, 1);
    article.push(BlockKind::Paragraph, typed);
    // Written on the last day of that year, all of it is past.
    let issued = latest.and_then(|latest| Date::new(latest.year(), 12, 31).ok());
    let mentions = Extractor::in_use().mentions(&article.finish(), issued);
    mentions.into_iter().find_map(|mention| match mention.kind {
        MentionKind::Period(Some(period)) => Some((period.start, period.end?)),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_as_people_write_them() {
        let latest = Some(jiff::civil::date(2021, 6, 30));
        let cases = [
            ("2021", "2021-01-01", "2021-12-31"),
            ("2021-02", "2021-02-01", "2021-02-28"),
            ("2021-Q1", "2021-01-01", "2021-03-31"),
            ("2021-q4", "2021-10-01", "2021-12-31"),
            ("2021-04-30", "2021-04-30", "2021-04-30"),
            ("2021-01..2021-04", "2021-01-01", "2021-04-30"),
            ("2021年1-4月", "2021-01-01", "2021-04-30"),
            ("1-4月", "2021-01-01", "2021-04-30"),
            ("2021年一季度", "2021-01-01", "2021-03-31"),
            ("上半年", "2021-01-01", "2021-06-30"),
        ];
        for (typed, first, last) in cases {
            assert_eq!(days(typed, latest), Some((first.parse().unwrap(), last.parse().unwrap())), "{typed}");
        }
        for typed in ["", "21-04", "2021-13", "2021-Q5", "2021-04..2021-01", "很久", "2021-04-31"] {
            assert_eq!(days(typed, latest), None, "{typed}");
        }
    }
}
