//! core/grammar
