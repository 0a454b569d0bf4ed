//! Networks of thousands of stations: what is done for each must not grow with the square.

use std::fmt::Write;

use torntape::sim::scenario::Scenario;

use super::{Memory, Network, run};

/// A word of so many letters for a number.
fn word(mut number: usize, letters: usize) -> String {
    let mut word = vec![b'A'; letters];
    for letter in word.iter_mut().rev() {
        *letter = b'A' + u8::try_from(number % 26).unwrap();
        number /= 26;
    }
    String::from_utf8(word).unwrap()
}

/// A source that relays, `relays` of them below it, and `posts` below those, with circuits both ways.
fn tree(relays: usize, posts: usize) -> Network {
    let relay = |number: usize| format!("RR{}", word(number, 3));
    let mut network = Network::new().station("RUEHC", true);
    network.0.insert_str(0, "fidelity = \"timing\"\n");
    for number in 0..relays {
        network =
            network.station(&relay(number), true).circuit("RUEHC", &relay(number), &word(number, 3), "");
        network = network.circuit(&relay(number), "RUEHC", "ZZZ", "");
    }
    for number in 0..posts {
        let (above, post) = (relay(number % relays), format!("RX{}", word(number, 4)));
        network = network.station(&post, false).circuit(&above, &post, &word(number / relays, 3), "");
        network = network.circuit(&post, &above, "AAA", "");
    }
    network
}

#[test]
fn a_tree_of_thousands_of_posts_delivers_everything_two_hops_away() {
    let posts = 3000;
    let mut network = tree(30, posts);
    let to: Vec<_> = (0..posts).map(|number| format!("\"RX{}\"", word(number, 4))).collect();
    write!(
        network.0,
        "[[traffic]]\nfrom = \"RUEHC\"\nto = [{}]\naddressees = 3\nrate = \"600/h\"\n\
         length = {{ distribution = \"fixed\", mean = 100 }}\n\
         [[traffic]]\nfrom = \"RXAAAA\"\nto = \"RXAAAB\"\nrate = \"60/h\"\n\
         length = {{ distribution = \"fixed\", mean = 100 }}\n",
        to.join(", ")
    )
    .unwrap();
    let outcome = run(&network.read(&Memory::default()));
    assert_eq!(outcome.report.undelivered, []);
    assert!(outcome.report.delivered.deliveries > 1500, "{:?}", outcome.report.delivered);
    // From one post to its neighbour under another relay it goes up to the source and down again.
    let up = outcome.report.circuits.iter().find(|circuit| circuit.from == "RXAAAA").unwrap();
    let down = outcome.report.circuits.iter().find(|circuit| circuit.to == "RXAAAB").unwrap();
    assert!(up.transmissions > 30 && down.transmissions >= up.transmissions);
}

/// Tables of routes that would not fit into memory are refused, with the way out.
#[test]
fn more_routes_than_memory_holds_are_refused() {
    let mut network = Network::new();
    let stations = 7200;
    for number in 0..stations {
        network = network.station(&format!("RX{}", word(number, 4)), true);
    }
    for number in 0..stations {
        let (here, next) = (word(number, 4), word((number + 1) % stations, 4));
        network = network.pair(&format!("RX{here}"), &format!("RX{next}"), &word(number % 26, 2), "");
    }
    let refusal =
        Scenario::read(&network.0, "ring.toml", &Memory::default()).expect_err("refused").to_string();
    assert!(refusal.contains("7200 stations would have to know the way to 7200 each"), "{refusal}");
    assert!(refusal.contains("[[route]]"), "{refusal}");
}
