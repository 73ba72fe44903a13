//! The row that somebody probably meant.

/// The candidate most like `word`, where one is at all like it. A whole last segment that agrees counts for much:
/// who writes `coordination` means `provider.wagner.coordination`.
pub(super) fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut best = None;
    let mut best_score = 0.55;
    for candidate in candidates {
        let score = likeness(word, candidate);
        if score > best_score {
            (best, best_score) = (Some(candidate), score);
        }
    }
    best
}

fn likeness(word: &str, candidate: &str) -> f64 {
    let whole = strsim::normalized_damerau_levenshtein(word, candidate);
    let (last, of_candidate) = (last_segment(word), last_segment(candidate));
    let ending = strsim::normalized_damerau_levenshtein(last, of_candidate);
    let contained = word.len() > 3 && (candidate.starts_with(word) || candidate.ends_with(word));
    let part = if contained { 0.9 } else { 0.9 * ending };
    whole.max(part * 0.9 + whole * 0.1)
}

fn last_segment(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATHS: [&str; 4] =
        ["provider.wagner.coordination", "fuel.demand", "fuel.stock", "provider.africa_corps.training"];

    #[test]
    fn a_slip_of_the_pen_finds_the_path() {
        assert_eq!(nearest("fuel.demnad", PATHS.into_iter()), Some("fuel.demand"));
        assert_eq!(nearest("feul.stok", PATHS.into_iter()), Some("fuel.stock"));
    }

    #[test]
    fn the_last_word_alone_finds_the_path() {
        assert_eq!(nearest("provider.coordination", PATHS.into_iter()), Some("provider.wagner.coordination"));
        assert_eq!(nearest("training", PATHS.into_iter()), Some("provider.africa_corps.training"));
    }

    #[test]
    fn a_word_unlike_all_finds_nothing() {
        assert_eq!(nearest("xyzzy", PATHS.into_iter()), None);
        assert_eq!(nearest("", PATHS.into_iter()), None);
    }
}
