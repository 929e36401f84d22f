//! `explain` tells the story of the very run that `extract` gives: the same figures with the same values, and a reason for every
//! number that is none.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use std::path::Path;

use jobscope::extract::Extractor;
use jobscope::extract::explain::{Explanation, Omission, Outcome};
use jobscope::model::bulletin::{Article, Bulletin};
use jobscope::read::{ReadOptions, read_bytes};

fn samples() -> Vec<Bulletin> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.map(|path| bulletin(&path.display().to_string(), &std::fs::read(&path).unwrap())).collect()
}

fn bulletin(name: &str, bytes: &[u8]) -> Bulletin {
    read_bytes(name, bytes, &ReadOptions::default()).bulletin
}

/// The cases of extraction, read as bulletins: odd wordings of every kind.
fn cases() -> Vec<Bulletin> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/extract");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.map(|path| bulletin("2021-05-21.md", &std::fs::read(&path).unwrap())).collect()
}

fn each_article(mut check: impl FnMut(&Article, &[Explanation])) {
    for bulletin in samples().iter().chain(&cases()) {
        let issued = bulletin.date.map(|issue| issue.date);
        for article in bulletin.articles() {
            check(article, &Extractor::builtin().explain(article, issued));
        }
    }
}

#[test]
fn every_observation_is_explained_and_none_is_made_up() {
    let mut n_found = 0;
    for bulletin in samples().iter().chain(&cases()) {
        let issued = bulletin.date.map(|issue| issue.date);
        for article in bulletin.articles() {
            let observations = Extractor::builtin().extract(article, issued);
            let explained: Vec<_> = Extractor::builtin()
                .explain(article, issued)
                .into_iter()
                .filter_map(|explanation| match explanation.outcome {
                    Outcome::Found(found) => Some(found.observation),
                    Outcome::LeftOut(_) => None,
                })
                .collect();
            assert_eq!(explained, observations, "{}", article.title);
            n_found += observations.len();
        }
    }
    assert!(n_found > 300, "{n_found}");
}

#[test]
fn every_digit_of_an_article_is_accounted_for_once() {
    each_article(|article, explanations| {
        let digits = article.text.char_indices().filter(|(_, c)| c.is_ascii_digit());
        for (at, _) in digits {
            let covering = explanations.iter().filter(|known| known.quote.range().contains(&at)).count();
            assert_eq!(covering, 1, "{}: {}", article.title, article.text.get(at..).unwrap());
        }
        let quotes: Vec<_> = explanations.iter().map(|known| known.quote).collect();
        assert!(quotes.windows(2).all(|pair| pair[0].end() <= pair[1].start()), "in order, none over another");
    });
}

#[test]
fn what_is_left_out_says_which_rule_left_it_out() {
    let text = "# 河北邯郸 | 临漳县\n\n2021年5月7日，第12届招聘会提供岗位1.2万个，约三成岗位面向35岁以下人员。\
        生产总值达3000亿元，占地50公里。一季度城镇新增就业2156人，此前曾报道城镇新增就业2156人。\n";
    let bulletin = bulletin("2021-05-10.md", text.as_bytes());
    let article = bulletin.articles().next().unwrap();
    let explanations = Extractor::builtin().explain(article, bulletin.date.map(|issue| issue.date));
    let told: Vec<(&str, Option<Omission>)> = explanations
        .iter()
        .map(|explanation| match &explanation.outcome {
            Outcome::Found(_) => (explanation.quote.of(&article.text), None),
            Outcome::LeftOut(omission) => (explanation.quote.of(&article.text), Some(*omission)),
        })
        .collect();
    let first = explanations.iter().find(|known| known.quote.of(&article.text) == "2156人").unwrap().quote;
    assert_eq!(
        told,
        [
            ("2021年5月7日", Some(Omission::Time)),
            ("12", Some(Omission::PartOfName)),
            ("1.2万个", None),
            ("三成", Some(Omission::Fraction)),
            ("35岁", Some(Omission::ForeignUnit)),
            ("3000亿元", Some(Omission::OtherMatter)),
            ("50公里", Some(Omission::ForeignUnit)),
            ("一季度", Some(Omission::Time)),
            ("2156人", None),
            ("2156人", Some(Omission::SaidAlready(first))),
        ]
    );
}
