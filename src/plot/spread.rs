//! Labels that keep apart from one another.

/// Places as near as possible to the wanted ones, in their order, at least half of both sizes apart and within the ends
/// (if there is room at all).
///
/// Neighbours that collide become a block that stands where its members want to be in the mean (pool adjacent violators).
pub fn apart(wanted: &[(f64, f64)], low: f64, high: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|&a, &b| wanted[a].0.total_cmp(&wanted[b].0));
    let mut blocks: Vec<Block> = Vec::new();
    for &k in &order {
        blocks.push(Block::of(k, wanted[k], low, high));
        while let [.., before, last] = blocks.as_slice() {
            if before.start + before.size <= last.start + 1e-9 {
                break;
            }
            let merged = before.joined(last, low, high);
            blocks.truncate(blocks.len() - 2);
            blocks.push(merged);
        }
    }
    let mut places = vec![0.0; wanted.len()];
    for block in blocks {
        let mut edge = block.start;
        for &k in &block.members {
            places[k] = edge + wanted[k].1 / 2.0;
            edge += wanted[k].1;
        }
    }
    places
}

struct Block {
    members: Vec<usize>,
    /// Sum over members of where the block would start if that member had its wish.
    wishes: f64,
    size: f64,
    start: f64,
}

impl Block {
    fn of(member: usize, (centre, size): (f64, f64), low: f64, high: f64) -> Self {
        let wish = centre - size / 2.0;
        Self { members: vec![member], wishes: wish, size, start: hold(wish, size, low, high) }
    }

    fn joined(&self, next: &Self, low: f64, high: f64) -> Self {
        let members: Vec<usize> = self.members.iter().chain(&next.members).copied().collect();
        let wishes = self.wishes + next.wishes - next.members.len() as f64 * self.size;
        let size = self.size + next.size;
        Self { start: hold(wishes / members.len() as f64, size, low, high), members, wishes, size }
    }
}

fn hold(start: f64, size: f64, low: f64, high: f64) -> f64 {
    start.min(high - size).max(low)
}

/// Most labels for which [`flags`] looks for places.
const MOST: usize = 6;

/// Places above marked lines for labels of (place of the line, width): left edge and row of each, row 0 lowest.
///
/// A label stands over its line, or to the right or left of it; its line rises from below to its row. No label lies on another
/// or on a line. Of all arrangements the one with the fewest rows, then with the most labels centred. None if there is no
/// arrangement or more than [`MOST`] labels.
pub fn flags(labels: &[(f64, f64)], low: f64, high: f64, gap: f64) -> Option<Vec<(f64, usize)>> {
    if labels.len() > MOST {
        return None;
    }
    let arrangements = (0..3usize.pow(labels.len() as u32)).filter_map(|code| {
        let sides: Vec<usize> = (0..labels.len()).map(|k| code / 3usize.pow(k as u32) % 3).collect();
        let spans: Vec<(f64, f64)> =
            labels.iter().zip(&sides).map(|(&label, &side)| span(label, side)).collect();
        let within = spans.iter().all(|span| span.0 >= low - 1e-9 && span.1 <= high + 1e-9);
        let rows = if within { stack(labels, &spans, gap) } else { None }?;
        let cost =
            10 * rows.iter().max().copied().unwrap_or(0) + sides.iter().filter(|&&side| side > 0).count();
        Some((cost, spans.iter().map(|span| span.0).zip(rows).collect()))
    });
    arrangements
        .min_by_key(|arrangement: &(usize, Vec<(f64, usize)>)| arrangement.0)
        .map(|(_, places)| places)
}

/// Left and right edge of a label centred on its line (0), to the right (1) or left of it (2).
fn span((line, width): (f64, f64), side: usize) -> (f64, f64) {
    let left = match side {
        0 => line - width / 2.0,
        1 => line + 4.0,
        _ => line - 4.0 - width,
    };
    (left, left + width)
}

