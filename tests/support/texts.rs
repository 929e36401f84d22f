//! Bulletins as text, made up: as long and as full of figures as real ones, each different.

/// The provinces that the articles go through.
const AREAS: [&str; 12] =
    ["湖北", "湖南", "江苏", "浙江", "安徽", "甘肃", "四川", "广东", "河北", "山东", "福建", "贵州"];

/// One bulletin with so many articles of about 1 KB and ten figures each.
pub fn bulletin(n: usize, n_articles: usize) -> String {
    let (year, month, day) = (2020 + n % 4, 1 + n / 4 % 12, 1 + n / 48 % 28);
    let mut text = format!("# 就业动态第{n}期 {year}年{month}月{day}日\n");
    for place in 0..n_articles {
        if place % 10 == 0 {
            text.push_str(&format!("\n## 栏目{}\n", place / 10 + 1));
        }
        let area = AREAS[(n + place) % AREAS.len()];
        let x = (n * 7919 + place * 104_729) % 9000 + 1000;
        text.push_str(&format!(
            "\n### {area} | 多措并举稳就业第{n}之{place}号\n\n\
             1至{month}月，{area}省城镇新增就业{}.{}万人，完成年度目标的{}%；失业人员再就业{x}人，就业困难人员就业{}人。\
             全省城镇调查失业率为{}.{}%，同比下降0.{}个百分点。\n\n\
             今年以来，当地把稳就业摆在突出位置，健全部门协同机制，开展“春风行动”等专项服务，举办招聘会{}场，\
             组织技能培训{}人次，发放稳岗补贴{}万元。各级人社部门还走访企业、摸清用工需求，推动零工市场规范发展，\
             引导高校毕业生到基层去，帮助农村劳动力就近就地转移就业{}人，全年计划新增就业{}万人。\
             下一步，将继续落实各项政策，优化服务流程，防范规模性失业风险，确保就业形势总体稳定、稳中有进。\n",
            x % 90 + 1,
            x % 97,
            x % 60 + 40,
            x / 3,
            x % 3 + 4,
            x % 10,
            x % 9 + 1,
            x % 800 + 20,
            x * 3,
            x % 5000 + 100,
            x * 2,
            x % 90 + 10,
        ));
    }
    text
}
