//! Values, units and bounds.

use serde::{Deserialize, Serialize};

/// A number made comparable: in the base unit, with its bound.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// The value in the base unit (31.3 万人 is 313000).
    pub value: f64,
    /// The upper end of a range.
    pub value_high: Option<f64>,
    /// The unit of measure.
    pub unit: Unit,
    /// How the text hedges it.
    pub bound: Bound,
}

/// A unit of measure as the contract writes it (`人`, `人次`, `元/月`, `百分点`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Unit(pub std::borrow::Cow<'static, str>);

impl Unit {
    /// A unit known at compile time.
    pub const fn new(name: &'static str) -> Self {
        Self(std::borrow::Cow::Borrowed(name))
    }

    /// What it counts. Quantities of different classes never share an axis.
    pub fn class(&self) -> UnitClass {
        match self.0.as_ref() {
            "人" => UnitClass::Persons,
            "人次" => UnitClass::PersonTimes,
            "个" => UnitClass::Pieces,
            "家" => UnitClass::Firms,
            "户" => UnitClass::Households,
            "家次" | "户次" | "个次" => UnitClass::FirmTimes,
            "笔" => UnitClass::Loans,
            "场" | "场次" | "次" | "期" => UnitClass::Events,
            "元" => UnitClass::Money,
            "%" => UnitClass::Percent,
            "百分点" => UnitClass::PercentagePoints,
            "倍" => UnitClass::Ratio,
            unit if unit.starts_with("元/") => UnitClass::MoneyRate,
            _ => UnitClass::Other,
        }
    }

    /// Whether the unit scales with 万 and 亿 when shown.
    pub fn takes_wan(&self) -> bool {
        !matches!(
            self.class(),
            UnitClass::Percent | UnitClass::PercentagePoints | UnitClass::Ratio | UnitClass::MoneyRate
        )
    }
}

/// What a unit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum UnitClass {
    /// 人, 名.
    Persons,
    /// 人次: the same person may be counted twice.
    PersonTimes,
    /// 个: posts above all.
    Pieces,
    /// 家.
    Firms,
    /// 户.
    Households,
    /// 家次, 户次.
    FirmTimes,
    /// 笔.
    Loans,
    /// 场, 次, 期.
    Events,
    /// 元.
    Money,
    /// 元/月, 元/人 and the like.
    MoneyRate,
    /// %.
    Percent,
    /// 百分点.
    PercentagePoints,
    /// 倍.
    Ratio,
    /// Anything else.
    Other,
}

impl UnitClass {
    /// Whether it counts money, for somebody or some time or not.
    pub fn is_money(self) -> bool {
        matches!(self, Self::Money | Self::MoneyRate)
    }
}

/// How the text hedges a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Bound {
    /// Said without hedging.
    Exact,
    /// 约 左右 近.
    About,
    /// 超 逾 余 多 突破.
    MoreThan,
    /// 以上 不少于 不低于.
    AtLeast,
    /// 以内 不超过 最高 以下.
    AtMost,
    /// 5万—8万元.
    Range,
}

impl Bound {
    /// All bounds.
    pub const ALL: [Self; 6] = [Self::Exact, Self::About, Self::MoreThan, Self::AtLeast, Self::AtMost, Self::Range];

    /// The contract's word.
    pub fn id(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::About => "about",
            Self::MoreThan => "more_than",
            Self::AtLeast => "at_least",
            Self::AtMost => "at_most",
            Self::Range => "range",
        }
    }
}
