//! Learns the weights of the engine's choices from annotated batches, and says how far its confidence can be trusted.
//!
//! `cargo run --release --no-default-features --example train -- [--write] [--unseen FOLDER] FOLDER...` takes
//! folders with bulletins, `*.gold.jsonl` and
//! `dates.json`. The project's own cases always take part. It learns from all but one batch and measures on that one, in turn; then it learns from all of them, and with
//! `--write` puts the weights into `assets/weights.tsv`. The same folders give the same weights.

#[path = "../../tests/common/case.rs"]
#[expect(clippy::unwrap_used, reason = "the tests' own reader of cases: it panics over a broken file")]
mod case;
mod gold;
mod learn;

use std::path::Path;

use gold::{Batch, GoldArticle};
use jobscope::extract::Extractor;
use jobscope::extract::trace::{n_features, weights_table};
use learn::{Example, Strength};

/// Found by cross-validation over the batches.
const CHOICE: Strength = Strength { l2: 4.0, rounds: 300 };
const JUDGEMENT: Strength = Strength { l2: 6.0, rounds: 300 };
/// A choice may rest on the choice for the figure before, so that the weights are learned again on what they themselves decide.
const PASSES: usize = 3;

/// A case stands for a family of phrasings, so it counts as often as this.
const CASE_WEIGHT: usize = 3;

const HEAD: &str = "\
# Weights of the engine's learned choices, made by `cargo run --release --no-default-features --example train -- --write FOLDER...`
# from annotated bulletins. Not edited by hand.
# Columns, parted by tabs: model, family of features, a weight for each bin (see `src/extract/choose.rs` and `sure.rs`).
";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (mut folders, mut unseen) = (Vec::new(), Vec::new());
    let mut is_written = false;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--write" => is_written = true,
            "--unseen" => unseen.extend(arguments.next()),
            _ => folders.push(argument),
        }
    }
    let load =
        |folders: &[String]| folders.iter().map(|folder| gold::load(Path::new(folder))).collect::<Result<_, _>>();
    let (batches, unseen): (Vec<Batch>, Vec<Batch>) = (load(&folders)?, load(&unseen)?);
    let cases = gold::cases();
    let mut held_out = Table::default();
    for (n, batch) in batches.iter().enumerate() {
        if batches.len() < 2 {
            break;
        }
        let others: Vec<&GoldArticle> = batches
            .iter()
            .enumerate()
            .filter(|(m, _)| *m != n)
            .map(|(_, other)| other)
            .chain(std::iter::repeat_n(&cases, CASE_WEIGHT))
            .flat_map(|batch| &batch.articles)
            .collect();
        let extractor = Extractor::with_weights(&learn(&others));
        let table = Table::of(&extractor, batch.articles.iter());
        println!("{} held out: {}", batch.name, Score::of(&extractor, &batch.articles));
        held_out.add(&table);
    }
    println!("\nconfidence against the share that is right, each batch held out:\n{held_out}");
    let all: Vec<&GoldArticle> =
        batches.iter().chain(std::iter::repeat_n(&cases, CASE_WEIGHT)).flat_map(|batch| &batch.articles).collect();
    let weights = learn(&all);
    let extractor = Extractor::with_weights(&weights);
    for batch in &batches {
        println!("{} learned from: {}", batch.name, Score::of(&extractor, &batch.articles));
    }
    for batch in &unseen {
        println!("{} never learned from: {}", batch.name, Score::of(&extractor, &batch.articles));
        println!("{}", Table::of(&extractor, batch.articles.iter()));
    }
    println!("\nconfidence, all batches learned from:\n{}", Table::of(&extractor, all.iter().copied()));
    if is_written {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/weights.tsv"), weights)?;
    }
    Ok(())
}

