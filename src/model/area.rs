//! Reference areas by their GB/T 2260 code.

use serde::{Deserialize, Serialize};

/// A six-digit division code; `100000` is the whole country, `660000` the project's own for 新疆生产建设兵团.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct AreaCode(pub u32);

/// The level of a division, from large to small.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum AreaLevel {
    /// 全国.
    Country,
    /// 省、自治区、直辖市、特别行政区, and the Bingtuan.
    Province,
    /// 地级市、地区、自治州、盟.
    Prefecture,
    /// 县、县级市、区、旗.
    County,
}

impl AreaCode {
    /// The whole country.
    pub const CHINA: Self = Self(100_000);
    /// 新疆生产建设兵团: no division of GB/T 2260, but reported beside the provinces.
    pub const BINGTUAN: Self = Self(660_000);

    /// The level that the code's trailing zeros say.
    pub fn level(self) -> AreaLevel {
        match self.0 {
            100_000 => AreaLevel::Country,
            code if code % 10_000 == 0 => AreaLevel::Province,
            code if code % 100 == 0 => AreaLevel::Prefecture,
            _ => AreaLevel::County,
        }
    }

    /// The province it lies in; the country's own code for the country.
    #[must_use]
    pub fn province(self) -> Self {
        if self == Self::CHINA { self } else { Self(self.0 / 10_000 * 10_000) }
    }

    /// Whether `other` lies inside this area or is this area, by the codes alone.
    pub fn covers(self, other: Self) -> bool {
        match self.level() {
            AreaLevel::Country => true,
            AreaLevel::Province => other.0 / 10_000 == self.0 / 10_000 && other != Self::CHINA,
            AreaLevel::Prefecture => other.0 / 100 == self.0 / 100,
            AreaLevel::County => other == self,
        }
    }
}

impl std::fmt::Display for AreaCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:06}", self.0)
    }
}

/// The area that a figure is about, as the contract writes it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct RefArea {
    /// The code; `None` for groups of areas and where no area can be told.
    pub code: Option<AreaCode>,
    /// Full name from province down (`河北省邯郸市临漳县`, `全国`), or a group's name (`东部`).
    pub name: String,
}
