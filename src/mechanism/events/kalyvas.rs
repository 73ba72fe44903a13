//! V20: the shape of violence against civilians over zones of control, from events that the engine draws.
//!
//! Five zones of equal people, bands and rates, from full control of the state (zone 1) to full control of JNIM
//! (zone 5). Opportunities count as they are, not relative to a start.

use super::{CHANNELS, Events};
use crate::mechanism::laboratory::{country, values};
use crate::random::Randomness;
use crate::world::{Actor, Bands, Channel, Harm, Holder, Kind, Muster, World};

/// The state's control share in zones 1 to 5; the rest is JNIM's.
const STATE: [f64; 5] = [0.95, 0.75, 0.5, 0.25, 0.05];
const WEEKS: u32 = 1_000;

fn zones() -> World {
    let mut world = country(&[1e5; 5]);
    world.zones.neighbours = vec![Vec::new(); 5];
    for (zone, share) in STATE.into_iter().enumerate() {
        let control = &mut world.zones.control[zone];
        *control = [0.0; Holder::COUNT];
        control[Holder::State as usize] = share;
        control[Holder::Jnim as usize] = 1.0 - share;
        world.bands.raise(Actor::Fama, Kind::Mobile, zone, Bands::NO_TOWN, 500);
        world.bands.raise(Actor::Jnim, Kind::Mobile, zone, Bands::NO_TOWN, 500);
    }
    world.harm = Harm::new(5);
    world.muster = Muster::new(5);
    world.muster.take(&world.bands);
    world
}

/// Events of a channel by zone, where a share of one-sided violence is selective.
fn drawn(selective: f64, channel: Channel) -> [f64; 5] {
    let mut values = values();
    values.set("events.selective_state", selective);
    values.set("events.selective_insurgent", selective);
    values.set("events.branching", 0.0);
    values.set("events.campaign_cv", 0.0);
    let events = Events::new(&values);
    let mut world = zones();
    events.anchor(&mut world, &[[0.0; CHANNELS]; 5]);
    let most = (0..5).map(|z| events.opportunity(&world, z)[channel as usize]).fold(0.0, f64::max);
    for zone in 0..5 {
        world.excitation.reference[zone] = [1.0; CHANNELS];
        // An event a day where opportunity is greatest.
        world.excitation.base[zone][channel as usize] = 1.0 / most;
    }
    let luck = Randomness::new(20, 0);
    let mut counts = [0.0; 5];
    for week in 0..WEEKS {
        world.week = week;
        world.events.clear();
        events.step(&mut world, &luck);
        world.events.iter().for_each(|event| counts[event.zone] += 1.0);
    }
    counts
}

/// `more` is beyond `fewer` by four standard errors of the difference of two Poisson counts (p < 10⁻⁴).
fn beyond(more: f64, fewer: f64) -> bool {
    more - fewer > 4.0 * (more + fewer).sqrt()
}

/// Denunciation asks for control, and full control needs no killing.
#[test]
fn selective_violence_peaks_where_control_is_predominant_but_not_full() {
    for (channel, peak) in [(Channel::JnimOnesided, 3), (Channel::StateOnesided, 1)] {
        let counts = drawn(1.0, channel);
        for zone in (0..5).filter(|&zone| zone != peak) {
            assert!(beyond(counts[peak], counts[zone]), "{channel:?}: {counts:?}");
            assert!(counts[zone] < 0.15 * counts[peak], "near nil elsewhere, {channel:?}: {counts:?}");
        }
    }
}

/// Without information a side kills the more blindly the less it controls.
#[test]
fn indiscriminate_violence_falls_with_the_perpetrators_control() {
    let counts = drawn(0.0, Channel::StateOnesided);
    assert!(counts.windows(2).all(|pair| beyond(pair[1], pair[0])), "{counts:?}");
    let mut counts = drawn(0.0, Channel::JnimOnesided);
    counts.reverse();
    assert!(counts.windows(2).all(|pair| beyond(pair[1], pair[0])), "{counts:?}");
}
