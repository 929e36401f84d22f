//! Forms of the last figure of a sentence.

use super::*;
use crate::extract::{figure, number};

fn forms(text: &str) -> Vec<Form> {
    let mut figures: Vec<Figure> = Vec::new();
    for (at, _) in text.char_indices().filter(|&(_, c)| number::may_start(c)) {
        if figures.last().is_none_or(|last| last.range.end <= at) {
            figures.extend(figure::parse(text, at));
        }
    }
    figure::share_units(text, &mut figures);
    let mut forms = Vec::new();
    for n in 0..figures.len() {
        forms.push(read(text, &(0..text.len()), &figures, n, &forms));
    }
    forms
}

fn last(text: &str) -> Form {
    forms(text).pop().unwrap()
}

#[test]
fn completions() {
    for text in [
        "新增就业500人，完成率43.8%",
        "占年度任务的43.8%",
        "进度为56.3%",
        "已达全年计划的56.3%",
        "今年77%的就业任务已经提前完成",
        "超额完成年度任务的108.3%",
        "培训任务1.8万人，完成1.53万人，占85%",
    ] {
        assert_eq!(last(text), Form::Completion, "{text}");
    }
}

#[test]
fn shares_and_surpluses_are_no_completions() {
    assert_eq!(last("培训1.8万人，其中女性1.53万人，占85%"), Form::Share);
    for text in ["超额完成8.3%", "超额完成年度任务的8.3%", "超出预期目标286万人", "比目标多4000人"]
    {
        assert!(matches!(last(text), Form::Nothing(_)), "{text}");
    }
}

#[test]
fn targets_before_and_behind_their_noun() {
    for text in [
        "实现5万人的年度目标",
        "目标任务5万人",
        "全年1100万新增就业目标",
        "“1100万人”是今年城镇新增就业的目标",
        "是计划数12万人次",
    ] {
        assert_eq!(last(text), Form::TargetLevel, "{text}");
    }
    for text in ["新增就业5万人，完成目标", "培训500人，任务过半"] {
        assert_eq!(last(text), Form::Level, "{text}");
    }
}

#[test]
fn two_bases_side_by_side() {
    let found = forms("为1.23，比上年同期和上季度提高0.1和0.01");
    let base = |base| Form::Change { base: Some(base), is_fall: false };
    assert_eq!(found.get(1..), Some(&[base(Base::Year), base(Base::Month)][..]));
}

#[test]
fn a_change_needs_a_base_or_a_level() {
    assert_eq!(last("公益行动增加了6000个岗位"), Form::Level);
    assert!(matches!(last("参保人数增加1753万人"), Form::Change { base: Some(Base::Year), .. }));
    assert!(matches!(last("较上周新增270万人"), Form::Change { base: Some(Base::Other), .. }));
    assert_eq!(last("城镇新增就业270万人"), Form::Level);
}

#[test]
fn figures_that_are_none() {
    for text in [
        "两年平均增长5.1%",
        "两者相差1310元",
        "裁员率不高于5.5%",
        "给予50%贴息",
        "每100万元增加值吸纳就业8.1人",
        "人均年增收1.5万元",
    ] {
        assert!(matches!(last(text), Form::Nothing(_)), "{text}");
    }
    assert!(matches!(forms("300人以下的小微企业").first(), Some(Form::Nothing(_))));
    assert!(matches!(forms("需求前5名").first(), Some(Form::Nothing(_)) | None));
}

#[test]
fn a_subject_of_its_own() {
    for text in ["，一般公共预算收入增长", "，职工住宅面积比上年增长"] {
        assert!(names_a_subject(text), "{text}");
    }
    for text in ["，比上年同期多增", "，扣除价格因素实际增长", "，其中制造业从业人员增长", "，较去年同期分别增长"]
    {
        assert!(!names_a_subject(text), "{text}");
    }
}
