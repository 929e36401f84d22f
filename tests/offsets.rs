//! Every figure can be sliced back out of the article's text, letter for letter: on the built-in samples, on the annotated
//! bulletins where they are, and on text put together from what bulletins are made of.

#![allow(clippy::unwrap_used, reason = "a helper of a test may fail the test")]

use std::path::{Path, PathBuf};

use jobscope::extract::Extractor;
use jobscope::model::bulletin::{Article, Bulletin};
use jobscope::model::observation::{Observation, Row};
use jobscope::pipeline::{Document, analyse};
use jobscope::read::ReadOptions;
use proptest::prelude::*;

/// Holds the promise for every observation and mention of a bulletin, and counts the observations.
fn check(file: &str, bytes: &[u8]) -> Result<usize, String> {
    let extractor = Extractor::builtin();
    let document = analyse(extractor, file, bytes, &ReadOptions::default());
    let issued = document.bulletin.date.map(|issue| issue.date);
    for (article, observations) in document.articles() {
        let chars: Vec<char> = article.text.chars().collect();
        for observation in observations {
            check_observation(&document.bulletin, article, &chars, observation)?;
        }
        for mention in extractor.mentions(article, issued) {
            if mention.span.of(&article.text).is_empty() {
                return Err(format!("{file}: a mention without words: {mention:?} in {}", article.text));
            }
        }
    }
    let Document { bulletin, observations, .. } = &document;
    if observations.len() != bulletin.articles().count() {
        return Err(format!("{file}: not one list of observations per article"));
    }
    Ok(observations.iter().map(Vec::len).sum())
}

fn check_observation(
    bulletin: &Bulletin,
    article: &Article,
    chars: &[char],
    observation: &Observation,
) -> Result<(), String> {
    let row = Row::new(Extractor::builtin().catalogue(), bulletin, article, observation);
    let fail = |why: &str| Err(format!("{why}: {row:?}\nin {:?}", article.text));
    let sliced: String = chars.iter().skip(row.offset).take(row.quote.chars().count()).collect();
    if row.quote.is_empty() || sliced != row.quote {
        return fail("the offset does not give the quote");
    }
    // In a table the sentence is the row; elsewhere it holds the figure too.
    if !observation.sentence.contains(observation.quote) {
        return fail("the quote does not stand in its sentence");
    }
    let evidence = [observation.evidence.indicator, observation.evidence.area, observation.evidence.period];
    if observation.mentions.iter().chain(evidence.iter().flatten()).any(|span| span.of(&article.text).is_empty()) {
        return fail("a mention or a piece of evidence without words");
    }
    Ok(())
}

fn bulletins_in(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let files = entries.map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = files.filter(|file| file.extension().is_some_and(|extension| extension == "md")).collect();
    files.sort();
    files
}

fn check_folder(folder: &Path) {
    for file in bulletins_in(folder) {
        let name = file.display().to_string();
        let n_observations = check(&name, &std::fs::read(&file).unwrap()).unwrap();
        let is_about_sources = file.file_stem().is_some_and(|stem| stem == "SOURCES");
        assert!(n_observations > 0 || is_about_sources, "{name} gives no observation: nothing was tested");
    }
}

#[test]
fn samples_slice_back() {
    check_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples"));
}

#[test]
fn annotated_bulletins_slice_back() {
    let shared = std::env::var_os("JOBSCOPE_SHARED").map(PathBuf::from);
    let shared = shared.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"));
    check_folder(&shared.join("extraction/dev"));
}

/// What bulletins are made of, with the characters that offsets stumble over: digits of both widths, emoji, combining marks,
/// a byte order mark in the middle, ideographs outside the basic plane.
const FRAGMENTS: [&str; 48] = [
    "# 就业简报 2021年5月10日\n\n",
    "## 灵活就业\n\n",
    "### 河北邯郸 | 临漳县多措并举推动再就业\n\n",
    "【四川】力争创造就业机会\n\n",
    "**江苏苏州 | 公积金**\n\n",
    "据统计，",
    "1至4月份，",
    "今年以来，",
    "截至4月末，",
    "2021 年第一季度",
    "５月７日",
    "去年同期",
    "“十四五”期间，",
    "全县",
    "全省",
    "河北省邯郸市",
    "大庆市",
    "朝阳区",
    "全国",
    "城镇新增就业",
    "失业人员再就业",
    "就业困难人员实现就业",
    "发放创业担保贷款",
    "城镇调查失业率为",
    "举办招聘会",
    "2156 人",
    "２１５６人",
    "31.3 万人",
    "超1.27万人",
    "5万—8万元",
    "1.32亿元",
    "5.5%",
    "0.06个百分点",
    "三百二十万人次",
    "11 场",
    "1,234 名",
    "完成全年目标的42%",
    "同比增长",
    "较上年同期下降",
    "，",
    "。",
    "；",
    "\n\n",
    " ",
    "\u{3000}",
    "😀\u{feff}é\u{301}𠮷",
    "\n| 地区 | 新增就业（万人） |\n| --- | --- |\n| 南京 | 12.5 |\n| 苏州市 | 18 |\n\n",
    "- 北京：新增就业 3 万人\n",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn text_of_fragments_slices_back(places in prop::collection::vec(0..FRAGMENTS.len(), 0..80)) {
        let text: String = places.iter().map(|&place| FRAGMENTS[place]).collect();
        prop_assert_eq!(check("random.md", text.as_bytes()).err(), None);
    }

    #[test]
    fn any_bytes_slice_back(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert_eq!(check("random.md", &bytes).err(), None);
    }
}

#[test]
fn the_fragments_do_make_observations() {
    let text = "### 河北邯郸 | 临漳县\n\n据统计，1至4月份，全县城镇新增就业😀２１５６人，失业人员再就业 658 人。\n";
    assert!(check("fragments.md", text.as_bytes()).unwrap() > 0);
}
