//! The table of flex's scanners: each state has its own steps, which many share, and many bytes lead to the same places.

use super::grammar::Numbers;

/// As many as flex tells apart: the bytes, and the end of the text.
pub const BYTES: usize = 257;

/// Fills the table; an entry is the byte it is for, and how many entries further the next state begins.
pub fn fill(packed: &[u8], table: &mut [[i32; 2]]) {
    let mut numbers = Numbers(packed);
    let classes: Vec<usize> = (0..BYTES).map(|_| numbers.take()).collect();
    let states = numbers.take();
    let mut place = 0;
    let mut next_place = || {
        place += numbers.take();
        place
    };
    let places: Vec<usize> = (0..states).map(|_| next_place()).collect();
    let width = 1 + classes.iter().max().copied().unwrap_or(0);
    let mut rows = Vec::new();
    for place in &places {
        // What a state accepts stands before it.
        table[place - 1] = [0, numbers.take() as i32];
        let row = numbers.take() * width;
        if row == rows.len() {
            rows.extend((0..width).map(|_| numbers.take()));
        }
        for (byte, class) in classes.iter().enumerate() {
            if let Some(to) = rows[row + class].checked_sub(1) {
                table[place + byte] = [byte as i32, places[to] as i32 - *place as i32];
            }
        }
    }
    let mut at = 0;
    for _ in 0..numbers.take() {
        at += numbers.take();
        table[at] = [numbers.take() as i32, numbers.take() as i32];
    }
}
