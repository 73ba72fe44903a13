//! The nearest thing that exists to what was said.

/// Similarity (Jaro and Winkler, 0 to 1) below which nothing is near: expert judgement.
const NEAR: f64 = 0.7;
/// Longer words are nobody's slip [characters].
const LONGEST: usize = 80;

/// The candidate most like `word`, if any is like it.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    if word.chars().count() > LONGEST {
        return None;
    }
    let word = word.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(&word, &candidate.to_lowercase()), candidate))
        .filter(|(similarity, _)| *similarity >= NEAR)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_word_and_nonsense_finds_none() {
        let keys = ["replicates", "seed", "record"];
        assert_eq!(nearest("replicate", keys), Some("replicates"));
        assert_eq!(nearest("Sede", keys), Some("seed"));
        assert_eq!(nearest("xyzzy", keys), None);
        assert_eq!(nearest(&"r".repeat(10_000), keys), None);
    }
}
