//! `jobscope articles`: what was read, one line per article.

use super::Exit;
use super::input::each_in_order;
use super::output::with_output;
use super::plan::Job;
use super::tally::Rows;
use crate::compare::words::Language;
use crate::model::bulletin::Article;

/// Writes a line for every article of all inputs, in their order.
pub(super) fn articles(job: &Job, language: Language) -> Exit {
    with_output(job, language, Rows::Articles, |sources, out, tally| {
        each_in_order(
            sources,
            job,
            |_, _| (),
            |outcome, ()| {
                tally.add_file(&outcome);
                outcome.bulletin.articles().try_for_each(|article| writeln!(out, "{}", line(article)))
            },
        )
    })
}

/// Section, title, area tag and characters, parted by tabs.
fn line(article: &Article) -> String {
    let area = article.area_tag.as_deref().unwrap_or_default();
    let cells = [&article.section, &article.title, area].map(|cell| cell.replace(['\t', '\n', '\r'], " "));
    format!("{}\t{}", cells.join("\t"), article.text.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::bulletin::{ArticleBuilder, BlockKind};

    #[test]
    fn a_line_has_four_cells_whatever_the_title_holds() {
        let mut builder = ArticleBuilder::new("灵活就业", "苏州\t公积金", Some("江苏苏州".to_owned()), 3);
        builder.push(BlockKind::Paragraph, "正文。");
        assert_eq!(line(&builder.finish()), "灵活就业\t苏州 公积金\t江苏苏州\t10");
        assert_eq!(line(&Article::default()), "\t\t\t0");
    }
}