/// A weights table learned from articles.
fn learn(articles: &[&GoldArticle]) -> String {
    let (n_choice, n_judgement) = n_features();
    let nothing = vec![0.0; n_judgement];
    let (mut level, mut relative) = (vec![0.0; n_choice], vec![0.0; n_choice]);
    for _ in 0..PASSES {
        let extractor = Extractor::with_weights(&weights_table(&level, &relative, &nothing));
        let (mut levels, mut relatives): (Vec<Example>, Vec<Example>) = (Vec::new(), Vec::new());
        for article in articles {
            for choice in article.trace(&extractor).choices {
                let Some(right) = article.right_indicators(&choice) else { continue };
                let is_right = |indicator: Option<_>| {
                    let id = indicator.and_then(|indicator| extractor.catalogue().get(indicator)).map(|row| &*row.id);
                    id.map_or(right.is_empty(), |id| right.contains(&id))
                };
                let mut example: Example =
                    choice.candidates.into_iter().map(|(indicator, shows)| (is_right(indicator), shows)).collect();
                // What no candidate names is better left out.
                if example.iter().all(|(is_right, _)| !is_right)
                    && let Some(nothing) = example.first_mut()
                {
                    nothing.0 = true;
                }
                if choice.is_relative { relatives.push(example) } else { levels.push(example) }
            }
        }
        level = learn::choices(&levels, n_choice, CHOICE);
        relative = learn::choices(&relatives, n_choice, CHOICE);
    }
    let extractor = Extractor::with_weights(&weights_table(&level, &relative, &nothing));
    let mut examples = Vec::new();
    for article in articles {
        for judgement in article.trace(&extractor).judgements {
            if let Some(is_right) = article.was_right(&extractor, &judgement) {
                examples.push((is_right, judgement.shows));
            }
        }
    }
    let sure = learn::judgements(&examples, n_judgement, JUDGEMENT);
    HEAD.to_owned() + &weights_table(&level, &relative, &sure)
}

/// Precision and recall of what is found and of what is chartable.
#[derive(Default)]
struct Score {
    n_gold: usize,
    n_predicted: usize,
    found: usize,
    charted: usize,
}

impl Score {
    fn of(extractor: &Extractor, articles: &[GoldArticle]) -> Self {
        let mut score = Self::default();
        for article in articles {
            score.n_gold += article.rows.len();
            let rows: Vec<_> = extractor
                .extract(&article.article, article.issued)
                .iter()
                .map(|observation| article.row(extractor, observation))
                .collect();
            let found = |row| article.rows.iter().any(|gold| gold.is_found_by(row));
            score.n_predicted += rows.iter().filter(|row| article.judge(row).is_some()).count();
            score.found += rows.iter().filter(|row| found(row)).count();
            score.charted += rows.iter().filter(|row| article.judge(row) == Some(true)).count();
        }
        score
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
        let f1 = |hit: usize| 2.0 * hit as f64 / (self.n_predicted + self.n_gold).max(1) as f64;
        write!(
            f,
            "found F1 {:.3}, chartable P {:.3} R {:.3} F1 {:.3}",
            f1(self.found),
            share(self.charted, self.n_predicted),
            share(self.charted, self.n_gold),
            f1(self.charted)
        )
    }
}

/// How many observations of each tenth of confidence are right.
#[derive(Default)]
struct Table([Tenth; 11]);

#[derive(Default, Clone, Copy)]
struct Tenth {
    n: usize,
    n_right: usize,
    confidence: f32,
}

impl Table {
    fn of<'a>(extractor: &Extractor, articles: impl Iterator<Item = &'a GoldArticle>) -> Self {
        let mut table = Self::default();
        for article in articles {
            for observation in extractor.extract(&article.article, article.issued) {
                let Some(is_right) = article.judge(&article.row(extractor, &observation)) else { continue };
                let p = observation.confidence;
                // The last tenth stands twice: as a whole, and its upper half.
                let tenth = &mut table.0[((p * 10.0) as usize).min(9)];
                tenth.add(p, is_right);
                if p >= 0.95 {
                    table.0[10].add(p, is_right);
                }
            }
        }
        table
    }

    fn add(&mut self, other: &Self) {
        for (tenth, more) in self.0.iter_mut().zip(&other.0) {
            tenth.n += more.n;
            tenth.n_right += more.n_right;
            tenth.confidence += more.confidence;
        }
    }
}

impl Tenth {
    fn add(&mut self, p: f32, is_right: bool) {
        self.n += 1;
        self.n_right += usize::from(is_right);
        self.confidence += p;
    }
}

impl std::fmt::Display for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (n, tenth) in self.0.iter().enumerate().filter(|(_, tenth)| tenth.n > 0) {
            let name = if n == 10 {
                "0.95-1.0".to_owned()
            } else {
                format!("{:.1}-{:.1}", n as f32 / 10.0, (n + 1) as f32 / 10.0)
            };
            let (mean, right) = (tenth.confidence / tenth.n as f32, tenth.n_right as f32 / tenth.n as f32);
            writeln!(
                f,
                "{name}: {:4} observations, expected {mean:.3}, right {right:.3}, apart {:.3}",
                tenth.n,
                (mean - right).abs()
            )?;
        }
        Ok(())
    }
}
