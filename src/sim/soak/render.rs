//! A plan as the text of a scenario and the files of its cables.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io;

use super::plan::{Called, Fault, Handed, Length, Line, Plan, Stream, Touched, WarmUp, Whom};
use crate::encode::class_word;
use crate::message::Precedence;
use crate::sim::draft;
use crate::sim::scenario::{Files, Refusal, Scenario};

/// Half past nine in the evening: some runs cross midnight.
const START: &str = "2009-09-21T21:30:00Z";

struct Memory(BTreeMap<String, String>);

impl Files for Memory {
    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        let text = self.0.get(name).ok_or(io::ErrorKind::NotFound)?;
        Ok(text.clone().into_bytes())
    }
}

/// `RUEA`, or longer, so that indicators have many lengths.
fn indicator(number: u32) -> String {
    let letter = char::from_digit(number % 16 + 10, 36).unwrap_or('a').to_ascii_uppercase();
    let more = ["", "H", "HA", "HAB"];
    let more = usize::try_from(number % 4).ok().and_then(|place| more.get(place)).unwrap_or(&"");
    format!("RUE{letter}{more}")
}

fn channel(number: u32) -> String {
    format!("X{number:02}")
}

fn milliseconds(ms: u32) -> String {
    format!("{ms}ms")
}

impl Plan {
    /// Reads it as any scenario is read.
    ///
    /// # Errors
    ///
    /// What is wrong with it: then whoever drew it, or the reader, has a fault.
    pub fn scenario(&self) -> Result<Scenario, Refusal> {
        Scenario::read(&self.text(), "scenario.toml", &Memory(self.files()))
    }

    /// The files that the scenario names: name and content.
    pub fn files(&self) -> BTreeMap<String, String> {
        self.cables.iter().map(|cable| (file(cable), handed_in(cable))).collect()
    }

    /// The scenario as TOML.
    pub fn text(&self) -> String {
        let mut text = String::new();
        // A text takes in whatever is written into it.
        _ = self.write(&mut text);
        text
    }

    fn write(&self, text: &mut String) -> std::fmt::Result {
        writeln!(text, "start = \"{START}\"\nduration = \"{}m\"\nseed = {}", self.minutes, self.seed)?;
        if self.timing {
            writeln!(text, "fidelity = \"timing\"")?;
        }
        writeln!(text, "preemption = \"{}\"", self.preemption)?;
        if self.resume {
            writeln!(text, "preemption_mode = \"resume\"")?;
        }
        match self.warm_up {
            WarmUp::None => {}
            WarmUp::Minutes(minutes) => writeln!(text, "warm_up = \"{minutes}m\"")?,
            WarmUp::Auto => writeln!(text, "warm_up = \"auto\"")?,
        }
        for post in &self.stations {
            let name = indicator(post.number);
            writeln!(text, "\n[[station]]\nindicator = \"{name}\"\nplad = \"POST {name}\"")?;
            if post.relay {
                writeln!(text, "relay = true")?;
            }
            if post.processing_ms > 0 {
                writeln!(text, "processing = \"{}\"", milliseconds(post.processing_ms))?;
            }
        }
        for line in &self.circuits {
            write_line(line, text)?;
        }
        for cable in &self.cables {
            let (at, from, file) = (cable.at_s, indicator(cable.from), file(cable));
            writeln!(text, "\n[[submit]]\nat = \"{at}s\"\nfrom = \"{from}\"\nfile = \"{file}\"")?;
        }
        for stream in &self.traffic {
            write_stream(stream, text)?;
        }
        self.faults.iter().try_for_each(|fault| self.write_fault(fault, text))
    }

    fn write_fault(&self, fault: &Fault, text: &mut String) -> std::fmt::Result {
        writeln!(text, "\n[[fault]]\nat = \"{}s\"", fault.at_s)?;
        if let Some(seconds) = fault.for_s {
            writeln!(text, "for = \"{seconds}s\"")?;
        }
        match fault.touched {
            Touched::Station(number) => writeln!(text, "station = \"{}\"", indicator(number)),
            Touched::Circuit(number) => {
                let line = self.circuits.iter().find(|line| line.number == number);
                let from = line.map_or_else(String::new, |line| indicator(line.from));
                writeln!(text, "circuit = \"{from}:{}\"", channel(number))
            }
        }
    }
}

/// A cable as it is handed in.
fn handed_in(cable: &Handed) -> String {
    let mut text = String::new();
    _ = write_cable(cable, &mut text);
    text
}

