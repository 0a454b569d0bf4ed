//! The laws can break: a driver that carries out what no station would do is caught.

use std::time::Duration;

use torntape::message::{Precedence, RoutingIndicator};
use torntape::sim::scenario::{BuiltIn, Scenario};
use torntape::sim::{BrokenLaw, Conductor, Happening, Step, last_events, simulate};
use torntape::station::{Action, CableKey, Delivery, Event, Outgoing, Refusal, Station};

use super::{Memory, Network, cable};

fn scenario() -> Scenario {
    let network = Network::new().station("RUEHC", false).station("RUEHMO", false);
    let network = network.circuit("RUEHC", "RUEHMO", "XMO", "").submit("1s", "RUEHC", "one");
    network.read(&Memory::default().with("one", cable(1, &["RUEHMO"], "\nTEXT\n")))
}

/// Runs the scenario with the actions of its stations spoilt, and gives the law that broke.
fn broken(spoil: impl Fn(usize, &Event, &mut Vec<Action>)) -> BrokenLaw {
    let scenario = scenario();
    let mut stations: Vec<_> = scenario.plans().into_iter().map(Station::new).collect();
    let mut conductor = Conductor::new(&scenario, ());
    loop {
        match conductor.step() {
            Step::Handle(due) => {
                let mut actions = Vec::new();
                stations[due.station].handle(due.at, due.event.clone(), &mut actions);
                spoil(due.station, &due.event, &mut actions);
                if let Err(broken) = conductor.carry_out(due.station, actions, 0) {
                    return broken;
                }
            }
            Step::Survey => conductor.survey(|station, circuit| stations[station].outstanding(circuit)),
            Step::End => return conductor.finish().expect_err("a law breaks"),
            _ => {}
        }
    }
}

fn delivery(actions: &mut [Action]) -> Option<&mut Delivery> {
    actions.iter_mut().find_map(|action| match action {
        Action::Deliver(delivery) => Some(delivery),
        _ => None,
    })
}

/// Puts other bytes in place of some in each section of a delivery.
fn replace(actions: &mut [Action], from: &str, to: &str) {
    for section in delivery(actions).into_iter().flat_map(|delivery| &mut delivery.sections) {
        let text = String::from_utf8(section.to_bytes().to_vec()).unwrap();
        *section = text.replace(from, to).into_bytes().into();
    }
}

#[test]
fn a_changed_text_is_caught() {
    let broken = broken(|_, _, actions| replace(actions, "TEXT", "TEXX"));
    assert_eq!(broken.law, "the text of 09STATE1 is not that handed in, from byte 24 on");
    assert_eq!((broken.seed, broken.place.as_str()), (1, "RUEHMO"));
    let said = broken.to_string();
    assert!(
        said.starts_with("a law broke 2.")
            && said.contains(" s into the run with seed 1, on RUEHMO: the text"),
        "{said}"
    );
}

#[test]
fn a_changed_heading_is_caught() {
    for (line, from, to) in [
        (3, "2642216", "2642217"),
        (4, "ZNR UUUUU", "ZNY CCCCC"),
        (5, "212156Z", "212157Z"),
        (6, "SECSTATE", "AMEMBASSY"),
        (7, "POST RUEHMO", "POST RUEHLN"),
    ] {
        let law = broken(|_, _, actions| replace(actions, from, to)).law;
        assert_eq!(law, format!("format line {line} of 09STATE1 has changed on the way"));
    }
}

#[test]
fn a_second_delivery_is_caught() {
    let twice = broken(|_, _, actions| {
        if let Some(again) = delivery(actions).cloned() {
            actions.push(Action::Deliver(again));
        }
    });
    assert_eq!(twice.law, "09STATE1 is delivered for the second time");
}

#[test]
fn a_delivery_to_somebody_else_is_caught() {
    let station = Station::new(scenario().plans().remove(1));
    let law = broken(|at, event, actions| {
        // The originator delivers what it should send.
        if let (0, Event::Submit { .. }) = (at, event) {
            let sent = actions.iter().find_map(|action| match action {
                Action::Transmit { tape, .. } => Some(tape.clone()),
                _ => None,
            });
            let mut delivered = Vec::new();
            let arrived = Event::Arrived { circuit: torntape::station::Incoming(0), tape: sent.unwrap() };
            station.clone().handle(Duration::ZERO, arrived, &mut delivered);
            actions.extend(delivered);
        }
    });
    assert_eq!(
        (law.place.as_str(), law.law.as_str()),
        ("RUEHC", "09STATE1 is delivered to a station that is not among its addressees")
    );
}

