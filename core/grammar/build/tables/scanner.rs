//! The table of a scanner that flex made, 290 KB, as its states and their steps. As with the parsers, what is made of
//! them again is compared with flex's own.

use super::automaton::scanner::{BYTES, fill};
use super::{Table, array, put};

/// The source of a scanner, its table empty but for what is packed.
pub fn packed(source: &str) -> String {
    let table = Table::find(source, "yy_transition");
    let (length, _) =
        source[table.text.start..].split_once("[").unwrap_or_default().1.split_once(']').unwrap_or_default();
    let length = length.parse().expect("flex writes how long its table is");
    let mut entries: Vec<[i32; 2]> = table.numbers.chunks(2).map(|it| [it[0] as i32, it[1] as i32]).collect();
    entries.resize(length, [0, 0]);
    let packed = Packed::of(source, &entries).bytes(&entries);
    let mut text = table.replaced(source, &format!("static struct yy_trans_info yy_transition[{length}];"));
    array(&mut text, "packed_transitions", &packed);
    text + "#include \"unpack.h\"\nSCANNER_TABLE\n"
}

struct Packed {
    /// where each state begins, in order
    places: Vec<usize>,
    /// for each state where each byte leads, 0 where nowhere and else the number of a state from 1
    steps: Vec<Vec<usize>>,
}

impl Packed {
    /// The states that can be reached.
    fn of(source: &str, entries: &[[i32; 2]]) -> Packed {
        let starts = source.split("&yy_transition[").skip(1);
        let starts = starts.filter_map(|it| it.split_once(']')?.0.parse().ok());
        let mut places: Vec<usize> = starts.collect();
        let step = |place: usize, byte: usize| {
            let entry = entries.get(place + byte)?;
            (entry[0] == byte as i32).then_some((place as i32 + entry[1]) as usize)
        };
        let mut at = 0;
        while at < places.len() {
            let place = places[at];
            for to in (0..BYTES).filter_map(|byte| step(place, byte)) {
                if !places.contains(&to) {
                    places.push(to);
                }
            }
            at += 1;
        }
        places.sort_unstable();
        places.dedup();
        let number = |to: usize| places.binary_search(&to).map_or(0, |it| it + 1);
        let steps = |place: &usize| (0..BYTES).map(|byte| step(*place, byte).map_or(0, number)).collect();
        let steps = places.iter().map(steps).collect();
        Packed { places, steps }
    }

    fn bytes(&self, entries: &[[i32; 2]]) -> Vec<u8> {
        let mut packed = Vec::new();
        let (mut columns, mut firsts) = (Vec::new(), Vec::new());
        for byte in 0..BYTES {
            let column: Vec<usize> = self.steps.iter().map(|it| it[byte]).collect();
            let class = columns.iter().position(|it| *it == column).unwrap_or(columns.len());
            if class == columns.len() {
                columns.push(column);
                firsts.push(byte);
            }
            put(&mut packed, class as i64);
        }
        put(&mut packed, self.places.len() as i64);
        let mut before = 0;
        for place in &self.places {
            put(&mut packed, (place - before) as i64);
            before = *place;
        }
        let mut rows: Vec<&Vec<usize>> = Vec::new();
        for (place, steps) in self.places.iter().zip(&self.steps) {
            put(&mut packed, i64::from(entries[place - 1][1]));
            let row = rows.iter().position(|it| *it == steps).unwrap_or(rows.len());
            put(&mut packed, row as i64);
            if row == rows.len() {
                rows.push(steps);
                firsts.iter().for_each(|byte| put(&mut packed, steps[*byte] as i64));
            }
        }
        let mut made = vec![[0, 0]; entries.len()];
        fill(&[&packed[..], &[0]].concat(), &mut made);
        let other: Vec<usize> = (0..made.len()).filter(|at| made[*at] != entries[*at]).collect();
        put(&mut packed, other.len() as i64);
        let mut before = 0;
        for at in other {
            [(at - before) as i64, entries[at][0].into(), entries[at][1].into()]
                .into_iter()
                .for_each(|it| put(&mut packed, it));
            before = at;
        }
        fill(&packed, &mut made);
        assert!(made == entries, "the states make another table than flex's");
        packed
    }
}
