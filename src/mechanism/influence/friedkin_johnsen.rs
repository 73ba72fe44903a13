//! Opinions among persons who are tied to one another and hold on to something of their own.
//!
//! ```text
//! x ← Λ W x + (I − Λ) u          V = (I − Λ W)⁻¹ (I − Λ)          x → V u
//! ```
//!
//! with x the opinions (a point of a simplex for each person, so the rows stay on it), W the ties (row-stochastic), Λ the
//! susceptibilities (diagonal, 0–1: how much others count) and u what each person's own anchor argues for. V is
//! row-stochastic; the means of its columns are each person's weight in the final opinion, and the weight of the anchors
//! that one patron holds is that patron's *control share*.
//!
//! Where nobody holds on to anything (Λ = I, DeGroot) V is singular: a strongly connected group agrees, and the weights
//! are the left eigenvector of W.
//!
//! Matrices stand row by row in one slice. Memory is the caller's.
//!
//! N. Friedkin, E. Johnsen, *J. Mathematical Sociology* 15 (1990); M. DeGroot, *J. Am. Stat. Assoc.* 69 (1974).

use super::{elimination, stationary};
use crate::world::Workspace;

/// Susceptibility above which a person has nothing of their own.
const NOTHING_OWN: f64 = 1.0 - 1e-12;

/// Persons in a society, as columns.
#[derive(Clone, Copy, Debug)]
pub struct Society<'a> {
    /// W, row by row.
    pub ties: &'a [f64],
    /// The diagonal of Λ.
    pub susceptibility: &'a [f64],
}

impl Society<'_> {
    fn len(&self) -> usize {
        self.susceptibility.len()
    }

    /// Whether nobody has an opinion of their own.
    pub fn is_degroot(&self) -> bool {
        self.susceptibility.iter().all(|&s| s > NOTHING_OWN)
    }

    /// One round: what each person thinks after having heard the others.
    pub fn hear<const P: usize>(&self, anchor: &[[f64; P]], opinion: &[[f64; P]], next: &mut [[f64; P]]) {
        let n = self.len();
        for (i, next) in next.iter_mut().enumerate() {
            let open = self.susceptibility[i];
            *next = anchor[i].map(|u| (1.0 - open) * u);
            for (tie, other) in self.ties[i * n..(i + 1) * n].iter().zip(opinion) {
                next.iter_mut().zip(other).for_each(|(x, y)| *x += open * tie * y);
            }
        }
    }

    /// Where opinions end, V u; `false`, and nothing is written, where V is singular.
    pub fn settle<const P: usize>(
        &self,
        anchor: &[[f64; P]],
        limit: &mut [[f64; P]],
        work: &mut Workspace,
    ) -> bool {
        self.resolvent(work, false);
        work.right.clear();
        for (own, open) in anchor.iter().zip(self.susceptibility) {
            work.right.extend(own.iter().map(|u| (1.0 - open) * u));
        }
        let solved = !self.is_degroot() && elimination::solve(&mut work.matrix, &mut work.right, P);
        if solved {
            for (limit, solution) in limit.iter_mut().zip(work.right.chunks_exact(P)) {
                limit.copy_from_slice(solution);
            }
        }
        solved
    }

    /// V, row by row; `false`, and nothing is written, where it is singular.
    pub fn total(&self, total: &mut [f64], work: &mut Workspace) -> bool {
        let n = self.len();
        self.resolvent(work, false);
        work.right.clear();
        work.right.resize(n * n, 0.0);
        for (i, open) in self.susceptibility.iter().enumerate() {
            work.right[i * n + i] = 1.0 - open;
        }
        let solved = !self.is_degroot() && elimination::solve(&mut work.matrix, &mut work.right, n);
        if solved {
            total.copy_from_slice(&work.right);
        }
        solved
    }

    /// Each person's weight in the final opinion: the column means of V, from one solution of the transposed equations;
    /// DeGroot's consensus weights where V is singular.
    pub fn weights(&self, weight: &mut [f64], work: &mut Workspace) {
        let n = self.len();
        if !self.is_degroot() {
            self.resolvent(work, true);
            work.right.clear();
            work.right.resize(n, 1.0 / n as f64);
            if elimination::solve(&mut work.matrix, &mut work.right, 1) {
                for ((weight, y), open) in weight.iter_mut().zip(&work.right).zip(self.susceptibility) {
                    *weight = y * (1.0 - open);
                }
                return;
            }
        }
        work.right.clear();
        work.right.resize(n, 0.0);
        stationary::shares(self.ties, weight, &mut work.right);
    }

    /// I − Λ W, or its transpose, into the workspace.
    fn resolvent(&self, work: &mut Workspace, transposed: bool) {
        let n = self.len();
        work.matrix.clear();
        work.matrix.resize(n * n, 0.0);
        for i in 0..n {
            for j in 0..n {
                let entry = f64::from(u8::from(i == j)) - self.susceptibility[i] * self.ties[i * n + j];
                work.matrix[if transposed { j * n + i } else { i * n + j }] = entry;
            }
        }
    }
}

