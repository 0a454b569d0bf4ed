//! Channel numbers that begin again with the day, and what is owed over midnight.

use std::time::Duration;

use bytes::Bytes;
use torntape::message::RoutingIndicator;
use torntape::sim::scenario::{Folder, Scenario};
use torntape::sim::{Happening, Report, Watch, simulate};
use torntape::station::{Action, Event, Incoming, IncomingCircuit, Outgoing, OutgoingCircuit, Plan, Station};

use crate::nets::Net;

/// The numbers that each transmission took, with the second at which it began.
#[derive(Default)]
struct Numbers(Vec<(u64, String, u32)>);

impl Watch for &mut Numbers {
    fn saw(&mut self, at: Duration, happening: &Happening<'_>) {
        if let Happening::Sent { transmission, .. } = happening {
            self.0.push((at.as_secs(), transmission.channel.to_owned(), transmission.number));
        }
    }
}

/// From an hour before midnight on, over a relay, both ways: a cable every twenty minutes each way for as many hours.
fn run(hours: u64, switch: &str, weather: &str, more: &str) -> (Report, Numbers) {
    let stream = |from: &str, to: &str| {
        format!(
            "[[traffic]]\nfrom = \"{from}\"\nto = \"{to}\"\narrivals = \"every\"\nrate = \"3/h\"\nlength = {{ distribution = \"fixed\", mean = 900 }}\n"
        )
    };
    let circuits: String = [("RUEHC", "RUEH", "XRA"), ("RUEH", "RUEHC", "XAR"), ("RUEH", "RUEHMO", "XMO"), ("RUEHMO", "RUEH", "XOM")]
        .map(|(from, to, channel)| {
            format!("[[circuit]]\nfrom = \"{from}\"\nto = \"{to}\"\nchannel = \"{channel}\"\nspeed = \"75baud\"\nlatency = \"2s\"\n{weather}\n")
        })
        .concat();
    let stations: String = [("RUEHC", ""), ("RUEH", "relay = true"), ("RUEHMO", "")]
        .map(|(name, more)| format!("[[station]]\nindicator = \"{name}\"\nplad = \"POST {name}\"\n{more}\n"))
        .concat();
    let text = format!(
        "start = \"2009-12-30T23:00:00Z\"\nduration = \"{hours}h\"\n{switch}\n{stations}{circuits}{}{}{more}",
        stream("RUEHC", "RUEHMO"),
        stream("RUEHMO", "RUEHC"),
    );
    let scenario =
        Scenario::read(&text, "net.toml", &Folder(".".into())).unwrap_or_else(|why| panic!("{why}"));
    let mut numbers = Numbers::default();
    let outcome = simulate(&scenario, &mut numbers).unwrap_or_else(|broken| panic!("{broken}"));
    (outcome.report, numbers)
}

/// With the day, UTC, numbers begin again at 0001 on every channel, and follow each other without a gap; none begins in the first
/// seconds of a day, so that none is taken for one of yesterday that was held. Otherwise they go on.
///
/// - source: ACP 127(G) 112b, 413a
/// - code: `src/station/days.rs`, `src/station/machine.rs`
/// - finding: none
#[test]
fn numbers_begin_again_with_the_day() {
    const DAY: u64 = 24 * 3600;
    let day = |at: u64| (at + 23 * 3600) / DAY;
    for (switch, again) in [("day_change = true", true), ("day_change = false", false)] {
        let (report, Numbers(sent)) =
            run(50, switch, "loss = 0.2\ngarble = 0.2\nduplicate = 0.2\nreorder = 0.2", "");
        assert_eq!(
            (report.lost, report.undelivered.len(), report.delivered.deliveries),
            (0, 0, 2 * 149),
            "{switch}"
        );
        for channel in ["XRA", "XAR", "XMO", "XOM"] {
            let mut last = (0, 0);
            let mut days = 0;
            for (at, _, number) in sent.iter().filter(|(_, of, _)| of == channel) {
                let begins = again && day(*at) > last.0;
                assert_eq!(*number, if begins { 1 } else { last.1 + 1 }, "{switch} {channel} at {at}");
                assert!(!begins || day(*at) == 0 || (at + 23 * 3600) % DAY >= 11, "{channel} at {at}");
                days += usize::from(*number == 1);
                last = (day(*at), *number);
            }
            assert_eq!(days, if again { 4 } else { 1 }, "{switch} {channel}");
        }
    }
}