/// The lowest rows in which each label is above all lines that it spans, but its own, and none lies on another.
fn stack(labels: &[(f64, f64)], spans: &[(f64, f64)], gap: f64) -> Option<Vec<usize>> {
    let over =
        |a: usize, b: usize| a != b && spans[a].0 - 2.0 < labels[b].0 && labels[b].0 < spans[a].1 + 2.0;
    let touch = |a: usize, b: usize| spans[a].0 < spans[b].1 + gap && spans[b].0 < spans[a].1 + gap;
    let mut rows: Vec<Option<usize>> = vec![None; labels.len()];
    for _ in 0..labels.len() {
        let ready =
            |a: usize| rows[a].is_none() && (0..labels.len()).all(|b| !over(a, b) || rows[b].is_some());
        let next = (0..labels.len()).find(|&a| ready(a))?;
        let below = (0..labels.len()).filter(|&b| over(next, b)).filter_map(|b| rows[b]).max();
        let mut row = below.map_or(0, |row| row + 1);
        while (0..labels.len()).any(|b| rows[b] == Some(row) && touch(next, b)) {
            row += 1;
        }
        rows[next] = Some(row);
    }
    rows.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn labels_with_room_never_collide_and_never_leave(
            wanted in prop::collection::vec((-50.0..150.0f64, 1.0..9.0f64), 0..12)
        ) {
            let places = apart(&wanted, 0.0, 120.0);
            let mut edges: Vec<(f64, f64)> =
                places.iter().zip(&wanted).map(|(p, (_, size))| (p - size / 2.0, p + size / 2.0)).collect();
            edges.sort_by(|a, b| a.0.total_cmp(&b.0));
            prop_assert!(edges.windows(2).all(|pair| pair[0].1 <= pair[1].0 + 1e-6), "{edges:?}");
            prop_assert!(edges.iter().all(|(low, high)| *low >= -1e-6 && *high <= 120.0 + 1e-6), "{edges:?}");
        }
    }

    #[test]
    fn labels_that_are_apart_stay_where_they_are() {
        assert_eq!(apart(&[(50.0, 10.0), (10.0, 10.0)], 0.0, 100.0), [50.0, 10.0]);
    }

    #[test]
    fn two_that_want_the_same_place_share_the_way() {
        assert_eq!(apart(&[(50.0, 10.0), (50.0, 10.0)], 0.0, 100.0), [45.0, 55.0]);
    }

    proptest! {
        #[test]
        fn no_flag_lies_on_another_or_on_a_line(labels in prop::collection::vec((0.0..300.0f64, 5.0..90.0f64), 0..6)) {
            let Some(flags) = flags(&labels, -100.0, 400.0, 6.0) else { return Ok(()) };
            for (a, &(left, row)) in flags.iter().enumerate() {
                let right = left + labels[a].1;
                for (b, &(other, other_row)) in flags.iter().enumerate().filter(|(b, _)| *b != a) {
                    let apart = right + 6.0 <= other + 1e-9 || other + labels[b].1 + 6.0 <= left + 1e-9;
                    prop_assert!(row != other_row || apart, "{a} on {b}: {flags:?}");
                    let crossed = left < labels[b].0 && labels[b].0 < right && other_row >= row;
                    prop_assert!(!crossed, "line of {b} through {a}: {flags:?}");
                }
            }
        }
    }

    #[test]
    fn lone_flags_are_centred_and_close_ones_part() {
        assert_eq!(flags(&[(50.0, 20.0), (150.0, 20.0)], 0.0, 200.0, 4.0), Some(vec![(40.0, 0), (140.0, 0)]));
        let rows: Vec<usize> = flags(&[(50.0, 20.0), (55.0, 20.0)], 0.0, 200.0, 4.0)
            .into_iter()
            .flatten()
            .map(|flag| flag.1)
            .collect();
        assert_eq!(rows, [0, 0]);
    }

    #[test]
    fn without_room_there_are_no_flags() {
        assert_eq!(flags(&[(50.0, 300.0)], 0.0, 200.0, 4.0), None);
    }
}
