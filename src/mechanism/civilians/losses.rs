//! The civilian dead leave the columns, one by one.

use crate::random::Randomness;
use crate::world::World;
use rand::RngExt;

/// Takes the week's civilian dead of each zone from agents drawn at an address of their own. Where only the last
/// person of every agent is left, nobody more dies.
pub fn bury(world: &mut World, luck: &Randomness) {
    for zone in 0..world.zones.len() {
        let dead = world.harm.civilians_in(zone);
        if dead == 0 {
            continue;
        }
        let mut rng = luck.stream("civilian dead", world.week, zone as u64);
        let rows = world.persons.rows(zone);
        for _ in 0..dead {
            let row = rng.random_range(rows.clone());
            if !world.persons.die(zone, row) {
                break;
            }
        }
    }
}