fn write_line(line: &Line, text: &mut String) -> std::fmt::Result {
    let (from, to, channel) = (indicator(line.from), indicator(line.to), channel(line.number));
    writeln!(text, "\n[[circuit]]\nfrom = \"{from}\"\nto = \"{to}\"\nchannel = \"{channel}\"")?;
    writeln!(text, "speed = \"{}cps\"", line.speed)?;
    if line.latency_ms > 0 {
        writeln!(text, "latency = \"{}\"", milliseconds(line.latency_ms))?;
    }
    if line.overhead > 0 {
        writeln!(text, "overhead = {}", line.overhead)?;
    }
    if let Some(mean) = line.redraw {
        writeln!(text, "redraw = {mean}")?;
    }
    if let Some(seconds) = line.backlog {
        writeln!(text, "backlog = \"{seconds}s\"")?;
    }
    if let Some(class) = line.approved {
        writeln!(text, "classification = \"{}\"", class.word().to_lowercase().replace(' ', "_"))?;
    }
    let weather = [
        ("loss", line.loss),
        ("garble", line.garble),
        ("duplicate", line.duplicate),
        ("reorder", line.reorder),
    ];
    for (key, hundredths) in weather.into_iter().filter(|(_, hundredths)| *hundredths > 0) {
        writeln!(text, "{key} = {}", share(hundredths))?;
    }
    Ok(())
}

/// Hundredths as TOML has a share.
fn share(hundredths: u32) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

fn write_stream(stream: &Stream, text: &mut String) -> std::fmt::Result {
    let list = |stations: &[u32]| {
        let names: Vec<_> = stations.iter().map(|number| format!("\"{}\"", indicator(*number))).collect();
        format!("[{}]", names.join(", "))
    };
    writeln!(text, "\n[[traffic]]\nfrom = {}\nto = {}", list(&stream.from), list(&stream.to))?;
    writeln!(text, "addressees = {}\narrivals = \"{}\"", stream.addressees, stream.arrivals)?;
    if stream.arrivals == "profile" {
        let hours: Vec<_> = (0..24_u32).map(|hour| ((hour + 5) % 12).to_string()).collect();
        writeln!(text, "profile = [{}]", hours.join(", "))?;
    }
    writeln!(text, "rate = \"{}/h\"", stream.per_hour)?;
    let mix = Precedence::ALL.iter().zip(stream.mix).filter(|(_, hundredths)| *hundredths > 0);
    let mix: Vec<_> = mix
        .map(|(level, hundredths)| format!("{} = {}", level.word().to_lowercase(), share(hundredths)))
        .collect();
    writeln!(text, "precedence = {{ {} }}", mix.join(", "))?;
    if stream.secret > 0 {
        let (secret, others) = (share(stream.secret), share(100 - stream.secret));
        writeln!(text, "classification = {{ unclassified = {others}, secret = {secret} }}")?;
    }
    let length = match stream.length {
        Length::Exponential(mean) => format!("distribution = \"exponential\", mean = {mean}"),
        Length::Fixed(mean) => format!("distribution = \"fixed\", mean = {mean}"),
        Length::LogNormal(mean) => format!("distribution = \"lognormal\", mean = {mean}, sigma = 0.9"),
        Length::Uniform(min, max) => format!("distribution = \"uniform\", min = {min}, max = {max}"),
    };
    writeln!(text, "length = {{ {length} }}")
}

fn file(cable: &Handed) -> String {
    format!("{}.cable", cable.number)
}

fn addressee(called: &Called) -> String {
    let name = match called.whom {
        Whom::Station(number) => format!("{0}/POST {0}", indicator(number)),
        Whom::Elsewhere => "RUZZZZ/POST ELSEWHERE".to_owned(),
        Whom::Nameless => "POST OF NOBODY".to_owned(),
    };
    called.precedence.map_or(name.clone(), |precedence| format!("{name} {}", precedence.word()))
}

fn write_cable(cable: &Handed, text: &mut String) -> std::fmt::Result {
    let (from, number) = (indicator(cable.from), cable.number);
    let prosign = cable.action.prosign();
    writeln!(text, "VZCZCXYZ0001\n{prosign}{prosign} RUEHXX\nDE {from} #{number:04} 2642130")?;
    writeln!(text, "{}", draft::security_line(cable.class))?;
    let info = cable.info_precedence.map_or(String::new(), |info| format!("{} ", info.prosign()));
    writeln!(text, "{prosign} {info}212130Z SEP 09\nFM POST {from}")?;
    for (label, list) in [("TO", &cable.to), ("INFO", &cable.info)] {
        for (place, called) in list.iter().enumerate() {
            let label = if place == 0 { format!("{label} ") } else { String::new() };
            writeln!(text, "{label}{}", addressee(called))?;
        }
    }
    writeln!(text, "{} STATE {number:06}\n\n1.  TEXT OF CABLE {number}.", class_word(cable.class))?;
    for line in 1..cable.lines {
        // Lines of all lengths, some of them blank.
        let columns = usize::try_from((line * 37 + number * 11) % 66).unwrap_or(0);
        writeln!(
            text,
            "{:.columns$}",
            "NUMBERS 0123456789 AND SIGNS -- (ALL OF THEM) -- FOR THE LINE ABOVE"
        )?;
    }
    writeln!(text, "END OF TEXT {number}")
}
