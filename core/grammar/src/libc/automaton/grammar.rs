//! A grammar's rules, and what can come next in them.

use super::Tables;
use std::ops::Range;

/// Behind the symbols of a rule stands its number, with this.
pub const END: u32 = 1 << 15;

/// Numbers of seven bits in a byte, the lowest first.
pub struct Numbers<'a>(pub &'a [u8]);

impl Numbers<'_> {
    pub fn take(&mut self) -> usize {
        let (mut value, mut shift) = (0, 0);
        while let Some((byte, rest)) = self.0.split_first() {
            self.0 = rest;
            value |= usize::from(byte & 127) << shift;
            shift += 7;
            if byte & 128 == 0 {
                break;
            }
        }
        value
    }
}

pub struct Grammar {
    /// All rules, one after the other. An item is a place here: what stands before it in its rule has been read.
    pub items: Vec<u32>,
    /// the first item of each rule
    pub starts: Vec<u32>,
    /// the rules of each nonterminal
    rules: Vec<Range<usize>>,
    /// for each nonterminal those that can stand at its beginning, a bit each
    begins: Vec<Vec<u32>>,
    pub tokens: usize,
}

impl Grammar {
    /// The rules of one nonterminal after the other, each symbol raised by three. 0 ends a rule, 1 the last one of a
    /// nonterminal before those of the next, and 2 before those of another, which is so many further on.
    pub fn read(numbers: &mut Numbers, tables: &mut Tables) -> Grammar {
        let (tokens, nonterminals) = (tables.tokens, tables.pgoto.len());
        let (mut items, mut starts, mut rules) = (Vec::new(), vec![0], vec![0..0; nonterminals]);
        let mut nonterminal = 0;
        for rule in 1..tables.r1.len() {
            let start = items.len();
            starts.push(start as u32);
            let mut symbol = numbers.take();
            while symbol > 2 {
                items.push(symbol as u32 - 3);
                symbol = numbers.take();
            }
            tables.r1[rule] = (tokens + nonterminal) as i16;
            tables.r2[rule] = (items.len() - start) as i8;
            items.push(END | rule as u32);
            let own = &mut rules[nonterminal];
            *own = if own.end == 0 { rule } else { own.start }..rule + 1;
            let further = if symbol == 2 { numbers.take() } else { symbol };
            nonterminal = (nonterminal + further) % nonterminals;
        }
        let begins = vec![vec![0; nonterminals.div_ceil(32)]; nonterminals];
        let mut grammar = Grammar { items, starts, rules, begins, tokens };
        grammar.begin();
        grammar
    }

    pub fn nonterminal(&self, symbol: u32) -> Option<usize> {
        (symbol < END).then(|| (symbol as usize).checked_sub(self.tokens))?
    }

    fn begin(&mut self) {
        let mut changed = true;
        for nonterminal in 0..self.begins.len() {
            self.begins[nonterminal][nonterminal / 32] |= 1 << (nonterminal % 32);
        }
        while changed {
            changed = false;
            for nonterminal in (0..self.begins.len()).rev() {
                let mut bits = std::mem::take(&mut self.begins[nonterminal]);
                for rule in self.rules[nonterminal].clone() {
                    let first = self.nonterminal(self.items[self.starts[rule] as usize]);
                    let Some(first) = first.filter(|it| *it != nonterminal) else { continue };
                    for (bits, more) in bits.iter_mut().zip(&self.begins[first]) {
                        changed |= *more & !*bits != 0;
                        *bits |= more;
                    }
                }
                self.begins[nonterminal] = bits;
            }
        }
    }

    /// What follows from some nonterminals coming next.
    pub fn closure(&self, nonterminals: &[u32]) -> Closure {
        let mut closure = Closure::default();
        let mut coming = Vec::new();
        // how many items there are for each symbol, and then where the next one goes
        let mut places = vec![0; self.tokens + self.begins.len()];
        let mut bits = vec![0; self.begins.len().div_ceil(32)];
        for from in nonterminals {
            bits.iter_mut().zip(&self.begins[*from as usize]).for_each(|(bits, more)| *bits |= more);
        }
        for it in 0..self.begins.len() {
            if bits[it / 32] & 1 << (it % 32) == 0 {
                continue;
            }
            for rule in self.rules[it].clone() {
                let symbol = self.items[self.starts[rule] as usize];
                if symbol < END {
                    places[symbol as usize] += 1;
                    coming.push((symbol as usize, self.starts[rule] + 1));
                } else if closure.empty == 0 {
                    closure.empty = rule;
                }
            }
        }
        let mut end = 0;
        for (symbol, place) in places.iter_mut().enumerate().filter(|it| *it.1 > 0) {
            let start = end;
            end += std::mem::replace(place, start);
            closure.tokens += usize::from(symbol < self.tokens);
            closure.steps.push(Step { symbol: symbol as u32, end, to: 0 });
        }
        closure.items = vec![0; end];
        for (symbol, item) in coming {
            closure.items[places[symbol]] = item;
            places[symbol] += 1;
        }
        closure
    }
}

#[derive(Default)]
pub struct Closure {
    pub steps: Vec<Step>,
    /// how many of them read a token; they come first
    pub tokens: usize,
    pub items: Vec<u32>,
    /// the first rule without a symbol, or 0
    pub empty: usize,
    /// the row of a state in which nothing else can come
    pub row: Option<usize>,
}

pub struct Step {
    pub symbol: u32,
    /// where its items end
    pub end: usize,
    /// the state that these items alone make, or 0 as long as there is none
    pub to: u32,
}
