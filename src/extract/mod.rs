//! Article → observations. Total (never fails), pure (no clock, no files), linear in the text.

use jiff::civil::Date;

use crate::model::bulletin::{Article, Bulletin};
use crate::model::indicator::Catalogue;
use crate::model::mention::Mention;
use crate::model::observation::Observation;

/// The engine with its tables, ready to run. Cheap to share between threads.
#[derive(Debug)]
pub struct Extractor {
    catalogue: Catalogue,
}

impl Extractor {
    /// The engine with the built-in tables.
    pub fn builtin() -> &'static Self {
        static BUILTIN: std::sync::LazyLock<Extractor> =
            std::sync::LazyLock::new(|| Extractor { catalogue: Catalogue::builtin().clone() });
        &BUILTIN
    }

    /// The indicators that observations refer to.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The observations of one article, in document order. `issued` resolves 今年, 上月, 目前.
    pub fn extract(&self, article: &Article, issued: Option<Date>) -> Vec<Observation> {
        let _ = (article, issued);
        Vec::new()
    }

    /// Everything recognised in one article, in document order: numbers, quantities, periods, areas, indicator phrases.
    pub fn mentions(&self, article: &Article, issued: Option<Date>) -> Vec<Mention> {
        let _ = (article, issued);
        Vec::new()
    }

    /// The observations of a whole bulletin, one list per article in the order of [`Bulletin::articles`].
    pub fn extract_all(&self, bulletin: &Bulletin) -> Vec<Vec<Observation>> {
        let issued = bulletin.date.map(|issue| issue.date);
        bulletin.articles().map(|article| self.extract(article, issued)).collect()
    }
}
