//! Whether rows cover every case, and a case that they leave out.

use std::collections::HashSet;

use super::grid::{Found, Grid};
use super::rows::Rows;

/// So many combinations are looked at before the proof gives up.
const MOST_STEPS: usize = 200_000;

/// A proof that would take too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooManyError;

/// A case that none of the rows covers, among the cases of the rows `inside` (all cases if there is none).
///
/// Works column by column: values on which the same of the remaining rows hold are looked at once. The proof stops
/// early where a row asks nothing of the columns that are left, and never looks twice at the same remaining rows.
pub(super) fn left_out(
    grid: &Grid,
    rows: &Rows,
    inside: Option<usize>,
) -> Result<Option<Found>, TooManyError> {
    // Columns that most rows look at come first: they rule out most.
    let mut order: Vec<usize> = (0..grid.columns.len()).collect();
    order.sort_by_key(|at| {
        grid.columns
            .get(*at)
            .map(|column| column.any.and(rows).iter().count())
    });
    let mut free = vec![rows.clone()];
    for at in order.iter().rev() {
        let any = grid.columns.get(*at).map(|column| &column.any);
        let below = free.last().zip(any).map(|(below, any)| below.and(any));
        free.extend(below);
    }
    free.reverse();
    let mut search = Search {
        grid,
        order,
        free,
        inside,
        covered: HashSet::new(),
        steps: 0,
    };
    let mut path = Vec::new();
    let found = search.visit(0, rows.clone(), &mut path)?;
    Ok(found.then(|| {
        let mut groups = vec![None; grid.columns.len()];
        for (at, group) in search.order.iter().zip(path) {
            if let Some(place) = groups.get_mut(*at) {
                *place = group;
            }
        }
        groups
    }))
}

struct Search<'a> {
    grid: &'a Grid,
    order: Vec<usize>,
    /// By depth: the rows that ask nothing of the columns from there on.
    free: Vec<Rows>,
    inside: Option<usize>,
    covered: HashSet<(usize, Rows)>,
    steps: usize,
}

impl Search<'_> {
    /// Whether a case is left out by the rows that still hold; `path` then says which.
    fn visit(&mut self, depth: usize, rows: Rows, path: &mut Found) -> Result<bool, TooManyError> {
        if rows.is_empty() {
            return Ok(self.complete(depth, path));
        }
        if self.free.get(depth).is_some_and(|free| free.meets(&rows))
            || self.covered.contains(&(depth, rows.clone()))
        {
            return Ok(false);
        }
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return Err(TooManyError);
        }
        let grid = self.grid;
        let column = self.order.get(depth).and_then(|at| grid.columns.get(*at));
        let mut seen = HashSet::new();
        for (at, group) in column
            .map(|column| column.groups.as_slice())
            .unwrap_or_default()
            .iter()
            .enumerate()
        {
            if self.inside.is_some_and(|row| !group.rows.has(row)) {
                continue;
            }
            let remaining = rows.and(&group.rows);
            if !seen.insert(remaining.clone()) {
                continue;
            }
            path.push(Some(at));
            if self.visit(depth + 1, remaining, path)? {
                return Ok(true);
            }
            path.pop();
        }
        self.covered.insert((depth, rows));
        Ok(false)
    }

    /// Any values of the remaining columns will do, as long as they lie inside.
    fn complete(&self, depth: usize, path: &mut Found) -> bool {
        for at in self.order.iter().skip(depth) {
            let group = self.inside.and_then(|row| {
                self.grid
                    .columns
                    .get(*at)?
                    .groups
                    .iter()
                    .position(|group| group.rows.has(row))
            });
            if self.inside.is_some() && group.is_none() {
                return false;
            }
            path.push(group);
        }
        true
    }
}

/// A case that no row covers, where no two rows meet: then the rows' sizes add up to the whole exactly if nothing is
/// left out, and counting is enough. `None` in the error place if there are too many regions to count.
pub(super) fn left_out_apart(grid: &Grid, rows: &Rows) -> Option<Option<Found>> {
    let sizes: Vec<Vec<u128>> = grid
        .columns
        .iter()
        .map(|column| {
            let mut sizes = vec![0; grid.rows];
            for group in &column.groups {
                for row in group.rows.iter() {
                    if let Some(size) = sizes.get_mut(row) {
                        *size += group.regions.len() as u128;
                    }
                }
            }
            sizes
        })
        .collect();
    // By depth: the size of the whole, and of each row, in the columns from there on.
    let mut whole = vec![1_u128];
    let mut row_sizes = vec![vec![1_u128; grid.rows]];
    for (column, sizes) in grid.columns.iter().zip(&sizes).rev() {
        let regions: u128 = column
            .groups
            .iter()
            .map(|group| group.regions.len() as u128)
            .sum();
        whole.push(whole.last()?.checked_mul(regions)?);
        let below = row_sizes.last()?;
        row_sizes.push(
            below
                .iter()
                .zip(sizes)
                .map(|(a, b)| a.checked_mul(*b))
                .collect::<Option<_>>()?,
        );
    }
    whole.reverse();
    row_sizes.reverse();
    let covered = |depth: usize, rows: &Rows| -> Option<u128> {
        let sizes = row_sizes.get(depth)?;
        rows.iter()
            .try_fold(0_u128, |sum, row| sum.checked_add(*sizes.get(row)?))
    };
    let mut rows = rows.clone();
    if covered(0, &rows)? >= *whole.first()? {
        return Some(None);
    }
    let mut found = Found::with_capacity(grid.columns.len());
    for (depth, column) in grid.columns.iter().enumerate() {
        let mut next = None;
        for (at, group) in column.groups.iter().enumerate() {
            let remaining = rows.and(&group.rows);
            if covered(depth + 1, &remaining)? < *whole.get(depth + 1)? {
                next = Some((at, remaining));
                break;
            }
        }
        let (at, remaining) = next?;
        found.push(Some(at));
        rows = remaining;
    }
    Some(Some(found))
}
