//! How long each form takes to write 200,000 observations on one core, how large the file is, and how much memory that took
//! beyond what was held before. The aims: CSV and JSON Lines 1 s, SDMX-CSV 1.5 s, Parquet 1 s, XLSX 6 s, memory that does not
//! grow with the rows for all that stream.

use std::borrow::Cow;
use std::io::Write as _;
use std::time::Instant;

use jobscope::export::atomic::AtomicFile;
use jobscope::export::form::Form;
use jobscope::export::writer::{Options, Writer};
use jobscope::model::observation::Row;

fn main() {
    // `cargo test` builds and runs benches too; there, one small round shows that they still work.
    let is_bench = std::env::args().any(|arg| arg == "--bench");
    let rounds: &[u32] = if is_bench { &[50_000, 200_000] } else { &[100] };
    println!("{:>12} {:>9} {:>9} {:>9} {:>12}", "form", "rows", "in all", "file", "peak memory");
    for form in Form::ALL {
        for &n_rows in rounds {
            round(form, n_rows);
        }
    }
}

fn round(form: Form, n_rows: u32) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join(form.extension());
    forget_peak();
    let before = memory("VmRSS:");
    let begun = Instant::now();
    let file = AtomicFile::create(&path).expect("a file is begun");
    let mut writer = Writer::new(file, form, Options::default()).expect("an export is begun");
    let mut row = Row::default();
    for n in 0..n_rows {
        fill(&mut row, n);
        writer.row(&row).expect("a row is written");
    }
    let mut file = writer.finish().expect("an export is finished");
    file.flush().expect("it is written");
    file.commit().expect("a file is put in its place");
    let total = begun.elapsed();
    let peak = memory("VmHWM:").zip(before).map(|(peak, before)| peak.saturating_sub(before) / 1024);
    println!(
        "{:>12} {n_rows:>9} {:>9} {:>6} MB {:>9}",
        form.name(),
        format!("{total:.2?}"),
        path.metadata().map_or(0, |file| file.len() / 1_000_000),
        peak.map_or(String::new(), |mib| format!("{mib} MiB")),
    );
}

/// Figures of 3,000 areas in articles of twenty, no two alike.
fn fill(row: &mut Row, n: u32) {
    let (area, article) = (n % 3000, n / 20);
    let value = f64::from(n.wrapping_mul(2_654_435_761) % 900_000);
    *row = Row {
        bulletin: format!("简报/{:04}.md", article / 20),
        section: "各地动态".to_owned(),
        article: format!("河北邯郸 | 第{article}篇稳就业见闻"),
        ref_area: format!("{}", 110_000 + area * 7),
        ref_area_name: format!("河北省邯郸市第{area}县"),
        indicator: ["urban_new_jobs", "training_participants", "vacancies"][n as usize % 3].to_owned(),
        measure: "level",
        status: if n.is_multiple_of(7) { "target" } else { "actual" },
        value: Some(value),
        value_high: None,
        unit: "人".to_owned(),
        bound: "exact",
        period_start: format!("20{:02}-01-01", 10 + n % 15),
        period_end: format!("20{:02}-{:02}-28", 10 + n % 15, 1 + n % 12),
        period_kind: "during",
        detail: String::new(),
        quote: format!("{value}人"),
        sentence: format!(
            "据统计，1至4月份，第{area}县各乡镇陆续开展招聘、培训和帮扶工作，第{n}项工作涉及{value}人，形势平稳。"
        ),
        offset: n as usize % 2000,
        rule: Cow::Borrowed("urban_new_jobs.3"),
        confidence: 0.8 + (n % 20) as f32 / 100.0,
    };
}

/// Makes the process's peak the memory that it holds now; only Linux can.
fn forget_peak() {
    _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// What the process holds, or held at most, in KiB; only Linux tells.
fn memory(line: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|told| told.strip_prefix(line))?;
    line.split_whitespace().next()?.parse().ok()
}
