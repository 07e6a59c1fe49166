//! Slows guessing down: after a few misses an account and an address must wait, longer each time.

use crate::clock::{HOUR, SECOND};
use lockgate_core::digest::Digest;
use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::{Mutex, PoisonError},
};

/// An account gets this many misses for free; an address, which a whole office can share, more.
const FREE_FOR_ACCOUNT: u32 = 5;
const FREE_FOR_ADDRESS: u32 = 20;
const LONGEST_WAIT: i64 = 15 * 60 * SECOND;
/// After this long without a miss everything is forgotten.
const FORGET: i64 = HOUR;
/// More names than this are not remembered; the oldest go first.
const REMEMBERED: usize = 10_000;

#[derive(Default)]
pub struct Backoff(Mutex<HashMap<String, Misses>>);

#[derive(Clone, Copy)]
struct Misses {
    count: u32,
    last: i64,
}

impl Backoff {
    /// Counts a try before it is made, so that a crowd of tries at once is counted too. `Err` holds the seconds to
    /// wait; such a try counts nothing.
    pub fn begin(&self, account: &str, address: IpAddr, now: i64) -> Result<(), i64> {
        let mut misses = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let names = names(account, address);
        let waits = names.iter().map(|(name, free)| {
            let known = misses.get(name).filter(|it| now - it.last < FORGET);
            known.map_or(0, |it| it.last + wait(it.count, *free) - now)
        });
        let wait = waits.max().unwrap_or(0);
        if wait > 0 {
            return Err((wait + SECOND - 1) / SECOND);
        }
        for (name, _) in names {
            let known = misses.entry(name).or_insert(Misses { count: 0, last: now });
            let old = now - known.last >= FORGET;
            *known = Misses { count: if old { 1 } else { known.count + 1 }, last: now };
        }
        if misses.len() > REMEMBERED {
            misses.retain(|_, it| now - it.last < FORGET);
            let mut ages: Vec<i64> = misses.values().map(|it| it.last).collect();
            ages.sort_unstable();
            if let Some(&middle) = ages.get(ages.len().saturating_sub(REMEMBERED / 2)) {
                misses.retain(|_, it| it.last >= middle);
            }
        }
        Ok(())
    }

    /// The try was right: the account starts anew. The address does not, or one own account would pay for all.
    pub fn forgive(&self, account: &str, address: IpAddr) {
        let mut misses = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let [(account, _), (address, _)] = names(account, address);
        misses.remove(&account);
        if let Some(known) = misses.get_mut(&address) {
            known.count = known.count.saturating_sub(1);
        }
    }
}

/// Short, whatever was typed as an account.
fn names(account: &str, address: IpAddr) -> [(String, u32); 2] {
    let account = Digest::of(account.trim().to_lowercase().as_bytes());
    [
        (format!("account {account}"), FREE_FOR_ACCOUNT),
        (format!("address {}", network(address)), FREE_FOR_ADDRESS),
    ]
}

/// Whoever has one IPv6 address has all of its /64.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(it) => Ipv6Addr::from_bits(it.to_bits() & !u128::from(u64::MAX)).into(),
        it => it,
    }
}

/// One second after the free ones, then twice as long each time.
fn wait(count: u32, free: u32) -> i64 {
    match count.checked_sub(free) {
        None => 0,
        Some(beyond) => LONGEST_WAIT.min(SECOND << beyond.min(20)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::Ipv4Addr;

    const HERE: IpAddr = IpAddr::V4(Ipv4Addr::new(1, 2, 3, 4));
    const THERE: IpAddr = IpAddr::V4(Ipv4Addr::new(5, 6, 7, 8));

    #[test]
    fn misses_cost_more_and_more_time() {
        let backoff = Backoff::default();
        for _ in 0..FREE_FOR_ACCOUNT {
            assert_eq!(backoff.begin("a@b", HERE, 0), Ok(()));
        }
        assert_eq!(backoff.begin("A@b ", THERE, 0), Err(1), "the account waits, wherever the guess is from");
        assert_eq!(backoff.begin("a@b", HERE, SECOND), Ok(()));
        assert_eq!(backoff.begin("a@b", HERE, SECOND), Err(2));
        assert_eq!(backoff.begin("c@d", HERE, SECOND), Ok(()), "another account does not");
        assert_eq!(backoff.begin("a@b", HERE, SECOND + FORGET), Ok(()));
    }

    #[test]
    fn an_address_that_tries_many_accounts_waits_too() {
        let backoff = Backoff::default();
        for n in 0..FREE_FOR_ADDRESS {
            assert_eq!(backoff.begin(&format!("{n}@b"), HERE, 0), Ok(()));
        }
        assert!(backoff.begin("new@b", HERE, 0).is_err());
        assert_eq!(backoff.begin("new@b", THERE, 0), Ok(()));
    }

    #[test]
    fn all_addresses_of_one_network_are_one() {
        let backoff = Backoff::default();
        for n in 0..FREE_FOR_ADDRESS {
            let address = format!("2001:db8:1:2::{n:x}").parse().unwrap();
            assert_eq!(backoff.begin(&format!("{n}@b"), address, 0), Ok(()));
        }
        assert!(backoff.begin("new@b", "2001:db8:1:2:ffff::1".parse().unwrap(), 0).is_err());
        assert_eq!(backoff.begin("new@b", "2001:db8:1:3::1".parse().unwrap(), 0), Ok(()));
    }

    #[test]
    fn the_right_password_clears_the_account_but_not_the_address() {
        let backoff = Backoff::default();
        for n in 0..FREE_FOR_ADDRESS {
            assert_eq!(backoff.begin(&format!("{n}@b"), HERE, 0), Ok(()));
        }
        backoff.forgive("0@b", HERE);
        assert_eq!(backoff.begin("x@b", HERE, 0), Ok(()));
        assert!(backoff.begin("y@b", HERE, 0).is_err());
    }

    #[test]
    fn memory_is_bounded() {
        let backoff = Backoff::default();
        for n in 0..(2 * REMEMBERED as i64) {
            let _ = backoff.begin(&format!("{n}@b"), Ipv4Addr::from_bits(n as u32).into(), n);
        }
        assert!(backoff.0.lock().unwrap().len() <= REMEMBERED + 2);
    }
}
