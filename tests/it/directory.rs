//! The tables of the directory are sane, and every way of looking up finds the way back.

use std::collections::BTreeSet;

use torntape::directory::{self, Post, PostKind};
use torntape::message::RoutingIndicator;

fn only(indicator: &str) -> &'static Post {
    let [post] = directory::by_indicator(indicator) else { panic!("{indicator} has one post") };
    post
}

#[test]
fn posts_are_sorted_and_stand_once() {
    let keys: Vec<_> = directory::posts().iter().map(|post| (post.indicator, post.plad)).collect();
    for pair in keys.windows(2) {
        assert!(pair[0] < pair[1], "{pair:?}");
    }
}

#[test]
fn posts_have_well_formed_fields() {
    for post in directory::posts() {
        assert!(RoutingIndicator::fits(post.indicator.as_bytes()), "{post:?}");
        let capitals =
            |name: &str| name.bytes().all(|byte| byte.is_ascii_uppercase() || b" -".contains(&byte));
        assert!(capitals(post.plad) && post.plad.contains(' '), "{post:?}");
        assert!(post.station.is_none_or(capitals), "{post:?}");
        assert!(post.city.is_ascii() && post.country.is_ascii(), "{post:?}");
        assert!(post.city.len() > 2 && post.country.len() > 2, "{post:?}");
        assert!((-60.0..=70.0).contains(&post.latitude), "{post:?}");
        assert!((-180.0..=180.0).contains(&post.longitude), "{post:?}");
        let expected = match post.plad.split(' ').next().unwrap() {
            "AMEMBASSY" => PostKind::Embassy,
            "AMCONSUL" => PostKind::Consulate,
            "USMISSION" | "USEU" => PostKind::Mission,
            _ => continue,
        };
        assert_eq!(post.kind, expected, "{post:?}");
    }
}

/// A consulate lies near its embassy, and one city has one place: a sign or a figure gone wrong shows here.
#[test]
fn posts_lie_where_their_country_lies() {
    let far = ["Portugal", "United States", "Russia"]; // the Azores, and countries that are wide
    for one in directory::posts() {
        for other in directory::posts().iter().filter(|other| other.country == one.country) {
            let apart = one.distance_km(other);
            assert!(apart < 4_500.0 || far.contains(&one.country), "{} {}: {apart}", one.plad, other.plad);
            if one.city == other.city {
                assert!(apart < 10.0, "{} {}", one.plad, other.plad);
            } else {
                assert!(apart > 10.0, "{} {}: {apart}", one.plad, other.plad);
            }
        }
    }
}

/// How many rows the public routing guide of 2010 gives the State Department: RUEH, and what lies behind it.
#[test]
fn the_guide_is_covered() {
    let indicators: BTreeSet<_> = directory::posts().iter().map(|post| post.indicator).collect();
    assert_eq!(indicators.len(), 288);
    let beyond = ["RUEHCG", "RUEHGH", "RUEHJO", "RUEHMS", "RUEHSB", "RUCNDT"];
    assert!(beyond.iter().all(|indicator| indicators.contains(indicator)));
}

#[test]
fn misprints_of_the_guide_are_put_right() {
    let plads: BTreeSet<_> = directory::posts().iter().map(|post| post.plad).collect();
    for misprint in
        ["COLUMBO", "QUINTO", "VAOUNDE", "PRINSTINA", "VIENTIENE", "PARAMIARBO", "SHAIRF", "MISSIN "]
    {
        assert!(!plads.iter().any(|plad| plad.contains(misprint)), "{misprint}");
    }
    for (indicator, plad) in [
        ("RUEHLM", "AMEMBASSY COLOMBO"),
        ("RUEHQT", "AMEMBASSY QUITO"),
        ("RUEHYD", "AMEMBASSY YAOUNDE"),
        ("RUEHPS", "AMEMBASSY PRISTINA"),
        ("RUEHVN", "AMEMBASSY VIENTIANE"),
        ("RUEHPL", "AMEMBASSY PORT LOUIS"),
        ("RUEHPO", "AMEMBASSY PARAMARIBO"),
        ("RUEHOS", "AMCONSUL LAGOS"),
        ("RUEHMK", "AMEMBASSY MANAMA"),
        ("RUEHDIR", "IRAN RPO DUBAI"),
        ("RUEHNAG", "AMCONSUL NAGOYA"),
    ] {
        assert_eq!(only(indicator).plad, plad);
    }
}