#[test]
fn a_cable_from_nowhere_is_caught() {
    let law = broken(|_, _, actions| {
        if let Some(delivery) = delivery(actions) {
            let origin = RoutingIndicator::new("RUEHLN").unwrap();
            delivery.key = CableKey { origin, serial: "1".into(), filed: "2642216".into() };
        }
    });
    assert_eq!(law.law, "RUEHLN 1 2642216 was never handed in");
}

#[test]
fn a_lost_delivery_is_caught() {
    let law = broken(|_, _, actions| actions.retain(|action| !matches!(action, Action::Deliver(_))));
    assert_eq!(law.place, "the network");
    assert_eq!(
        law.law,
        "deliveries offered against delivered and undelivered: 1 is not 0: 09STATE1 to RUEHMO is lost without a reason"
    );
}

#[test]
fn an_inversion_without_a_cause_is_caught() {
    let law = broken(|_, event, actions| {
        if let Event::Submit { .. } = event {
            let flash = Action::Queued {
                circuit: Outgoing(0),
                ticket: 99,
                precedence: Precedence::Flash,
                service: false,
                after: None,
            };
            actions.insert(0, flash);
        }
    });
    assert_eq!(
        (law.place.as_str(), law.law.as_str()),
        ("RUEHC:XMO", "number 0001 of precedence PRIORITY starts while FLASH waits")
    );
}

#[test]
fn two_transmissions_at_once_are_caught() {
    let law = broken(|_, event, actions| {
        if let Event::Submit { .. } = event {
            actions.extend(actions.clone());
        }
    });
    assert_eq!(law.law, "number 0001 starts while the circuit is busy or down");
    let law = broken(|_, _, actions| actions.retain(|action| !matches!(action, Action::Queued { .. })));
    assert_eq!(law.law, "number 0001 starts without having been in the queue");
}

#[test]
fn what_arrives_undamaged_and_is_not_understood_is_caught() {
    let law = broken(|_, event, actions| {
        if let Event::Arrived { circuit, tape } = event {
            actions.push(Action::Refused {
                circuit: Some(*circuit),
                why: Refusal::NoRoutingLine,
                bytes: tape.to_bytes(),
            });
            actions.retain(|action| !matches!(action, Action::Deliver(_)));
        }
    });
    assert_eq!(
        (law.place.as_str(), law.law.as_str()),
        ("RUEHC:XMO", "an undamaged transmission is not understood: it has no routing line")
    );
}

/// What happened last where a law broke: of a circuit at both its ends, of a station there, else anywhere; none of it later.
#[test]
fn the_last_events_are_those_of_the_place_before_the_time() {
    for (name, place, stations) in [
        ("moscow", "RUEH:XMO", &["RUEH", "RUEHMO"][..]),
        ("moscow", "RUEHC", &["RUEHC"]),
        ("moscow", "the network", &[]),
        ("storm", "RUEH:THA", &["RUEH", "RUXA"]),
    ] {
        let scenario = BuiltIn::named(name).unwrap().source().read(&[]).unwrap();
        let seed = scenario.seed() + 1;
        let mut all: Vec<(Duration, String, String)> = Vec::new();
        let watch = |at: Duration, happening: &Happening<'_>| {
            let event = serde_json::to_value(happening).unwrap()["event"].as_str().unwrap().to_owned();
            all.push((at, happening.station().to_owned(), event));
        };
        simulate(&scenario.clone().with_seed(seed), watch).unwrap();
        let at = all[all.len() / 2].0;
        let of = |station: Option<&str>| {
            let is_meant =
                |place: &usize| all[*place].0 <= at && station.is_none_or(|station| all[*place].1 == station);
            let found: Vec<usize> = (0..all.len()).filter(is_meant).collect();
            found[found.len().saturating_sub(20)..].to_vec()
        };
        let mut expected = match stations {
            [] => of(None),
            some => some.iter().flat_map(|station| of(Some(station))).collect(),
        };
        expected.sort_unstable();
        assert!(expected.len() > 5, "{name} {place}");
        let broken = BrokenLaw { seed, at, place: place.to_owned(), law: String::new() };
        let events = last_events(&scenario, &broken);
        let found: Vec<(Duration, String, String)> = events
            .iter()
            .map(|line| {
                let event: serde_json::Value = serde_json::from_str(line).unwrap();
                let text = |key: &str| event[key].as_str().unwrap_or_default().to_owned();
                let station = if text("station").is_empty() { text("to") } else { text("station") };
                (Duration::from_nanos(event["time_ns"].as_u64().unwrap()), station, text("event"))
            })
            .collect();
        let expected: Vec<_> = expected.into_iter().map(|place| all[place].clone()).collect();
        assert_eq!(found, expected, "{name} {place}");
    }
}
