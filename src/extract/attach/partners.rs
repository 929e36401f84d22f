//! Places that a text on another one names beside it: who sends employers, takes workers in, helps, comes to hire.
//!
//! In an article whose headline tells its place such a partner is not what the figures are of.

use super::Attacher;
use crate::extract::area::{AreaMention, Meaning};
use crate::extract::cues::cues;
use crate::extract::scan::NEARBY;
use crate::model::area::AreaCode;

impl Attacher<'_> {
    /// Whether an area is neither the country nor of one line with the one that the article is about.
    fn lies_apart(&self, code: AreaCode, main: AreaCode) -> bool {
        code != AreaCode::CHINA && !self.are_of_one_line(code, main)
    }

    fn are_of_one_line(&self, code: AreaCode, main: AreaCode) -> bool {
        let gazetteer = self.extractor.gazetteer;
        code == main || gazetteer.is_within(code, main, self.year) || gazetteer.is_within(main, code, self.year)
    }

    /// 上海市宝山区到富源举办专场招聘会, 结对的余杭区来县里办了3场招聘会, in an article on 富源: where it is held.
    pub(super) fn is_come_to(&self, mention: &AreaMention) -> bool {
        let (before, after) = (self.text().get(..mention.range.start), self.text().get(mention.range.end..));
        let gazetteer = self.extractor.gazetteer;
        let is_home = |main: AreaCode| match mention.meaning {
            Meaning::Area(code) => code == main,
            Meaning::InScope(level) => {
                gazetteer.level(main, self.year) == level
                    && self.scope.area.code.is_some_and(|guest| !gazetteer.is_within(guest, main, self.year))
            }
            _ => false,
        };
        self.main.is_told
            && self.main.code.is_some_and(is_home)
            && before.is_some_and(|before| before.ends_with(['到', '来']))
            && after.is_some_and(|after| cues!["举办", "开展", "举行", "招聘", "招工", "办"].starts(after))
    }

    /// 来了54家广东企业, where another place is spoken of: where they come from.
    pub(super) fn counts_employers(&self, mention: &AreaMention) -> bool {
        let (before, after) = (self.text().get(..mention.range.start), self.text().get(mention.range.end..));
        let counted = before.and_then(|before| before.strip_suffix(['家', '户'])).unwrap_or_default();
        let is_apart = match (&mention.meaning, self.scope.area.code) {
            (Meaning::Area(code), Some(here)) => self.lies_apart(*code, here),
            _ => false,
        };
        is_apart
            && counted.trim_end_matches(['多', '余']).ends_with(|c: char| c.is_ascii_digit())
            && after.is_some_and(|after| cues!["企业", "用人单位", "用工单位", "公司", "工厂"].starts(after))
    }

    /// 北京、太原42家企业拿出1500个岗位, in an article on 吕梁: where the employers come from.
    pub(super) fn sends_employers(&self, mention: &AreaMention) -> bool {
        let Some(main) = self.main.code.filter(|&main| self.main.is_told && main != AreaCode::CHINA) else {
            return false;
        };
        let is_apart = match mention.meaning {
            Meaning::Area(code) => self.lies_apart(code, main),
            Meaning::Group => true,
            _ => false,
        };
        let after = self.text().get(mention.range.end..).unwrap_or_default();
        // 宁波企业赴武安市招聘, 济南市吸纳临夏州劳动力, in an article on those whom they hire or help.
        let comes_to_hire = cues!["企业赴", "企业到", "企业来", "用人单位赴", "用人单位到"].starts(after);
        if is_apart && (comes_to_hire || self.helps_a_place(mention) || self.pairs_with(mention, main)) {
            return true;
        }
        let rest = ["等地", "等", "两地", "三地", "的", "共"]
            .iter()
            .fold(after, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
        let number = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "多余".contains(c));
        // 江西等地1300多人到场.
        let comes = number
            .strip_prefix('人')
            .or_else(|| number.strip_prefix('名'))
            .is_some_and(|head| cues!["到场", "进场", "入场", "应聘", "求职", "参会", "前来", "参加"].starts(head));
        // 其中长三角企业38家.
        let counted_behind =
            cues!["企业", "用人单位", "用工单位"].at_start(rest).and_then(|word| rest.get(word.len()..));
        let are_told = counted_behind.is_some_and(|rest| {
            let number = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            number.len() < rest.len() && number.starts_with('家')
        });
        if is_apart && (are_told || comes && number.len() < rest.len()) {
            return true;
        }
        let head = number.strip_prefix('家').unwrap_or_default();
        let head = head.split(['，', '。', '；', '、']).next().unwrap_or(head);
        let is_counted = is_apart && number.len() < rest.len();
        // 96家企业设摊，县内的61家、长三角和珠三角的35家.
        let of_those = number.starts_with('家') && head.is_empty() && mention.meaning == Meaning::Group;
        let names_them = || {
            head.chars().take(10).any(|c| matches!(c, '企' | '司' | '厂'))
                || cues!["用人单位", "用工单位", "单位", "机构"].starts(head)
        };
        is_counted && (of_those || names_them())
    }

    /// 全市外出务工206万人，其中广东60万人、浙江80万人, in an article on 毕节: where they went.
    pub(super) fn takes_workers(&self, mention: &AreaMention, part: &str) -> bool {
        let Meaning::Area(code) = mention.meaning else { return false };
        let Some(main) = self.main.code.filter(|&main| self.main.is_told && main != AreaCode::CHINA) else {
            return false;
        };
        let is_apart = self.lies_apart(code, main);
        let (Some((told, _)), after) = (part.split_once("其中"), self.text().get(mention.range.end..)) else {
            return false;
        };
        // 其中…，输出到对口帮扶城市杭州326人.
        let goes = cues!["，", "；"].last_part(part);
        is_apart
            && (cues!["外出", "务工", "输出", "输转", "转移"].stands_in(told)
                || cues!["输出到", "输送到", "转移到", "输转到", "送往", "前往"].starts(goes))
            && after.is_some_and(|after| after.starts_with(|c: char| c.is_ascii_digit() || c == '省' || c == '占'))
    }

    /// 佛山市帮助我州转移就业, 济南市吸纳临夏州劳动力: whom a place takes in or helps stands right behind.
    pub(super) fn helps_a_place(&self, mention: &AreaMention) -> bool {
        let after = self.text().get(mention.range.end..).unwrap_or_default();
        let Some(verb) = cues!["帮助", "帮扶", "支援", "吸纳", "接收"].at_start(after) else { return false };
        let start = mention.range.end + verb.len();
        let helped = self.scan.areas.partition_point(|area| area.range.start < start);
        self.scan.areas.get(helped).is_some_and(|area| area.range.start == start)
    }

    /// 济南市与临夏州东西部协作以来, in an article on 临夏: the partner, named first.
    pub(super) fn pairs_with(&self, mention: &AreaMention, main: AreaCode) -> bool {
        let after = self.text().get(mention.range.end..).unwrap_or_default();
        let Some(and) = cues!["与", "和", "同"].at_start(after) else { return false };
        let start = mention.range.end + and.len();
        let n = self.scan.areas.partition_point(|area| area.range.start < start);
        let Some(other) = self.scan.areas.get(n).filter(|other| other.range.start == start) else { return false };
        let is_home = match other.meaning {
            Meaning::Area(code) => self.are_of_one_line(code, main),
            _ => false,
        };
        let behind = self.text().get(other.range.end..).unwrap_or_default();
        let near = behind.get(..behind.floor_char_boundary(NEARBY)).unwrap_or(behind);
        let clause = near.split(['，', '；', '。']).next().unwrap_or(near);
        is_home && cues!["协作", "结对", "结成", "联合", "携手", "签订", "签署", "对接", "合作"].stands_in(clause)
    }

    /// 对口援建青川的浙江省先后在当地举办招聘会, in an article on 青川: what a partner does there happens there.
    pub(super) fn comes_home(&self, mention: &AreaMention) -> bool {
        let Some(main) = self.main.code.filter(|_| self.main.is_told) else { return false };
        let is_partner = self.scope.area.code.is_none_or(|partner| self.lies_apart(partner, main));
        is_partner && (mention.meaning == Meaning::Here || mention.meaning == Meaning::Area(main))
    }
}
