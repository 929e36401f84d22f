//! How long a search takes across 10,000 articles, from the words to the hits. The aim is 50 ms.

#[path = "../tests/support/mod.rs"]
mod support;

use std::sync::LazyLock;

use divan::Bencher;
use jobscope::app::documents::{Documents, Snapshot, Source};
use jobscope::app::prepared::Prepared;
use jobscope::app::search::find::find;
use jobscope::app::search::query::Query;
use jobscope::extract::Extractor;
use jobscope::pipeline;
use jobscope::read::ReadOptions;
use rayon::prelude::*;

fn main() {
    divan::main();
}

/// 500 bulletins of 20 articles.
static CORPUS: LazyLock<Snapshot> = LazyLock::new(|| {
    let prepared: Vec<Prepared> = (0..500)
        .into_par_iter()
        .map(|n| {
            let text = support::texts::bulletin(n, 20);
            let options = ReadOptions::default();
            Prepared::new(pipeline::analyse(Extractor::in_use(), "bench.md", text.as_bytes(), &options))
        })
        .collect();
    let mut documents = Documents::default();
    for (n, prepared) in prepared.into_iter().enumerate() {
        documents.add(Source::Sample(n.to_string()), prepared);
    }
    let n_articles: usize = documents.iter().map(|open| open.n_articles()).sum();
    println!("{n_articles} articles, {} figures", documents.each_item().count());
    documents.snapshot()
});

#[divan::bench(args = ["湖北", "就业", "czxzjy 湖北", "“零工市场” 四川 培训", "没有这样的话", "1234", "的"])]
fn search(bencher: Bencher, typed: &str) {
    let corpus = &*CORPUS;
    bencher.bench(|| find(corpus, Query::parse(typed), &|| false));
}
