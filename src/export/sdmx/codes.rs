//! Codes: of the structures, of units, of observation status.

use crate::model::observation::{Row, Status};

/// The structure of figures with a period.
pub(super) const STRUCTURE: &str = "JOBSCOPE:OBSERVATIONS(1.0.0)";
/// The structure of figures without one.
pub(super) const UNDATED: &str = "JOBSCOPE:UNDATED(1.0.0)";
/// The code for an area that cannot be told.
pub(in super::super) const UNKNOWN: &str = "_U";

/// Units as the contract writes them, with their codes.
pub(super) const UNITS: [(&str, &str); 20] = [
    ("人", "PS"),
    ("人次", "PS_TIMES"),
    ("个", "PIECES"),
    ("家", "FIRMS"),
    ("户", "HOUSEHOLDS"),
    ("个次", "PIECE_TIMES"),
    ("家次", "FIRM_TIMES"),
    ("户次", "HOUSEHOLD_TIMES"),
    ("笔", "LOANS"),
    ("场", "EVENTS"),
    ("场次", "EVENT_TIMES"),
    ("元", "CNY"),
    ("元/月", "CNY_MONTH"),
    ("元/年", "CNY_YEAR"),
    ("元/天", "CNY_DAY"),
    ("元/小时", "CNY_HOUR"),
    ("元/人", "CNY_PS"),
    ("%", "PT"),
    ("百分点", "PP"),
    ("倍", "RATIO"),
];
/// The code of any other unit; the attribute `UNIT` has its text.
const OTHER_UNIT: &str = "_O";

/// The code of a unit.
pub(super) fn unit_code(unit: &str) -> &'static str {
    UNITS.iter().find(|(known, _)| *known == unit).map_or(OTHER_UNIT, |(_, code)| code)
}

/// The nearest code of the SDMX list: a plan is a value expected for the future; what a rule sets is a value as any other.
pub(super) fn obs_status(row: &Row) -> &'static str {
    if row.value.is_none() {
        "O"
    } else if row.status == Status::Target.id() {
        "F"
    } else {
        "A"
    }
}
