//! What is told of all that happened.
//!
//! Moves of the bargain and the ends of juntas always are; of the rest those that weigh most
//! ([`weight`](super::happening::Tell::weight)), with at most half of the room for violence, so that a bloody future
//! has a story besides its dead.

use super::happening::{ALWAYS, Dated};

/// How many happenings a reader is told unless all are asked for.
pub const TOLD: usize = 40;

/// The most telling happenings, `room` of them or those that are always told, in the order in which they are given.
pub fn telling<'d>(all: &[&'d Dated], room: usize) -> Vec<&'d Dated> {
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by(|&a, &b| all[b].weight().total_cmp(&all[a].weight()).then(a.cmp(&b)));
    let (mut taken, mut violent) = (Vec::new(), 0);
    for &k in &order {
        let always = all[k].what.weight() >= ALWAYS;
        let fits = taken.len() < room && (!all[k].what.is_violence() || violent < room.div_ceil(2));
        if always || fits {
            violent += usize::from(all[k].what.is_violence());
            taken.push(k);
        }
    }
    taken.sort_unstable();
    taken.into_iter().map(|k| all[k]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::story::chronicle::tests::weeks;
    use crate::report::story::happening::{Given, Happening};
    use crate::report::story::regime::Fall;
    use crate::report::story::violence::Engagement;
    use crate::world::Cause;

    fn chosen(all: &[Dated], room: usize) -> Vec<u32> {
        telling(&all.iter().collect::<Vec<_>>(), room).into_iter().map(|dated| dated.week).collect()
    }

    #[test]
    fn violence_leaves_half_of_the_room() {
        let all = weeks(10, |week, row| {
            if row < 6 {
                week.during(Happening::Engagement(Engagement { dead: 1 }));
            } else {
                week.on(Happening::Given(Given { what: "truce".into() }));
            }
        });
        assert_eq!(chosen(&all, 6), [0, 1, 2, 6, 7, 8]);
        assert_eq!(chosen(&all, 100).len(), 10, "where there is room all are told");
    }

    #[test]
    fn the_end_of_a_junta_is_never_left_out() {
        let all = weeks(5, |week, _| {
            week.during(Happening::Fall(Fall { cause: Cause::Coup, cabinet: 1 }));
            week.on(Happening::Given(Given { what: "truce".into() }));
        });
        assert_eq!(chosen(&all, 2), [0, 1, 2, 3, 4]);
    }
}
