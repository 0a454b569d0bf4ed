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
    for name in ["", "MOSCO", "SECTION", "moscow", "AMEMBASSY"] {
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
        assert!(directory::posts().iter().all(|now| now.station != Some(post.station)), "{post:?}");
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
