//! A thing by one of its names, as people type them: in full, or a part that no other has.

/// What a name may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found<T> {
    /// Exactly this.
    One(T),
    /// Any of these.
    Many(Vec<T>),
    /// Nothing.
    None,
}

/// Looks a name up among things that each have several. A name in full goes before a part of one; letters' case does not
/// count.
pub fn look_up<T: Clone + PartialEq>(typed: &str, known: &[(T, Vec<String>)]) -> Found<T> {
    let typed = typed.trim().to_lowercase();
    let those = |fits: &dyn Fn(&str) -> bool| {
        let mut those: Vec<T> = Vec::new();
        for (thing, names) in known {
            if names.iter().any(|name| fits(&name.to_lowercase())) && !those.contains(thing) {
                those.push(thing.clone());
            }
        }
        those
    };
    let exact = those(&|name| name == typed);
    let found = if exact.is_empty() { those(&|name| name.contains(&typed)) } else { exact };
    match found.as_slice() {
        [] => Found::None,
        [one] => Found::One(one.clone()),
        _ => Found::Many(found),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_full_goes_before_a_part() {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let known = [
            (1, names(&["startups", "创业", "Start-ups"])),
            (2, names(&["startup_loans", "创业担保贷款"])),
            (3, names(&["urban_new_jobs", "城镇新增就业"])),
        ];
        assert_eq!(look_up("创业", &known), Found::One(1));
        assert_eq!(look_up("START", &known), Found::Many(vec![1, 2]));
        assert_eq!(look_up(" 新增 ", &known), Found::One(3));
        assert_eq!(look_up("失业", &known), Found::None);
    }
}
