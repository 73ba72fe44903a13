//! Names do not matter (V32): two sides or two zones that are alike fare alike, whichever comes first.

use concession::mechanism::combat::engagement::{Law, Side, fight};
use concession::mechanism::events::branching::Branching;
use concession::random::Randomness;
use concession::stats::moments::Moments;

fn four_errors(what: &str, difference: &Moments) {
    let (value, error) = (difference.mean(), difference.standard_error());
    assert!(value.abs() < 4.0 * error, "{what}: {value} ± {error}");
}

#[test]
fn neither_side_of_an_even_fight_is_favoured() {
    let side = Side { men: 60, attrition: 0.02, breakpoint: 0.3 };
    for law in [Law::Square, Law::Linear] {
        let lead: Moments = (0..20_000)
            .map(|k| {
                let cost = fight(law, side, side, 12.0, &mut Randomness::new(41, k).stream("fight", 0, 0));
                f64::from(cost.attacker_dead) - f64::from(cost.defender_dead)
            })
            .collect();
        four_errors(&format!("{law:?}"), &lead);
    }
}

#[test]
fn sides_that_change_places_change_their_losses() {
    let (strong, weak) = (
        Side { men: 80, attrition: 0.02, breakpoint: 0.5 },
        Side { men: 50, attrition: 0.03, breakpoint: 0.2 },
    );
    for law in [Law::Square, Law::Linear] {
        let of = |seed, first, second| -> Vec<(f64, f64)> {
            (0..20_000)
                .map(|k| {
                    let cost =
                        fight(law, first, second, 9.0, &mut Randomness::new(seed, k).stream("fight", 0, 0));
                    (f64::from(cost.attacker_dead), f64::from(cost.defender_dead))
                })
                .collect()
        };
        let (named, turned) = (of(42, strong, weak), of(43, weak, strong));
        let strong: Moments = named.iter().zip(&turned).map(|(n, t)| n.0 - t.1).collect();
        let weak: Moments = named.iter().zip(&turned).map(|(n, t)| n.1 - t.0).collect();
        four_errors(&format!("{law:?}, strong side"), &strong);
        four_errors(&format!("{law:?}, weak side"), &weak);
    }
}

/// Two neighbours with the same background see as much violence, and each channel as much as its twin.
#[test]
fn twin_zones_and_twin_channels_see_the_same_violence() {
    let process: Branching<2> =
        Branching { within: [[0.3, 0.1], [0.1, 0.3]], across: [0.1, 0.1], decay: 0.1 };
    let neighbours = vec![vec![1], vec![0]];
    let background = vec![[0.5, 0.5]; 2];
    let (mut zones, mut channels) = (Moments::default(), Moments::default());
    for k in 0..2_000 {
        let luck = Randomness::new(44, k);
        let mut intensity = vec![[0.0; 2]; 2];
        let (mut births, mut by) = (Vec::new(), [[0.0; 2]; 2]);
        for week in 0..26 {
            births.clear();
            process.week(&background, &mut intensity, &neighbours, &luck, week, &mut births);
            births.iter().for_each(|b| by[b.zone][b.channel] += 1.0);
        }
        zones.add(by[0][0] + by[0][1] - by[1][0] - by[1][1]);
        channels.add(by[0][0] + by[1][0] - by[0][1] - by[1][1]);
    }
    four_errors("zones", &zones);
    four_errors("channels", &channels);
}