/// The share of the weight whose anchors each patron holds, with one holder a person.
pub fn control<const P: usize>(weight: &[f64], holder: impl Iterator<Item = usize>) -> [f64; P] {
    let mut control = [0.0; P];
    weight.iter().zip(holder).for_each(|(w, patron)| control[patron] += w);
    control
}

#[cfg(test)]
mod tests {
    use super::*;

    const TIES: [f64; 9] = [0.0, 0.6, 0.4, 0.5, 0.0, 0.5, 0.2, 0.8, 0.0];
    const ANCHOR: [[f64; 1]; 3] = [[1.0], [0.4], [0.0]];

    fn society(susceptibility: &[f64; 3]) -> Society<'_> {
        Society { ties: &TIES, susceptibility }
    }

    fn near(found: &[f64], expected: &[f64]) {
        assert_eq!(found.len(), expected.len());
        for (x, y) in found.iter().zip(expected) {
            assert!((x - y).abs() < 1e-6, "{found:?}, not {expected:?}");
        }
    }

    /// V37: total influence, limit and control shares of three persons.
    #[test]
    fn three_persons_settle_as_friedkin_and_johnsen_say() {
        let (society, mut work) = (society(&[0.9, 0.5, 0.7]), Workspace::default());
        let mut total = [0.0; 9];
        assert!(society.total(&mut total, &mut work));
        near(&total[..3], &[0.142078, 0.612589, 0.245333]);
        near(&total[3..6], &[0.047084, 0.784404, 0.168511]);
        near(&total[6..], &[0.046258, 0.525029, 0.428713]);
        let mut limit = [[0.0]; 3];
        assert!(society.settle(&ANCHOR, &mut limit, &mut work));
        near(limit.as_flattened(), &[0.387114, 0.360846, 0.256270]);
        let mut weight = [0.0; 3];
        society.weights(&mut weight, &mut work);
        near(&weight, &[0.078473, 0.640674, 0.280852]);
        near(&control::<3>(&weight, 0..3), &weight);
        near(&control::<2>(&weight, [1, 0, 1].into_iter()), &[0.640674, 0.359325]);
    }

    /// V37: the same limit is reached round by round.
    #[test]
    fn rounds_of_hearing_end_at_the_limit() {
        let society = society(&[0.9, 0.5, 0.7]);
        let (mut x, mut next) = (ANCHOR, ANCHOR);
        for _ in 0..200 {
            society.hear(&ANCHOR, &x, &mut next);
            std::mem::swap(&mut x, &mut next);
        }
        near(x.as_flattened(), &[0.387114, 0.360846, 0.256270]);
    }

    /// V37: without anchors of their own all agree, on .436036.
    #[test]
    fn the_open_agree_as_degroot_says() {
        let (society, mut work) = (society(&[1.0; 3]), Workspace::default());
        let mut weight = [0.0; 3];
        society.weights(&mut weight, &mut work);
        near(&weight, &[0.270270, 0.414414, 0.315315]);
        assert!(!society.settle(&ANCHOR, &mut [[0.0]; 3], &mut work), "V is singular");
        assert!(!society.total(&mut [0.0; 9], &mut work));
        let (mut x, mut next) = (ANCHOR, ANCHOR);
        for _ in 0..400 {
            society.hear(&ANCHOR, &x, &mut next);
            std::mem::swap(&mut x, &mut next);
        }
        near(x.as_flattened(), &[0.436036; 3]);
    }

    /// Those who hear nobody stay with their anchors, and all weigh the same.
    #[test]
    fn the_closed_stay_where_they_are() {
        let (society, mut work) = (society(&[0.0; 3]), Workspace::default());
        let mut limit = [[0.0]; 3];
        assert!(society.settle(&ANCHOR, &mut limit, &mut work));
        assert_eq!(limit, ANCHOR);
        let mut weight = [0.0; 3];
        society.weights(&mut weight, &mut work);
        near(&weight, &[1.0 / 3.0; 3]);
    }
}
