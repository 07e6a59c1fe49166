//! Prisma 7.4 and later cut a file with `sqlparser` and send each statement by itself; where that fails they send the
//! file as one string. Asked for what is shown, never for a verdict: the engine in a browser has no such parser.

use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::parser::Parser;
use sqlparser::tokenizer::Token;

/// Whether Prisma can cut the file into its statements.
pub fn can_cut(text: &str) -> bool {
    let dialect = PostgreSqlDialect {};
    let Ok(mut parser) = Parser::new(&dialect).try_with_sql(text) else { return false };
    loop {
        while parser.consume_token(&Token::SemiColon) {}
        if parser.peek_token().token == Token::EOF {
            return true;
        }
        if parser.parse_statement().is_err() {
            return false;
        }
        if !matches!(parser.peek_token().token, Token::SemiColon | Token::EOF) {
            return false;
        }
    }
}
