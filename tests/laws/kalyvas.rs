//! The shape of violence over zones of control (V20): from zone 1, all the incumbent's, to zone 5, all the insurgents',
//! selective killing by insurgents is worst in zone 4 and by the incumbent in zone 2, both low at parity and least at
//! the ends; the incumbent's indiscriminate killing rises from 1 to 5.
//!
//! S. N. Kalyvas, *The Logic of Violence in Civil War* (2006), ch. 7.

use concession::ledger;
use concession::mechanism::events::Events;
use concession::world::{Channel, Harm, Holder, Muster, World};
use jiff::civil::date;

/// The incumbent's share of control in zones 1 to 5.
const STATE: [f64; 5] = [1.0, 0.75, 0.5, 0.25, 0.0];

/// Opportunity of a channel in the five zones, which differ in control alone.
fn by_zone(channel: Channel, parameter: &str, selective: f64) -> [f64; 5] {
    let mut values = ledger::parameters().central();
    values.set(parameter, selective);
    let mut world = World::empty(date(2025, 6, 2));
    world.zones.id = (1..=5).map(|zone| zone.to_string()).collect();
    world.zones.control = STATE
        .map(|state| {
            let mut shares = [0.0; Holder::COUNT];
            shares[Holder::State as usize] = state;
            shares[Holder::Jnim as usize] = 1.0 - state;
            shares
        })
        .to_vec();
    world.zones.blank();
    (world.harm, world.muster) = (Harm::new(5), Muster::new(5));
    (world.outside.mobility, world.outside.state_collateral) = (1.0, 1.0);
    let events = Events::new(&values);
    [0, 1, 2, 3, 4].map(|zone| events.opportunity(&world, zone)[channel as usize])
}

#[test]
fn selective_violence_is_worst_where_a_side_is_strong_and_not_alone() {
    let incumbent = by_zone(Channel::StateOnesided, "events.selective_state", 1.0);
    let insurgent = by_zone(Channel::JnimOnesided, "events.selective_insurgent", 1.0);
    println!("incumbent {incumbent:.3?}, insurgent {insurgent:.3?}");
    let worst = |zones: &[f64; 5]| (0..5).max_by(|&a, &b| zones[a].total_cmp(&zones[b])).map(|zone| zone + 1);
    assert_eq!((worst(&incumbent), worst(&insurgent)), (Some(2), Some(4)));
    for zone in [0, 2, 4] {
        assert!(incumbent[zone] < 0.1 * incumbent[1], "{incumbent:?}");
        assert!(insurgent[zone] < 0.1 * insurgent[3], "{insurgent:?}");
    }
}

#[test]
fn indiscriminate_violence_of_the_incumbent_rises_as_its_control_falls() {
    let zones = by_zone(Channel::StateOnesided, "events.selective_state", 0.0);
    assert!(zones.windows(2).all(|pair| pair[0] < pair[1]), "{zones:?}");
}
