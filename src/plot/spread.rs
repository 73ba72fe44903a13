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

/// Rows for labels of (centre, width) on a strip: each within the ends and on the first row where it collides with none;
/// answers (centre, row).
pub fn rows(labels: &[(f64, f64)], low: f64, high: f64, gap: f64) -> Vec<(f64, usize)> {
    let mut taken: Vec<Vec<(f64, f64)>> = Vec::new();
    labels
        .iter()
        .map(|&(centre, width)| {
            let left = hold(centre - width / 2.0, width, low, high);
            let right = left + width;
            let free = |row: &Vec<(f64, f64)>| row.iter().all(|&(l, r)| right + gap <= l || r + gap <= left);
            let row = taken.iter().position(free).unwrap_or_else(|| {
                taken.push(Vec::new());
                taken.len() - 1
            });
            taken[row].push((left, right));
            (left + width / 2.0, row)
        })
        .collect()
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

    #[test]
    fn colliding_labels_go_to_another_row() {
        let rows: Vec<usize> = rows(&[(10.0, 20.0), (15.0, 20.0), (60.0, 20.0)], 0.0, 100.0, 4.0)
            .into_iter()
            .map(|r| r.1)
            .collect();
        assert_eq!(rows, [0, 1, 0]);
    }
}
