//! A group's axis: linear, from zero, with a few round steps and its scale in words.

use crate::compare::derived::Basis;
use crate::compare::words::{Language, Speech, value};
use crate::model::quantity::Unit;

/// A linear axis that always holds zero.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// The value at the left edge: zero, or the lowest value below it.
    pub min: f64,
    /// The value at the right edge.
    pub max: f64,
    /// Round steps with their labels.
    pub ticks: Vec<(f64, String)>,
    /// The scale and unit in words: 万人.
    pub unit: String,
}

impl Axis {
    /// An axis over these values, with room for about so many labels.
    pub fn new((min, max): (f64, f64), unit: &Unit, basis: Basis, n_labels: usize, speech: Speech) -> Self {
        let (min, max) = if max > min { (min, max) } else { (0.0, 1.0) };
        let (factor, unit) = value::axis(max.max(-min), unit, speech);
        let unit = match (basis, speech.language) {
            (Basis::AsTold, _) => unit,
            (Basis::MonthlyAverage, Language::Zh) => format!("{unit}/月"),
            (Basis::MonthlyAverage, Language::En) => format!("{unit} a month"),
        };
        let step = round_step((max - min) / n_labels.max(1) as f64);
        let first = (min / step).ceil() as i64;
        let last = (max / step).floor() as i64;
        let ticks = (first..=last)
            .map(|n| {
                let at = n as f64 * step;
                (at, tick_label(at / factor, step / factor))
            })
            .collect();
        Self { min, max, ticks, unit }
    }

    /// Where a value stands, from 0 (left) to 1 (right).
    pub fn at(&self, value: f64) -> f32 {
        ((value - self.min) / (self.max - self.min)) as f32
    }
}

/// 1, 2 or 5 times a power of ten, no smaller than asked.
fn round_step(wanted: f64) -> f64 {
    let power = 10_f64.powf(wanted.log10().floor());
    let nice = [1.0, 2.0, 5.0, 10.0].into_iter().find(|factor| factor * power >= wanted * 0.999);
    nice.unwrap_or(10.0) * power
}

fn tick_label(value: f64, step: f64) -> String {
    let n_decimals = if step >= 1.0 { 0 } else { (-step.log10().floor()) as usize };
    format!("{value:.n_decimals$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(min: f64, max: f64, unit: &'static str, language: Language) -> Axis {
        Axis::new((min, max), &Unit::new(unit), Basis::AsTold, 4, language.into())
    }

    fn labels(axis: &Axis) -> Vec<&str> {
        axis.ticks.iter().map(|(_, label)| label.as_str()).collect()
    }

    #[test]
    fn steps_are_round_and_start_at_zero() {
        let axis = plain(0.0, 313_000.0, "人", Language::Zh);
        assert_eq!((labels(&axis), axis.unit.as_str()), (vec!["0", "10", "20", "30"], "万人"));
        let axis = plain(0.0, 5.6, "%", Language::Zh);
        assert_eq!((labels(&axis), axis.unit.as_str()), (vec!["0", "2", "4"], "%"));
        let axis = plain(0.0, 313_000.0, "人", Language::En);
        assert_eq!((labels(&axis), axis.unit.as_str()), (vec!["0", "100", "200", "300"], "thousand persons"));
    }

    #[test]
    fn falls_reach_left_of_zero() {
        let axis = plain(-0.6, 1.2, "百分点", Language::Zh);
        assert_eq!(labels(&axis), ["-0.5", "0.0", "0.5", "1.0"]);
        assert!(axis.at(0.0) > 0.3 && axis.at(1.2) == 1.0 && axis.at(-0.6) == 0.0);
    }

    #[test]
    fn a_group_of_zeros_still_has_an_axis() {
        let axis = plain(0.0, 0.0, "人", Language::Zh);
        assert!(axis.max > axis.min && axis.at(0.0) == 0.0);
    }
}
