//! Targets that refuse: each says what to do, and none tells a secret.

use super::{Reach, Trouble, look};
use crate::scratch::{Binaries, Durability, Scratch};

const HERE: Reach = Reach { loopback: true };

#[tokio::test(flavor = "multi_thread")]
async fn a_target_that_refuses_says_what_to_do() {
    let scratch = Scratch::start(&Binaries::find(None).unwrap(), Durability::Fleeting).unwrap();
    let good = scratch.url("postgres");
    let seen = look(HERE, &good).await.unwrap();
    assert_eq!((seen.ledger.len(), seen.occupied), (0, false));
    let password = good.split([':', '@']).nth(2).unwrap().to_owned();
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    for (url, what) in [
        (good.replace(&password, "wrong"), "28P01"),
        (scratch.url("nothing_of_this_name"), "Make the database first"),
        (good.replace("sslmode=disable", "sslmode=verify-full"), "can’t be reached"),
        (good.replace(&scratch.port().to_string(), &nobody.to_string()), "Check the address"),
    ] {
        let trouble = look(HERE, &url).await.unwrap_err();
        assert!(trouble.to_string().contains(what), "{trouble}");
        assert!(!trouble.to_string().contains(&password), "the password is in: {trouble}");
    }
    assert!(matches!(look(Reach::default(), &good).await, Err(Trouble::Forbidden { .. })));
}
