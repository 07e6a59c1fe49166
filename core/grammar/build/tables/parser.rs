//! The tables of a parser that bison made, 700 KB of numbers, as its grammar: the code that makes them of it again at
//! run time runs here too, and what it makes is compared with bison's, entry by entry.

use super::automaton::{self, Tables};
use super::{Table, array, define, put};

/// A parser's tables and rules as its source has them.
struct Source {
    pact: Vec<i64>,
    defact: Vec<i64>,
    pgoto: Vec<i64>,
    defgoto: Vec<i64>,
    table: Vec<i64>,
    check: Vec<i64>,
    r1: Vec<i64>,
    r2: Vec<i64>,
    /// the symbols of all rules, each rule ended by -1
    rhs: Vec<i64>,
    tokens: usize,
    no_row: i64,
    error: i64,
}

/// The source of a parser, its tables empty but for what is packed; `name` is what they are known by.
pub fn packed(text: &str, name: &str) -> String {
    let table = |name: &str| Table::find(text, name).numbers;
    let source = Source {
        pact: table("yypact"),
        defact: table("yydefact"),
        pgoto: table("yypgoto"),
        defgoto: table("yydefgoto"),
        table: table("yytable"),
        check: table("yycheck"),
        r1: table("yyr1"),
        r2: table("yyr2"),
        rhs: table("yyrhs"),
        tokens: define(text, "YYNTOKENS") as usize,
        no_row: define(text, "YYPACT_NINF"),
        error: define(text, "YYTABLE_NINF"),
    };
    let (packed, length) = source.packed();
    let mut text = text.replace(
        &format!("#define YYLAST   {}", define(text, "YYLAST")),
        &format!("#define YYLAST {}", length - 1),
    );
    let empty = [
        ("int", "yypact", source.pact.len()),
        ("short", "yydefact", source.pact.len()),
        ("int", "yypgoto", source.pgoto.len()),
        ("short", "yydefgoto", source.pgoto.len()),
        ("short", "yytable", length),
        ("short", "yycheck", length),
        ("short", "yyr1", source.r1.len()),
        ("signed char", "yyr2", source.r1.len()),
    ];
    for (kind, name, length) in empty {
        text = Table::find(&text, name).replaced(&text, &format!("static {kind} {name}[{length}];"));
    }
    array(&mut text, "packed_rules", &packed);
    text + "#include \"unpack.h\"\nPARSER_TABLES(" + name + ")\n"
}

/// No table of ours is longer than this.
const LONGEST: usize = 1 << 19;

impl Source {
    /// What `automaton::fill` makes the same tables of, and how long its `table` is.
    fn packed(&self) -> (Vec<u8>, usize) {
        let mut packed = self.rules();
        let (made, _) = self.made(&packed);
        self.unlike(&made, &mut packed);
        let (made, length) = self.made(&packed);
        let mut rest = Vec::new();
        self.unlike(&made, &mut rest);
        assert!(rest.is_empty(), "the grammar makes other tables than bison's");
        assert_eq!((&made.r1, &made.r2), (&self.r1, &self.r2));
        (packed, length)
    }

    /// The tables that are made.
    fn made(&self, packed: &[u8]) -> (Source, usize) {
        let (mut pact, mut pgoto) = (vec![0; self.pact.len()], vec![0; self.pgoto.len()]);
        let (mut defact, mut defgoto) = (vec![0; pact.len()], vec![0; pgoto.len()]);
        let (mut table, mut check) = (vec![0; LONGEST], vec![0; LONGEST]);
        let (mut r1, mut r2) = (vec![0; self.r1.len()], vec![0; self.r2.len()]);
        let length = automaton::fill(
            packed,
            &mut Tables {
                pact: &mut pact,
                defact: &mut defact,
                pgoto: &mut pgoto,
                defgoto: &mut defgoto,
                table: &mut table,
                check: &mut check,
                r1: &mut r1,
                r2: &mut r2,
                tokens: self.tokens,
                no_row: self.no_row as i32,
                error: self.error as i16,
            },
        );
        fn wide<T: Into<i64>>(numbers: Vec<T>) -> Vec<i64> {
            numbers.into_iter().map(T::into).collect()
        }
        let made = Source {
            pact: wide(pact),
            defact: wide(defact),
            pgoto: wide(pgoto),
            defgoto: wide(defgoto),
            table: wide(table),
            check: wide(check),
            r1: wide(r1),
            r2: wide(r2),
            rhs: Vec::new(),
            ..*self
        };
        (made, length)
    }

    fn entry(&self, row: i64, place: usize) -> Option<i64> {
        let at = usize::try_from(row + place as i64).ok().filter(|_| row != self.no_row)?;
        (*self.check.get(at)? == place as i64).then(|| self.table[at])
    }

    fn goto(&self, state: usize, nonterminal: usize) -> usize {
        self.entry(self.pgoto[nonterminal], state).unwrap_or(self.defgoto[nonterminal]) as usize
    }

    fn rules(&self) -> Vec<u8> {
        let mut packed = Vec::new();
        let mut symbols = self.rhs.iter();
        for rule in 1..self.r1.len() {
            symbols.by_ref().take_while(|it| **it != -1).for_each(|it| put(&mut packed, it + 3));
            let next = self.r1.get(rule + 1).unwrap_or(&self.r1[rule]) - self.r1[rule];
            match next {
                0 | 1 => put(&mut packed, next),
                _ => {
                    put(&mut packed, 2);
                    put(&mut packed, next.rem_euclid(self.pgoto.len() as i64));
                }
            }
        }
        packed
    }

    /// Writes down where bison's tables say something else, and sees that all other entries are the same.
    fn unlike(&self, made: &Source, packed: &mut Vec<u8>) {
        let mut before = 0;
        for state in 0..self.pact.len() {
            let (mut actions, mut count) = (Vec::new(), 0);
            for token in 0..self.tokens {
                let action = self.entry(self.pact[state], token).unwrap_or(0);
                if action != made.entry(made.pact[state], token).unwrap_or(0) {
                    assert!(action <= 0, "a step of bison's follows from no rule");
                    count += 1;
                    put(&mut actions, token as i64);
                    put(
                        &mut actions,
                        if action == self.error { 1 } else { (1 - action) * i64::from(action != 0) },
                    );
                }
            }
            let default = self.defact[state];
            if count > 0 || default != made.defact[state] {
                put(packed, (state - before) as i64);
                put(packed, if default == made.defact[state] { 0 } else { default + 1 });
                put(packed, count);
                packed.extend(actions);
                before = state;
            }
            // The first nonterminal is the whole text: nobody goes there.
            for nonterminal in 1..self.pgoto.len() {
                assert_eq!(self.goto(state, nonterminal), made.goto(state, nonterminal));
            }
        }
    }
}
