//! The weekly pass over the agents: the hot loop.
//!
//! One word of luck an agent, two numbers of 24 bits: the first says whom the agent meets ([`Table::until`]), the second
//! whether one of its people joins. Few agents meet anybody, so a first sweep only draws, and calls [`meet`] for those;
//! a second sweep, a block at a time and a column at a time, lets feelings pass and support move, and sums the means.
//! The plain version, an agent at a time, stands in the tests; both give the same columns to the last bit.

use super::feeling::{faded, felt};
use super::support::{moved, stated};
use super::table::{INSURGENTS, Table};
use crate::random::Lane;
use crate::world::{Actor, Persons, Side};

/// Rows of a block: its columns stay in the nearest cache.
const BLOCK: usize = 256;
/// Sums that run side by side.
const LANES: usize = 8;

/// Draws the week of a zone's agents.
pub fn draw(persons: &mut Persons, table: &Table, zone: usize, lane: &Lane) {
    for row in persons.rows(zone) {
        let (u, v) = lane.pair(row as u64);
        if u < table.exposed || v >= table.sure {
            meet(persons, table, zone, row, u, v);
        }
    }
}

/// What the two numbers hold for an agent: a side whose deaths it feels, and people who join.
pub fn meet(persons: &mut Persons, table: &Table, zone: usize, row: usize, u: f32, v: f32) {
    let people = persons.persons[row] as f32;
    let pool = willing(persons, table, row) * table.pool * people;
    let (mut revenge, mut on_insurgents) = (0.0, false);
    if let Some(side) = Side::ALL.into_iter().find(|&side| u < table.until[side as usize]) {
        let s = side as usize;
        persons.anger[s][row] = felt(persons.anger[s][row], table.anger_step[s]);
        persons.fear[s][row] = felt(persons.fear[s][row], table.fear_step);
        (revenge, on_insurgents) = (table.revenge[s] * people, side.is_insurgent());
    }
    let mean = pool + revenge;
    let joined = (mean + v).floor();
    if joined < 1.0 {
        return;
    }
    let rest = (mean + v - joined) / mean.min(1.0);
    let to_militia = if on_insurgents { revenge / mean } else { 0.0 };
    let actor = chosen(table, rest, to_militia);
    for _ in 0..joined as u32 {
        persons.join(zone, row, actor);
    }
}

/// Grievance of those whose grievance less risk is over the threshold, else 0: G·[G − N > T] with
/// G = 1 − (1 − H (1 − s)) (1 − a), N = R f (J. M. Epstein, *Modeling civil violence*, PNAS 99, 2002, with anger
/// beside hardship).
#[inline]
pub fn willing(persons: &Persons, table: &Table, row: usize) -> f32 {
    let (state, russia) = (Side::State as usize, Side::Russia as usize);
    let hardship = (persons.hardship[row] * table.stress).min(1.0) * (1.0 - persons.support[row]);
    let anger = persons.anger[state][row].max(persons.anger[russia][row]);
    let grievance = 1.0 - (1.0 - hardship) * (1.0 - anger);
    let risk = persons.aversion[row] * persons.fear[state][row];
    if grievance - risk > table.threshold { grievance } else { 0.0 }
}

/// Whom a recruit joins. Harm by insurgents sends to the militia; all else to the insurgents, by their shares. What is
/// left of the second number decides, which given that somebody joins is uniform.
fn chosen(table: &Table, rest: f32, to_militia: f32) -> Actor {
    if rest < to_militia || to_militia >= 1.0 {
        return table.militia;
    }
    insurgent(table, (rest - to_militia) / (1.0 - to_militia))
}

fn insurgent(table: &Table, x: f32) -> Actor {
    let found = table.shares.iter().position(|&end| x < end);
    let last = || (0..INSURGENTS.len()).rev().find(|&i| i == 0 || table.shares[i] > table.shares[i - 1]);
    INSURGENTS[found.or_else(last).unwrap_or(0)]
}

