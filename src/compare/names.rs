//! Short names for the rows of a chart, told from the full name alone: `河北省邯郸市临漳县` is `临漳县`.

use crate::model::area::{AreaLevel, RefArea};

/// The four cities that are provinces: their 市 is no prefecture's.
const MUNICIPALITIES: [&str; 4] = ["北京市", "天津市", "上海市", "重庆市"];
/// How the name of a province ends. Longer endings first, since 自治区 would match inside nothing else.
const PROVINCE_ENDINGS: [&str; 3] = ["特别行政区", "自治区", "省"];
/// How the name of a prefecture ends.
const PREFECTURE_ENDINGS: [&str; 4] = ["自治州", "地区", "盟", "市"];
/// No division's name is shorter than this, so `津市市` is not cut to `市`.
const SHORTEST_NAME_CHARS: usize = 2;

/// The area's own name without the areas that it lies in; the whole name where that cannot be told.
pub fn short_name(area: &RefArea) -> &str {
    let name = area.name.as_str();
    match area.code.map(crate::model::area::AreaCode::level) {
        Some(AreaLevel::Prefecture) => without_province(name),
        Some(AreaLevel::County) => after_first(without_province(name), &PREFECTURE_ENDINGS),
        Some(AreaLevel::Country | AreaLevel::Province) | None => name,
    }
}

fn without_province(name: &str) -> &str {
    let inner = MUNICIPALITIES.iter().find_map(|city| name.strip_prefix(city)).filter(|rest| is_name(rest));
    inner.unwrap_or_else(|| after_first(name, &PROVINCE_ENDINGS))
}

/// What follows the ending that comes first in the name, if a name's worth follows.
fn after_first<'a>(name: &'a str, endings: &[&str]) -> &'a str {
    let ends = endings.iter().filter_map(|ending| {
        // The ending alone is no name: 盟 must have something before it.
        let at = name.find(ending).filter(|&at| at > 0)?;
        name.get(at + ending.len()..).filter(|rest| is_name(rest))
    });
    ends.max_by_key(|rest| rest.len()).unwrap_or(name)
}

fn is_name(rest: &str) -> bool {
    rest.chars().count() >= SHORTEST_NAME_CHARS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::area::AreaCode;

    #[test]
    fn the_last_division_is_the_short_name() {
        let cases = [
            (100_000, "全国", "全国"),
            (110_000, "北京市", "北京市"),
            (110_105, "北京市朝阳区", "朝阳区"),
            (150_000, "内蒙古自治区", "内蒙古自治区"),
            (152_500, "内蒙古自治区锡林郭勒盟", "锡林郭勒盟"),
            (152_502, "内蒙古自治区锡林郭勒盟锡林浩特市", "锡林浩特市"),
            (130_400, "河北省邯郸市", "邯郸市"),
            (130_423, "河北省邯郸市临漳县", "临漳县"),
            (430_781, "湖南省常德市津市市", "津市市"),
            (421_002, "湖北省荆州市沙市区", "沙市区"),
            (419_001, "河南省济源市", "济源市"),
            (469_028, "海南省陵水黎族自治县", "陵水黎族自治县"),
            (422_801, "湖北省恩施土家族苗族自治州恩施市", "恩施市"),
            (653_101, "新疆维吾尔自治区喀什地区喀什市", "喀什市"),
            (659_001, "新疆维吾尔自治区石河子市", "石河子市"),
            (660_000, "新疆生产建设兵团", "新疆生产建设兵团"),
            (810_000, "香港特别行政区", "香港特别行政区"),
        ];
        for (code, name, short) in cases {
            let area = RefArea { code: Some(AreaCode(code)), name: name.to_owned() };
            assert_eq!(short_name(&area), short);
        }
    }

    #[test]
    fn a_group_keeps_its_name() {
        assert_eq!(short_name(&RefArea { code: None, name: "东部地区".to_owned() }), "东部地区");
    }
}
