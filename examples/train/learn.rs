//! Log-linear models: given what candidates show, the weights that make the right ones probable. Full-batch gradient with `AdaGrad`.

/// Features of a candidate and whether it is right.
pub type Example = Vec<(bool, Vec<(u16, f32)>)>;

/// How strongly weights are drawn to nothing: what a handful of examples show must not weigh much.
#[derive(Clone, Copy)]
pub struct Strength {
    pub l2: f32,
    pub rounds: usize,
}

fn score(weights: &[f32], shows: &[(u16, f32)]) -> f32 {
    shows.iter().map(|&(n, value)| value * weights[usize::from(n)]).sum()
}

/// Probabilities of an example's candidates.
pub fn probabilities(weights: &[f32], example: &Example) -> Vec<f32> {
    let scores: Vec<f32> = example.iter().map(|(_, shows)| score(weights, shows)).collect();
    let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut shares: Vec<f32> = scores.iter().map(|score| (score - top).exp()).collect();
    let sum: f32 = shares.iter().sum();
    for share in &mut shares {
        *share /= sum;
    }
    shares
}

/// Weights that make the right candidates of all examples as probable as may be.
pub fn choices(examples: &[Example], n_features: usize, strength: Strength) -> Vec<f32> {
    descend(n_features, strength, |weights, gradient| {
        for example in examples {
            let shares = probabilities(weights, example);
            let right: f32 = example.iter().zip(&shares).filter(|((is_right, _), _)| *is_right).map(|(_, p)| p).sum();
            if right <= 0.0 {
                continue;
            }
            for ((is_right, shows), share) in example.iter().zip(&shares) {
                let wanted = if *is_right { share / right } else { 0.0 };
                for &(n, value) in shows {
                    gradient[usize::from(n)] += (wanted - share) * value;
                }
            }
        }
    })
}

/// Weights of a logistic model: the log-odds that an example is right.
pub fn judgements(examples: &[(bool, Vec<(u16, f32)>)], n_features: usize, strength: Strength) -> Vec<f32> {
    descend(n_features, strength, |weights, gradient| {
        for (is_right, shows) in examples {
            let p = 1.0 / (1.0 + (-score(weights, shows)).exp());
            let wanted = if *is_right { 1.0 } else { 0.0 };
            for &(n, value) in shows {
                gradient[usize::from(n)] += (wanted - p) * value;
            }
        }
    })
}

fn descend(n_features: usize, strength: Strength, mut add_gradient: impl FnMut(&[f32], &mut [f32])) -> Vec<f32> {
    let mut weights = vec![0.0; n_features];
    let mut seen = vec![1e-6_f32; n_features];
    for _ in 0..strength.rounds {
        let mut gradient: Vec<f32> = weights.iter().map(|weight| -strength.l2 * weight).collect();
        add_gradient(&weights, &mut gradient);
        for ((weight, seen), slope) in weights.iter_mut().zip(&mut seen).zip(gradient) {
            *seen += slope * slope;
            *weight += 0.3 * slope / seen.sqrt();
        }
    }
    weights
}
