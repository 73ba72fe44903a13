//! Who stands where: rows of [`Bands`] by zone and group, made anew each week.

use super::{Actor, Bands, Kind};

/// Bands that act alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Group {
    Garrison,
    Battalion,
    Russia,
    Jnim,
    Issp,
    Fla,
    Militia,
    /// Barkhane, MINUSMA, the AES force.
    Partner,
}

impl Group {
    pub const COUNT: usize = 8;

    /// The group of a band; rear and guards do not stand in the field.
    pub fn of(owner: Actor, kind: Kind) -> Option<Group> {
        match (owner, kind) {
            (_, Kind::Rear | Kind::Guard) => None,
            (Actor::Fama, Kind::Mobile) => Some(Group::Battalion),
            (Actor::Fama, _) => Some(Group::Garrison),
            (Actor::Russia, _) => Some(Group::Russia),
            (Actor::Jnim, _) => Some(Group::Jnim),
            (Actor::Issp, _) => Some(Group::Issp),
            (Actor::Fla, _) => Some(Group::Fla),
            (Actor::Gatia | Actor::DanNa | Actor::Dozo, _) => Some(Group::Militia),
            (Actor::Aes | Actor::Barkhane | Actor::Minusma, _) => Some(Group::Partner),
            (Actor::Junta | Actor::Kremlin, _) => None,
        }
    }
}

/// Rows and men by zone and group.
#[derive(Clone, Debug, Default)]
pub struct Muster {
    rows: Vec<[Vec<u32>; Group::COUNT]>,
    pub men: Vec<[u64; Group::COUNT]>,
}

impl Muster {
    pub fn new(zones: usize) -> Self {
        Self { rows: vec![Default::default(); zones], men: vec![[0; Group::COUNT]; zones] }
    }

    pub fn rows(&self, zone: usize, group: Group) -> &[u32] {
        &self.rows[zone][group as usize]
    }

    pub fn men(&self, zone: usize, group: Group) -> f64 {
        self.men[zone][group as usize] as f64
    }

    /// Counts who stands where.
    pub fn take(&mut self, bands: &Bands) {
        for zone in &mut self.rows {
            zone.iter_mut().for_each(Vec::clear);
        }
        self.men.fill([0; Group::COUNT]);
        for row in 0..bands.len() {
            let men = bands.men[row];
            if men == 0 {
                continue;
            }
            if let Some(group) = Group::of(bands.owner[row], bands.kind[row]) {
                let zone = bands.zone[row] as usize;
                self.rows[zone][group as usize].push(row as u32);
                self.men[zone][group as usize] += u64::from(men);
            }
        }
    }
}