/// Whatever weather and whatever stops or is down over midnight, all comes through and nothing twice.
///
/// - source: ACP 127(G) 413b
/// - code: `src/station/channel.rs`, `src/station/exchange.rs`, `src/station/reopen.rs`
/// - finding: none
#[test]
fn nothing_is_lost_over_midnight() {
    let weathers = [
        "loss = 0.5",
        "garble = 0.5",
        "reorder = 0.9\nduplicate = 0.5",
        "loss = 0.3\ngarble = 0.3\nreorder = 0.3",
    ];
    let faults = [
        "[[fault]]\nat = \"59m\"\nfor = \"3m\"\nstation = \"RUEHMO\"\n",
        "[[fault]]\nat = \"40m\"\nfor = \"20h\"\nstation = \"RUEH\"\n",
        "[[fault]]\nat = \"3605s\"\nfor = \"4s\"\nstation = \"RUEH\"\n[[fault]]\nat = \"1h\"\nfor = \"23h\"\ncircuit = \"XOM\"\n",
        "[[fault]]\nat = \"50m\"\nfor = \"24h\"\ncircuit = \"XMO\"\n[[fault]]\nat = \"50m\"\nfor = \"25h\"\ncircuit = \"XAR\"\n",
    ];
    for weather in weathers {
        for fault in faults {
            let (report, _) = run(26, "day_change = true", weather, fault);
            let made = report.delivered.deliveries;
            assert_eq!((report.lost, report.undelivered.len(), made), (0, 0, 2 * 77), "{weather} {fault}");
        }
    }
}

/// A post at the end of a circuit, and all that it says on the way back.
struct Post {
    station: Station,
    actions: Vec<Action>,
}

impl Post {
    /// `faulty`: the circuit to it may lose what it carries, so that both ends keep accounts of it.
    fn new(faulty: bool) -> Self {
        let indicator = |letters: &'static str| RoutingIndicator::new(letters).unwrap();
        let patience = Duration::from_secs(60);
        let character = Duration::from_millis(1);
        let start = "2009-09-21T23:00:00Z".parse().unwrap();
        let plan = Plan {
            day_change: true,
            outgoing: vec![OutgoingCircuit {
                channel: "XRO".to_owned(),
                to: indicator("RUEH"),
                character,
                way_back: Some(Incoming(0)),
                faulty: true,
                patience,
                backlog: None,
            }],
            incoming: vec![IncomingCircuit {
                channel: "XMO".to_owned(),
                from: indicator("RUEH"),
                character,
                latency: Duration::ZERO,
                way_back: Some(Outgoing(0)),
                faulty,
                patience,
            }],
            ..Plan::new(indicator("RUEHMO"), "AMEMBASSY MOSCOW", start)
        };
        Self { station: Station::new(plan), actions: Vec::new() }
    }

    /// What it sends on hearing of an event at a time after 23 hours: the text of service messages, each of which leaves at once.
    fn says(&mut self, at: u64, event: Event) -> Vec<String> {
        let now = Duration::from_secs(at);
        let mut said = Vec::new();
        self.station.handle(now, event, &mut self.actions);
        while let Some(place) =
            self.actions.iter().position(|action| matches!(action, Action::Transmit { .. }))
        {
            assert!(said.len() < 10, "it goes on and on: {said:?}");
            if let Action::Transmit { tape, circuit, .. } = self.actions.remove(place) {
                let text = String::from_utf8_lossy(&tape.to_bytes()).into_owned();
                let lines: Vec<&str> = text.lines().collect();
                said.push(format!("{} {}", lines[0], lines[4..lines.len() - 1].join(" ")));
                self.station.handle(now, Event::Free { circuit }, &mut self.actions);
            }
        }
        said
    }

