//! The rows of all states and nonterminals in one table.

use super::{Lists, Tables};

/// Lays the rows over each other; those of nonterminals are few and long.
pub fn place(tables: &mut Tables, rows: &Lists, row_of: &[usize], mut gotos: Vec<Vec<u32>>) -> usize {
    let mut layout = Layout {
        table: &mut *tables.table,
        check: &mut *tables.check,
        no_row: tables.no_row,
        taken: Vec::new(),
        low: 0,
        end: 0,
    };
    layout.check.fill(-1);
    let mut counts = vec![0_u16; tables.pact.len()];
    for (nonterminal, steps) in gotos.iter_mut().enumerate() {
        let usual = usual(steps, &mut counts);
        tables.defgoto[nonterminal] = usual as i16;
        steps.retain(|it| it & 0xFFFF != usual);
        tables.pgoto[nonterminal] = layout.place(steps);
    }
    layout.low = 0;
    let places: Vec<i32> = (0..rows.len()).map(|row| layout.place(rows.list(row))).collect();
    for (pact, row) in tables.pact.iter_mut().zip(row_of) {
        *pact = places[*row];
    }
    layout.end
}

/// Where most steps lead, and of those the first. The counts are zero before and after.
fn usual(steps: &[u32], counts: &mut [u16]) -> u32 {
    let mut usual = 0;
    for it in steps {
        counts[(it & 0xFFFF) as usize] += 1;
    }
    for it in steps.iter().map(|it| it & 0xFFFF) {
        let (more, before) = (counts[it as usize], counts[usual as usize]);
        if more > before || more == before && it < usual {
            usual = it;
        }
    }
    for it in steps {
        counts[(it & 0xFFFF) as usize] = 0;
    }
    usual
}

/// Gaps that lie further behind the last row are left alone.
const FAR: usize = 20;

struct Layout<'a> {
    table: &'a mut [i16],
    check: &'a mut [i16],
    no_row: i32,
    /// where a row begins
    taken: Vec<bool>,
    /// the first gap that is looked at
    low: usize,
    end: usize,
}

impl Layout<'_> {
    /// Lays down a row where its entries fit, and where no other begins, or the two would be taken for each other.
    fn place(&mut self, row: &[u32]) -> i32 {
        let (Some(first), Some(last)) = (row.first(), row.last()) else { return self.no_row };
        while self.check[self.low] != -1 {
            self.low += 1;
        }
        let mut place = self.low.saturating_sub((first >> 16) as usize);
        while self.taken.get(place) == Some(&true)
            || row.iter().any(|it| self.check[place + (it >> 16) as usize] != -1)
        {
            place += 1;
        }
        self.end = self.end.max(place + (last >> 16) as usize + 1);
        self.taken.resize(self.end, false);
        self.taken[place] = true;
        for it in row {
            let at = place + (it >> 16) as usize;
            (self.check[at], self.table[at]) = ((it >> 16) as i16, *it as i16);
        }
        self.low = self.low.max(place.saturating_sub(FAR));
        place as i32
    }
}