/// Means over the people of a zone.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Means {
    pub anger: [f64; Side::COUNT],
    pub fear: [f64; Side::COUNT],
    pub support: f64,
    pub stated: f64,
}

/// Lets a week pass for the feelings and the support of a zone's agents.
pub fn pass(persons: &mut Persons, table: &Table, zone: usize) -> Means {
    let rows = persons.rows(zone);
    let mut sums = Means::default();
    let mut from = rows.start;
    while from < rows.end {
        let to = (from + BLOCK).min(rows.end);
        pass_block(persons, table, from..to, &mut sums);
        from = to;
    }
    sums.over(persons.in_zone[zone] as f64)
}

fn pass_block(persons: &mut Persons, table: &Table, rows: std::ops::Range<usize>, sums: &mut Means) {
    let Persons { persons: people, hardship, aversion, temper, anger, fear, support, stated, .. } = persons;
    let mut weight = [0.0f32; BLOCK];
    let weight = &mut weight[..rows.len()];
    for (w, &p) in weight.iter_mut().zip(&people[rows.clone()]) {
        *w = p as i32 as f32;
    }
    for s in 0..Side::COUNT {
        let column = &mut anger[s][rows.clone()];
        sums.anger[s] += fade(column, &temper[rows.clone()], weight, table.anger_kept, table.anger_rest[s]);
        let column = &mut fear[s][rows.clone()];
        sums.fear[s] += fade(column, &aversion[rows.clone()], weight, table.fear_kept, table.fear_rest[s]);
    }
    let mut target = [0.0f32; BLOCK];
    let target = &mut target[..rows.len()];
    for ((t, &temper), &hardship) in target.iter_mut().zip(&temper[rows.clone()]).zip(&hardship[rows.clone()])
    {
        *t = table.support + table.support_temper * temper + table.support_hardship * hardship;
    }
    for (column, &points) in anger.iter().zip(&table.support_anger) {
        for (t, &a) in target.iter_mut().zip(&column[rows.clone()]) {
            *t += points * a;
        }
    }
    let support = &mut support[rows.clone()];
    for (s, &t) in support.iter_mut().zip(&*target) {
        *s = moved(*s, t, table.pace);
    }
    let stated_column = &mut stated[rows.clone()];
    for ((said, &s), &f) in stated_column.iter_mut().zip(&*support).zip(&fear[Side::State as usize][rows]) {
        *said = self::stated(s, f, table.falsification);
    }
    sums.support += weighted(support, weight);
    sums.stated += weighted(stated_column, weight);
}

/// A week's passing of one column; the sum over people.
fn fade(column: &mut [f32], disposition: &[f32], weight: &[f32], kept: f32, rest: f32) -> f64 {
    for (x, &d) in column.iter_mut().zip(disposition) {
        *x = faded(*x, kept, rest, d);
    }
    weighted(column, weight)
}

/// Sum of a block's column over people, in lanes that run side by side.
fn weighted(column: &[f32], weight: &[f32]) -> f64 {
    let mut lanes = [0.0f32; LANES];
    let (columns, weights) = (column.chunks_exact(LANES), weight.chunks_exact(LANES));
    let rest: f32 = columns.remainder().iter().zip(weights.remainder()).map(|(x, w)| x * w).sum();
    for (x, w) in columns.zip(weights) {
        for i in 0..LANES {
            lanes[i] += x[i] * w[i];
        }
    }
    lanes.iter().map(|&x| f64::from(x)).sum::<f64>() + f64::from(rest)
}

impl Means {
    fn over(mut self, people: f64) -> Self {
        let people = people.max(1.0);
        self.anger.iter_mut().chain(&mut self.fear).for_each(|x| *x /= people);
        self.support /= people;
        self.stated /= people;
        self
    }

    pub fn note(&self, persons: &mut Persons, zone: usize) {
        persons.mean_anger[zone] = self.anger;
        persons.mean_fear[zone] = self.fear;
        persons.mean_support[zone] = self.support;
        persons.mean_stated[zone] = self.stated;
    }
}