    fn gets(&mut self, at: u64, number: u32) -> Vec<String> {
        let cable = format!(
            "VZCZCXMO{number:04}\nRR RUEHMO\nDE RUEHC #{number:04} 264{at:04}\nZNR UUUUU\nBT\nUNCLAS\nX\nBT\nNNNN\n"
        );
        self.says(at, Event::Arrived { circuit: Incoming(0), tape: Bytes::from(cable).into() })
    }
}

/// The receiver opens the day with the last number of yesterday and the repeats that it awaits. The sender says with what number
/// yesterday closed: what is open then is reported, and no number of today is taken for one of yesterday, or confirmed
/// before yesterday is accounted for.
///
/// - source: ACP 127(G) 413a, 413b
/// - code: `src/station/days.rs`, `src/station/exchange.rs`, `src/station/channel.rs`
/// - finding: none
#[test]
fn the_receiver_opens_the_day_with_the_last_number_of_yesterday() {
    let mut post = Post::new(true);
    let none: [String; 0] = [];
    let sender = |number: u32, text: &str| {
        let bytes = format!("VZCZCXMO{number:04}\nOO RUEHMO\nDE RUEH\nZNR UUUUU\n{text}\nNNNN\n");
        Event::Arrived { circuit: Incoming(0), tape: Bytes::from(bytes).into() }
    };
    assert_eq!([post.gets(3575, 1), post.gets(3576, 3)].concat(), none);
    assert_eq!(post.says(3586, Event::Wake), ["VZCZCXRO0001 ZID XMO0003/264 ZFX XMO0002/264"]);
    assert_eq!(post.says(3600, Event::Wake), none);
    // It closes its own channel in the same breath: nothing is behind the number of its report.
    let opening = "VZCZCXRO0001 ZID XMO0003/264 AWAITING ZDK XMO0002/264 ZFR XRO0001/264 ZKJ XRO0001/264";
    assert_eq!(post.says(3611, Event::Wake), [opening]);
    // Two more went yesterday, and the first of today is lost.
    assert_eq!(post.says(3620, sender(2, "ZDK XMO0002/264 ZKJ XMO0005/264")), none);
    let report = "ZID XMO0002/265 ZFX XMO0004/264 THRU XMO0005/264 XMO0001/265";
    let said = post.says(3630, Event::Wake);
    assert_eq!(said, [format!("VZCZCXRO0002 {report} ZFR XRO0001/264 XRO0001/265 ZKJ XRO0001/264")]);
    // All is accounted for; nothing more is said of yesterday.
    let ended = "ZDK XMO0004/264 THRU XMO0005/264 ZFR XMO0001/265 ZID XRO0002/265";
    assert_eq!([post.says(3640, sender(3, ended)), post.gets(3641, 4), post.gets(3642, 5)].concat(), none);
    let said = post.says(3650, sender(6, "ZIC XMO0005/265"));
    assert_eq!(said, ["VZCZCXRO0003 ZID XMO0006/265"]);
}

/// Before the receiver knows with what number yesterday closed it accounts for yesterday only as far as it heard; what is open of
/// today is reported all the same, once, and the answer says how yesterday closed.
///
/// - source: ACP 127(G) 413b
/// - code: `src/station/channel.rs`
/// - finding: none
#[test]
fn what_is_open_of_today_is_reported_before_yesterday_is_closed() {
    let mut post = Post::new(true);
    let sender = |number: u32, text: &str| {
        let bytes = format!("VZCZCXMO{number:04}\nOO RUEHMO\nDE RUEH\nZNR UUUUU\n{text}\nNNNN\n");
        Event::Arrived { circuit: Incoming(0), tape: Bytes::from(bytes).into() }
    };
    post.gets(3540, 1);
    post.says(3611, Event::Wake);
    // The message that says how yesterday closed comes in damaged.
    post.says(3620, sender(1, "ZKJ XMO0001/2\u{1a}\u{1a}"));
    let said = post.says(3630, Event::Wake);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains("ZID XMO0001/264 ZFX XMO0001/265"), "{said:?}");
    post.says(3640, sender(2, "ZFR XMO0001/265 ZKJ XMO0001/264"));
    let said = post.says(3650, sender(3, "ZIC XMO0002/265"));
    assert!(said[0].contains("ZID XMO0003/265") && !said[0].contains("ZFX"), "{said:?}");
}