#[test]
fn every_post_is_found_both_ways() {
    for post in directory::posts() {
        assert!(directory::by_indicator(post.indicator).contains(post));
        assert!(directory::by_plad(post.plad).any(|found| found == post));
        assert!(directory::is_called(post, post.plad));
        if let Some(station) = post.station {
            assert!(directory::by_station(station).any(|found| found == post));
            assert_eq!(directory::known_post(station), Some(station));
            assert_eq!(directory::known_post(&station.replace(' ', "")), Some(station));
        }
    }
}

#[test]
fn what_is_no_post_is_not_found() {
    for indicator in ["", "RUEH", "RUEHM", "RUEHMOO", "RUEHMOSCOW", "ruehmo", "RUEHMO ", "ZZZZ", "é"] {
        assert!(directory::by_indicator(indicator).is_empty(), "{indicator}");
    }
    for name in ["", "AMEMBASSY", "MOSCOW", "AMEMBASSY MOSCO", "AMEMBASSY MOSCOW "] {
        assert_eq!(directory::by_plad(name).count(), 0, "{name}");
    }
    for name in ["", "MOSCO", "SECTION", "AMEMBASSY"] {
        assert_eq!(directory::known_post(name), None, "{name}");
    }
}

#[test]
fn other_names_lead_to_their_post() {
    for (name, indicator) in [
        ("AMEMBASSY MEXICO CITY", "RUEHME"),
        ("AMCONSUL CALCUTTA", "RUEHCI"),
        ("USMISSION USEU BRUSSELS", "RUEHBS"),
        ("USUN NEW YORK", "RUCNDT"),
    ] {
        let found: Vec<_> = directory::by_plad(name).collect();
        assert_eq!(found.len(), 1, "{name}");
        assert_eq!(found[0].indicator, indicator);
        assert!(directory::is_called(found[0], name));
    }
    assert_eq!(directory::by_plad("USMISSION USEU BRUSSELS").next().unwrap().plad, "USEU BRUSSELS");
}

#[test]
fn former_posts_are_sorted_and_no_longer_stand_in_the_guide() {
    let former = directory::former_posts();
    for pair in former.windows(2) {
        assert!(pair[0].station < pair[1].station, "{pair:?}");
    }
    for post in former {
        let now = directory::posts().iter().find(|now| now.station == Some(post.station));
        assert_eq!(now, None, "{post:?}");
        assert!((-60.0..=70.0).contains(&post.latitude) && post.longitude.abs() <= 180.0, "{post:?}");
        assert_eq!(directory::known_post(post.station), Some(post.station));
    }
}

#[test]
fn the_vocabulary_of_names_has_each_once() {
    let names: Vec<_> = directory::known_posts().collect();
    let letters: BTreeSet<_> = names.iter().map(|name| name.replace(' ', "")).collect();
    assert_eq!(letters.len(), names.len());
    assert!(names.len() > 320, "{}", names.len());
}

#[test]
fn collectives_are_sorted_and_their_members_are_there() {
    let collectives = directory::collectives();
    for pair in collectives.windows(2) {
        assert!(pair[0].plad < pair[1].plad, "{pair:?}");
    }
    let mut seen = BTreeSet::new();
    for one in collectives {
        assert_eq!(directory::collective(one.plad), Some(one));
        if let Some(indicator) = one.indicator {
            assert!(RoutingIndicator::fits(indicator.as_bytes()) && seen.insert(indicator), "{indicator}");
            assert!(directory::by_indicator(indicator).is_empty(), "{indicator}");
            assert_eq!(directory::collective(indicator), Some(one));
        }
        let members: Vec<_> = one.members().collect();
        assert_eq!(one.is_expandable(), !members.is_empty(), "{one:?}");
    }
    let count = |name| directory::collective(name).unwrap().members().count();
    assert_eq!([count("ALL NATO POST COLLECTIVE"), count("EU MEMBER STATES COLLECTIVE")], [27, 27]);
    assert_eq!([count("ASEAN MEMBER COLLECTIVE"), count("ARAB LEAGUE COLLECTIVE")], [10, 19]);
}

