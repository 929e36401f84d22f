//! An outside test of the number reader: the public Chinese specs of Recognizers-Text (`Specs/Number/Chinese`), read from a folder
//! that the variable `JOBSCOPE_RECOGNIZERS` names. They are no part of the repository; without the variable there is nothing to do.
//!
//! What a statistic is never written as does not apply and is counted apart: see `docs/accuracy.md`.

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::figure;
    use super::super::fold::Folded;
    use super::super::number;
    use crate::model::quantity::Unit;

    /// What a spec asks for that no bulletin writes as a statistic, by the marks in the text of a result.
    const NOT_APPLICABLE: [(&str, &[char]); 7] = [
        ("fraction", &['/', '／', '又']),
        ("pairs and dozens", &['打', '双', '雙', '对', '對']),
        ("tenths and discounts", &['折', '成']),
        ("powers and exponents", &['^', 'e', 'E']),
        ("k and M", &['k', 'K', 'Ｋ', 'M']),
        ("兆", &['兆']),
        ("半", &['半']),
    ];

    fn not_applicable(expected: &[(String, f64)]) -> Option<&'static str> {
        let is_fraction = |text: &str| text.contains("分之") && !text.starts_with("百分之");
        expected.iter().find_map(|(text, _)| {
            let marked = NOT_APPLICABLE.iter().find(|(_, marks)| text.contains(*marks)).map(|&(name, _)| name);
            marked.or_else(|| is_fraction(&squeeze(text)).then_some("fraction"))
        })
    }

    fn squeeze(text: &str) -> String {
        text.split_whitespace().collect()
    }

    fn spec(folder: &Path, name: &str) -> Vec<(String, Vec<(String, f64)>)> {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        let cases: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        let read = |result: &serde_json::Value| {
            let value = result["Resolution"]["value"].as_str().unwrap().trim_end_matches('%').parse().unwrap();
            (result["Text"].as_str().unwrap().to_owned(), value)
        };
        let case = |case: &serde_json::Value| {
            let results = case["Results"].as_array().into_iter().flatten().map(read).collect();
            (case["Input"].as_str().unwrap().to_owned(), results)
        };
        cases.as_array().unwrap().iter().map(case).collect()
    }

    /// Numbers as the reader finds them from left to right, each with the sign before it.
    fn numbers(folded: &Folded) -> Vec<(std::ops::Range<usize>, f64)> {
        let text = folded.text.as_str();
        let (mut found, mut skip_to) = (Vec::new(), 0);
        for (at, c) in text.char_indices() {
            if at < skip_to || !number::may_start(c) {
                continue;
            }
            let Some(number) = number::parse(text, at) else { continue };
            skip_to = number.end;
            // A range, a rate and a bare 万 are the business of `figure`.
            let rest = &text[number.end..];
            let is_percent = rest.starts_with('%') || rest.starts_with("个百分点") || text[..at].ends_with("百分之");
            let is_bare = text[at..number.end].chars().all(|c| "百千万亿萬億".contains(c));
            // 一切, 四川: a lone digit in Chinese counts only before a counter.
            let is_lone = text[at..number.end].chars().nth(1).is_none() && !c.is_ascii_digit();
            if is_percent || is_bare || is_lone && c != '十' && figure::parse(text, at).is_none() {
                continue;
            }
            let sign = text[..at].chars().next_back().filter(|&c| matches!(c, '-' | '负' | '負'));
            let start = at - sign.map_or(0, char::len_utf8);
            let sign = sign.filter(|_| !text[..start].ends_with('-'));
            let start = if sign.is_some() { start } else { at };
            found.push((start..number.end, if sign.is_some() { -number.value } else { number.value }));
        }
        found
    }

    fn percentages(folded: &Folded) -> Vec<(std::ops::Range<usize>, f64)> {
        let text = folded.text.as_str();
        let (mut found, mut skip_to) = (Vec::new(), 0);
        for (at, c) in text.char_indices() {
            if at < skip_to || !number::may_start(c) {
                continue;
            }
            let Some(figure) = figure::parse(text, at) else { continue };
            skip_to = figure.range.end;
            let is_percent = figure.unit().is_some_and(|unit| *unit == Unit::new("%") || *unit == Unit::new("百分点"));
            if is_percent && figure.value_high.is_none() {
                let start = if figure.value < 0.0 { figure.extent.start } else { figure.range.start };
                found.push((start..figure.range.end, figure.value));
            }
        }
        found
    }

    type Reader = fn(&Folded) -> Vec<(std::ops::Range<usize>, f64)>;

    /// How many cases apply and how many of them are read alike, text and value; the others are printed.
    fn measure(cases: &[(String, Vec<(String, f64)>)], reader: Reader) -> (usize, usize) {
        let (mut n_apply, mut n_alike) = (0, 0);
        for (input, expected) in cases {
            let reason = not_applicable(expected);
            let folded = Folded::new(input);
            let found: Vec<(String, f64)> = reader(&folded)
                .into_iter()
                .map(|(range, value)| (squeeze(&input[folded.source(range)]), value))
                .collect();
            let is_alike = found.len() == expected.len()
                && found
                    .iter()
                    .zip(expected)
                    .all(|(is, good)| is.0 == squeeze(&good.0) && (is.1 - good.1).abs() <= good.1.abs() * 1e-9);
            if let Some(name) = reason {
                eprintln!("does not apply ({name}): {input}");
                continue;
            }
            n_apply += 1;
            n_alike += usize::from(is_alike);
            if !is_alike {
                eprintln!("{input}: read {found:?}, asked for {expected:?}");
            }
        }
        (n_apply, n_alike)
    }

    #[test]
    fn the_public_specs_are_read_alike() {
        let Some(folder) = std::env::var_os("JOBSCOPE_RECOGNIZERS") else { return };
        let folder = Path::new(&folder);
        let mut failed = Vec::new();
        for (name, reader, floor) in
            [("NumberModel.json", numbers as Reader, 92), ("PercentModel.json", percentages as Reader, 90)]
        {
            let (n_apply, n_alike) = measure(&spec(folder, name), reader);
            let report = format!("{name}: {n_alike} of {n_apply} that apply");
            eprintln!("{report}");
            if n_alike * 100 < n_apply * floor {
                failed.push(report);
            }
        }
        assert!(failed.is_empty(), "{failed:?}");
    }
}
