//! Makes the tables of bison's parsers from their grammars.
//!
//! The states of an LALR parser and the steps between them follow from the rules alone: they are those of LR(0), which
//! bison numbers as they are found here (`LR0.c`). What it then works out with much more effort, which of two possible
//! actions is right, is written down, as it concerns few states. `build/tables/parser.rs` writes rules and actions down, runs
//! this very code, and compares every entry with bison's own.

mod grammar;
mod layout;
pub mod scanner;

use grammar::{Closure, END, Grammar, Numbers};

/// Bison's tables, empty.
pub struct Tables<'a> {
    /// by state: where its row is in `table`, and the rule by which it reduces otherwise
    pub pact: &'a mut [i32],
    pub defact: &'a mut [i16],
    /// by nonterminal: where its row is in `table`, and the state to go to otherwise
    pub pgoto: &'a mut [i32],
    pub defgoto: &'a mut [i16],
    /// the rows, each over the gaps of others, and for each entry its place in its row
    pub table: &'a mut [i16],
    pub check: &'a mut [i16],
    /// by rule: its nonterminal and its length
    pub r1: &'a mut [i16],
    pub r2: &'a mut [i8],
    pub tokens: usize,
    /// what stands for the place of a row that is empty, and for an action that is an error
    pub no_row: i32,
    pub error: i16,
}

/// Lists, each once, numbered as they come.
struct Lists {
    elements: Vec<u32>,
    ends: Vec<usize>,
    /// the last list of each hash, and the one before each; numbers count from 1
    last: Vec<u16>,
    before: Vec<u16>,
}

impl Lists {
    fn new() -> Lists {
        Lists { elements: Vec::new(), ends: vec![0], last: vec![0; 1 << 13], before: vec![0] }
    }

    fn len(&self) -> usize {
        self.ends.len() - 1
    }

    fn list(&self, number: usize) -> &[u32] {
        &self.elements[self.ends[number]..self.ends[number + 1]]
    }

    fn number(&mut self, list: &[u32]) -> usize {
        let hash = list.iter().fold(0, |hash: u32, it| (hash ^ it).wrapping_mul(0x9E37_79B1).rotate_left(15));
        let hash = hash as usize % self.last.len();
        let mut at = usize::from(self.last[hash]);
        while at > 0 {
            if self.list(at - 1) == list {
                return at - 1;
            }
            at = usize::from(self.before[at]);
        }
        self.elements.extend_from_slice(list);
        self.ends.push(self.elements.len());
        self.before.push(self.last[hash]);
        self.last[hash] = self.len() as u16;
        self.len() - 1
    }
}

/// Puts a number where it belongs in a short list.
fn insert(list: &mut Vec<u32>, number: u32) {
    let mut at = list.len();
    list.push(number);
    while at > 0 && list[at - 1] > number {
        list.swap(at - 1, at);
        at -= 1;
    }
}

/// Fills the tables; returns the length of `table` that is used.
pub fn fill(packed: &[u8], tables: &mut Tables) -> usize {
    let mut numbers = Numbers(packed);
    let grammar = Grammar::read(&mut numbers, tables);
    let mut work = Work {
        states: Lists::new(),
        sets: Lists::new(),
        closures: Vec::new(),
        row: Vec::new(),
        gotos: vec![Vec::new(); tables.pgoto.len()],
    };
    let (mut rows, mut row_of) = (Lists::new(), Vec::new());
    work.states.number(&[grammar.starts[1]]);
    let mut patched = numbers.take();
    for state in 0.. {
        if state == work.states.len() {
            break;
        }
        let (own, closure, default) = work.coming(&grammar, state);
        tables.defact[state] = default;
        let plain = own.first().is_none_or(|it| it >> 16 >= grammar.tokens as u32) && state != patched;
        let known = work.closures[closure].row.filter(|_| plain);
        work.step(&grammar, state, &own, closure, known.is_some());
        if state == patched {
            patch(&mut numbers, &mut work.row, &mut tables.defact[state], tables.error);
            patched += numbers.take();
        }
        let row = known.unwrap_or_else(|| rows.number(&work.row));
        if plain {
            work.closures[closure].row = Some(row);
        }
        row_of.push(row);
    }
    layout::place(tables, &rows, &row_of, work.gotos)
}