/// Every state of a list of members has an embassy in the table: a misspelt state would be left out unseen.
#[test]
fn no_state_of_a_collective_is_misspelt() {
    let text = include_str!("../../src/directory/collective.rs");
    let lists = text.split_once("static NATO").unwrap().1.split_once("/// Every collective").unwrap().0;
    let countries: BTreeSet<_> = directory::posts().iter().map(|post| post.country).collect();
    for state in lists.split('"').skip(1).step_by(2) {
        assert!(countries.contains(state), "{state}");
    }
}

#[test]
fn the_book_is_sorted_and_whole() {
    let listings = directory::listings();
    assert_eq!(listings.len(), 1_360);
    for pair in listings.windows(2) {
        assert!(pair[0].indicator < pair[1].indicator, "{pair:?}");
    }
    for listing in listings {
        assert!(RoutingIndicator::fits(listing.indicator.as_bytes()), "{listing:?}");
        assert!(directory::by_indicator(listing.indicator).is_empty(), "{listing:?}");
        assert!(listing.names().all(|name| name.len() > 2 && name.is_ascii() && name.trim() == name));
        assert_eq!(directory::listing(listing.indicator), Some(*listing));
        if let Some(last) = listing.last {
            assert!(RoutingIndicator::fits(last.as_bytes()) && last > listing.indicator, "{listing:?}");
            assert_eq!(last[..last.len() - 1], listing.indicator[..last.len() - 1], "{listing:?}");
            let at_last = directory::listing(last).unwrap();
            assert!(at_last == *listing || at_last.indicator == last, "{listing:?}");
        }
    }
}

#[test]
fn a_station_inside_a_run_goes_before_the_run() {
    let names = |indicator| directory::listing(indicator).unwrap().names().collect::<Vec<_>>();
    assert_eq!(names("RULGPQB"), ["NAVCOMTELSTA JACKSONVILLE FL"]);
    assert_eq!(names("RULGPQZ"), ["CTG 40.0", "CTG 40.3"]);
    assert_eq!(directory::listing("RULGPU"), None);
    for word in ["", "R", "RHFJAA", "RHFJAAKK", "rhfjaak", "é"] {
        assert_eq!(directory::listing(word), None, "{word}");
    }
}

#[test]
fn descriptions_take_the_longest_part_that_is_known() {
    for (indicator, said) in [
        ("RUEHBS", "RUEHBS: AMEMBASSY BRUSSELS; USEU BRUSSELS, Brussels, Belgium"),
        ("RUEHOO", "RUEHOO: CHINA POSTS COLLECTIVE"),
        ("RUEH", "RUEH: relay, REGIONAL RELAY FACILITY BELTSVILLE MD"),
        ("RUEHL", "RUEHL: relay, MINOR RELAY LIBREVILLE"),
        ("RUCPDOC", "RUCPDOC: DEPT OF COMMERCE WASHINGTON DC"),
        ("RUWFCS", "RUWFCS: service section of the relay RUWF, NAVCOMTELSTA SAN DIEGO CA"),
        (
            "RCCBXYZ",
            "RCCBXYZ: not in the directory; Canada, behind the relay RCCB, PEARKES NODE SITE OTTAWA ON CAN",
        ),
        ("RDXXXX", "RDXXXX: not in the directory; Denmark"),
        ("", ": not in the directory"),
        ("é", "é: not in the directory"),
    ] {
        assert_eq!(directory::describe(indicator).to_string(), said);
    }
    assert!(directory::describe("RUEHC").suffix.is_none(), "the Department is no section of a relay");
}

#[test]
fn searches_take_any_words() {
    for term in ["", " ", "-", ".", "\u{0}", "é", "Å", "ſt", &"A".repeat(100_000)] {
        _ = directory::search(term);
        _ = directory::nearest(term);
    }
    assert!(directory::search("").is_empty() && directory::nearest("").is_empty());
}