/// Where nobody keeps accounts of a circuit the sender does not say with what number yesterday closed: the last cable of
/// yesterday may come in behind the first message of today, and is delivered.
///
/// - source: ACP 127(G) 413
/// - code: `src/station/exchange.rs`
/// - finding: none
#[test]
fn yesterday_stays_open_where_nobody_keeps_accounts() {
    let mut post = Post::new(false);
    post.gets(3540, 1);
    let opening = "VZCZCXMO0001\nOO RUEHMO\nDE RUEH\nZNR UUUUU\nZID XRO0001/264\nNNNN\n";
    post.says(3611, Event::Arrived { circuit: Incoming(0), tape: Bytes::from(opening).into() });
    // So long that it began before midnight; it was held for the other one to overtake it.
    let text = "THE LAMPS CAME BY NOON\n".repeat(80);
    let last =
        format!("VZCZCXMO0002\nRR RUEHMO\nDE RUEHC #0002 2642359\nZNR UUUUU\nBT\nUNCLAS\n{text}BT\nNNNN\n");
    post.says(3611, Event::Arrived { circuit: Incoming(0), tape: Bytes::from(last).into() });
    let mut delivered = post.actions.iter().filter_map(|action| match action {
        Action::Deliver(delivery) => Some(delivery.key.serial.as_str()),
        _ => None,
    });
    assert_eq!(delivered.next(), Some("0002"), "{:?}", post.actions);
}

/// Numbers that begin again are for circuits that carry numbers.
///
/// - source: torntape's own
/// - code: `src/sim/scenario/unsupported.rs`
/// - finding: none
#[test]
fn lengths_alone_have_no_numbers() {
    for (fidelity, switch, expected) in [
        (
            "timing",
            "day_change = true",
            "net.toml:1:14: day_change: `day_change` in timing fidelity, where nothing is read, is not supported yet",
        ),
        ("wire", "day_change = 413", "net.toml:1:14: day_change: expected true or false, but found `413`"),
        ("wire", "day_chance = true", "is `day_change` meant?"),
    ] {
        let said = Net::star(fidelity).switch(switch).refused();
        assert!(said.contains(expected), "{said}");
    }
}

/// The first that a receiver hears of a new day may be a receipt of FLASH: it names the end of yesterday, too, so that what was
/// missed before midnight is asked for.
///
/// - source: ACP 127(G) 151b, 413
/// - code: `src/station/exchange.rs`
/// - finding: none
#[test]
fn a_receipt_names_the_end_of_yesterday() {
    const NET: &str = r#"
start = "2009-09-21T23:00:00Z"
duration = "27m"
seed = 172
day_change = true
flash_receipts = true

[[station]]
indicator = "RUEA"
plad = "POST RUEA"
relay = true

[[station]]
indicator = "RUECHA"
plad = "POST RUECHA"

[[station]]
indicator = "RUEGHA"
plad = "POST RUEGHA"

[[circuit]]
from = "RUECHA"
to = "RUEA"
channel = "X02"
speed = "2400bps"

[[circuit]]
from = "RUEA"
to = "RUEGHA"
channel = "X06"
speed = "1000cps"

[[circuit]]
from = "RUEGHA"
to = "RUEA"
channel = "X06"
speed = "100cps"

[[traffic]]
from = ["RUEGHA"]
to = ["RUEA"]
addressees = 1
arrivals = "every"
rate = "10/h"
precedence = { emergency = 0.20, flash = 0.20, immediate = 0.60 }
length = { distribution = "fixed", mean = 1 }

[[traffic]]
from = ["RUECHA"]
to = ["RUEGHA"]
addressees = 1
arrivals = "every"
rate = "8/h"
length = { distribution = "fixed", mean = 1 }

[[fault]]
at = "1222s"
for = "2500s"
station = "RUEGHA"
"#;
    let scenario = Scenario::read(NET, "net.toml", &Folder(".".into())).unwrap();
    let report = simulate(&scenario, ()).unwrap().report;
    assert_eq!((report.delivered.deliveries, report.undelivered.len()), (7, 0));
}