struct Work {
    states: Lists,
    /// which nonterminals can come next, each set with its closure
    sets: Lists,
    closures: Vec<Closure>,
    /// the tokens that a state reads, each with the state that follows
    row: Vec<u32>,
    /// for each nonterminal from where to where
    gotos: Vec<Vec<u32>>,
}

impl Work {
    /// A state's own items by the symbol that comes next, the closure of what can come, and the rule by which it
    /// reduces.
    fn coming(&mut self, grammar: &Grammar, state: usize) -> (Vec<u32>, usize, i16) {
        let (mut own, mut next, mut reduced) = (Vec::new(), Vec::new(), 0);
        for item in self.states.list(state) {
            let symbol = grammar.items[*item as usize];
            if symbol >= END {
                reduced = if reduced == 0 { (symbol - END) as usize } else { reduced };
                continue;
            }
            insert(&mut own, symbol << 16 | (item + 1));
            if let Some(it) = grammar.nonterminal(symbol).filter(|it| !next.contains(&(*it as u32))) {
                insert(&mut next, it as u32);
            }
        }
        let set = self.sets.number(&next);
        if set == self.closures.len() {
            self.closures.push(grammar.closure(&next));
        }
        (own, set, if reduced == 0 { self.closures[set].empty } else { reduced } as i16)
    }

    /// Finds the states that follow, symbol by symbol. Where its row is known, the tokens are left out.
    fn step(&mut self, grammar: &Grammar, state: usize, own: &[u32], closure: usize, known: bool) {
        let closure = &mut self.closures[closure];
        let mut at = if known { closure.tokens } else { 0 };
        let mut from = at.checked_sub(1).map_or(0, |before| closure.steps[before].end);
        let (mut own, mut core) = (own.iter().peekable(), Vec::new());
        self.row.clear();
        loop {
            let mine = own.peek().map_or(END, |it| **it >> 16);
            let theirs = closure.steps.get(at).map_or(END, |it| it.symbol);
            let symbol = mine.min(theirs);
            if symbol == END {
                break;
            }
            let mut to = 0;
            core.clear();
            if theirs == symbol {
                let it = &closure.steps[at];
                to = if mine == symbol { 0 } else { it.to };
                if to == 0 {
                    closure.items[from..it.end].iter().for_each(|item| insert(&mut core, *item));
                }
                from = it.end;
            }
            while let Some(item) = own.next_if(|it| **it >> 16 == symbol) {
                insert(&mut core, item & 0xFFFF);
            }
            if to == 0 {
                to = self.states.number(&core) as u32;
            }
            if theirs == symbol {
                closure.steps[at].to = if mine == symbol { closure.steps[at].to } else { to };
                at += 1;
            }
            match grammar.nonterminal(symbol) {
                None => self.row.push(symbol << 16 | to),
                Some(nonterminal) => self.gotos[nonterminal].push((state as u32) << 16 | to),
            }
        }
    }
}

/// What bison decided otherwise in a state: its rule, and the actions of some tokens.
fn patch(numbers: &mut Numbers, row: &mut Vec<u32>, default: &mut i16, error: i16) {
    let rule = numbers.take();
    *default = if rule == 0 { *default } else { rule as i16 - 1 };
    for _ in 0..numbers.take() {
        let token = numbers.take() as u32;
        let action = match numbers.take() {
            0 => 0,
            1 => error,
            rule => 1 - rule as i16,
        };
        row.retain(|it| it >> 16 != token);
        if action != 0 {
            insert(row, token << 16 | u32::from(action as u16));
        }
    }
}
