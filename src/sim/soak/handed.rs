//! Cables that are handed in: one by one, a folder of them, or an archive.

use std::fmt::Write;

use super::dice::Dice;
use super::group::Group;
use super::network::indicator;
use super::plan::Plan;
use crate::message::Precedence;

/// The routing indicator of what is no station.
pub(super) const ELSEWHERE: &str = "RUZZZZ";

/// Whom a cable names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whom {
    Station(u32),
    /// A routing indicator that is no station of the network.
    Elsewhere,
    /// A name without a routing indicator, which nobody has.
    Nameless,
    /// A collective, perhaps without some of its members.
    Group {
        number: u32,
        exempt: bool,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Called {
    pub(super) whom: Whom,
    precedence: Option<Precedence>,
}

/// The way in which a cable is handed in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Desk {
    /// By itself.
    #[default]
    Alone,
    /// With others of its originator, at even times.
    Folder,
    /// With others of all originators, at its own date-time group.
    Archive,
}

/// A cable that is handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Handed {
    number: u32,
    desk: Desk,
    at_s: u32,
    pub(super) from: u32,
    /// Whether it bears a station serial; else its originator gives it one.
    numbered: bool,
    class: &'static str,
    action: Precedence,
    info_precedence: Option<Precedence>,
    pub(super) to: Vec<Called>,
    pub(super) info: Vec<Called>,
    /// Lines of the text; some hundred are a section.
    lines: u32,
}

/// How cables of a folder and of an archive come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pace {
    every_s: u32,
    speed: u32,
}

impl Called {
    /// Whether it is a station of the network, or several.
    pub(super) const fn is_station(&self) -> bool {
        matches!(self.whom, Whom::Station(_) | Whom::Group { .. })
    }
}

impl Plan {
    pub(super) fn draw_cables(&mut self, dice: &mut Dice) {
        let numbers = self.station_numbers();
        let strangers = dice.in_hundred(15);
        self.pace = Pace { every_s: dice.one_of(&[0, 20, 300]), speed: dice.one_of(&[1, 2, 10]) };
        let desks = dice.one_of::<&[Desk]>(&[
            &[Desk::Alone],
            &[Desk::Alone],
            &[Desk::Folder],
            &[Desk::Archive],
            &[Desk::Alone, Desk::Folder, Desk::Archive],
        ]);
        let most = dice.one_of(&[0, 1, 3, 8, 20]);
        for number in 1..=most {
            let many = dice.from(1, 6);
            let mut called: Vec<Called> = Vec::new();
            for station in dice.some_of(&numbers, many) {
                let precedence = dice.in_hundred(50).then(|| dice.precedence());
                called.push(Called { whom: Whom::Station(station), precedence });
            }
            for group in &self.groups {
                if dice.in_hundred(35) {
                    let whom = Whom::Group { number: group.number, exempt: dice.in_hundred(40) };
                    let precedence = dice.in_hundred(50).then(|| dice.precedence());
                    let place = dice.from(0, u32::try_from(called.len()).unwrap_or(0));
                    called.insert(usize::try_from(place).unwrap_or(0), Called { whom, precedence });
                }
            }
            if strangers && dice.in_hundred(50) {
                let whom = if dice.in_hundred(50) { Whom::Elsewhere } else { Whom::Nameless };
                called.push(Called { whom, precedence: None });
            }
            let info =
                if dice.in_hundred(40) { called.split_off(called.len().div_ceil(2)) } else { Vec::new() };
            let lines = match dice.from(1, 10) {
                1..=6 => dice.from(1, 20),
                7..=8 => dice.from(70, 130),
                _ => dice.from(130, 500),
            };
            let action = dice.precedence();
            let info_precedence =
                (!info.is_empty() && dice.in_hundred(50)).then(|| dice.precedence().min(action));
            self.cables.push(Handed {
                number,
                desk: dice.one_of(desks),
                at_s: self.moment(dice),
                from: dice.one_of(&numbers),
                numbered: dice.in_hundred(80),
                class: dice.one_of(&["U", "U", "C", "S"]),
                action,
                info_precedence,
                to: called,
                info,
                lines,
            });
        }
    }

    /// The tables that hand them in.
    pub(super) fn write_cables(&self, text: &mut String) -> std::fmt::Result {
        let mut folders = Vec::new();
        let mut archive = false;
        for cable in &self.cables {
            match cable.desk {
                Desk::Alone => {
                    let (at, from, file) = (cable.at_s, indicator(cable.from), cable.file());
                    writeln!(text, "\n[[submit]]\nat = \"{at}s\"\nfrom = \"{from}\"\nfile = \"{file}\"")?;
                }
                Desk::Folder if !folders.contains(&cable.from) => {
                    folders.push(cable.from);
                    let (from, every) = (indicator(cable.from), self.pace.every_s);
                    let table = format!("from = \"{from}\"\nfolder = \"of-{from}\"\nevery = \"{every}s\"");
                    writeln!(text, "\n[[submit]]\n{table}")?;
                }
                Desk::Archive if !archive => {
                    archive = true;
                    let speed = self.pace.speed;
                    writeln!(text, "\n[[replay]]\narchive = \"archive\"\nspeed = {speed}\nat = \"5s\"")?;
                }
                Desk::Folder | Desk::Archive => {}
            }
        }
        Ok(())
    }
}

impl Handed {
    pub(super) const SIMPLER: [fn(&mut Self); 7] =
        [Self::plain, Self::alone, Self::at_once, Self::short, Self::shorter, Self::for_one, Self::earlier];

    /// Where its file lies beside the scenario.
    pub(super) fn file(&self) -> String {
        let number = self.number;
        match self.desk {
            Desk::Alone => format!("{number:02}.cable"),
            Desk::Folder => format!("of-{}/{number:02}.cable", indicator(self.from)),
            Desk::Archive => format!("archive/{number:02}.cable"),
        }
    }

    /// As it is handed in.
    pub(super) fn text(&self, groups: &[Group]) -> String {
        let mut text = String::new();
        // A text takes in whatever is written into it.
        _ = self.write(groups, &mut text);
        text
    }

    fn write(&self, groups: &[Group], text: &mut String) -> std::fmt::Result {
        let (from, number, prosign) = (indicator(self.from), self.number, self.action.prosign());
        if self.numbered {
            writeln!(text, "VZCZCXYZ0001\n{prosign}{prosign} RUEHXX\nDE {from} #{number:04} 2642130")?;
        }
        let (warning, class) = match self.class {
            "S" => ("ZNY SSSSS ZZH", "S E C R E T"),
            "C" => ("ZNY CCCCC ZZH", "C O N F I D E N T I A L"),
            _ => ("ZNR UUUUU ZZH", "UNCLAS"),
        };
        let info = self.info_precedence.map_or(String::new(), |info| format!("{} ", info.prosign()));
        let minutes = 23 * 60 + self.at_s / 60;
        let (day, hour, minute) = (21 + minutes / 1440, minutes / 60 % 24, minutes % 60);
        writeln!(text, "{warning}\n{prosign} {info}{day:02}{hour:02}{minute:02}Z SEP 09\nFM POST {from}")?;
        for (label, list) in [("TO", &self.to), ("INFO", &self.info)] {
            for (place, called) in list.iter().enumerate() {
                let label = if place == 0 { format!("{label} ") } else { String::new() };
                writeln!(text, "{label}{}", addressee(called, groups))?;
            }
        }
        writeln!(text, "{class} STATE {number:06}\n\n1.  TEXT OF CABLE {number}.")?;
        for line in 1..self.lines {
            // Lines of all lengths, some of them blank.
            let columns = usize::try_from((line * 37 + number * 11) % 66).unwrap_or(0);
            let words = "NUMBERS 0123456789 AND SIGNS -- (ALL OF THEM) -- FOR THE LINE ABOVE";
            writeln!(text, "{words:.columns$}")?;
        }
        writeln!(text, "END OF TEXT {number}")
    }

    const fn plain(&mut self) {
        (self.class, self.numbered) = ("U", true);
    }

    const fn alone(&mut self) {
        self.desk = Desk::Alone;
    }

    const fn at_once(&mut self) {
        self.at_s = 0;
    }

    const fn earlier(&mut self) {
        self.at_s /= 2;
    }

    const fn short(&mut self) {
        self.lines = 1;
    }

    const fn shorter(&mut self) {
        self.lines = self.lines.div_ceil(2);
    }

    fn for_one(&mut self) {
        self.info.clear();
        self.to.truncate(1);
        self.info_precedence = None;
    }
}

fn addressee(called: &Called, groups: &[Group]) -> String {
    let mut exempt = String::new();
    let name = match called.whom {
        Whom::Station(number) => format!("{0}/POST {0}", indicator(number)),
        Whom::Elsewhere => format!("{ELSEWHERE}/POST ELSEWHERE"),
        Whom::Nameless => "POST OF NOBODY".to_owned(),
        Whom::Group { number, exempt: without } => {
            let group = groups.iter().find(|group| group.number == number);
            let left_out = group.filter(|_| without).into_iter().flat_map(Group::exempt);
            exempt.extend(left_out.map(|member| format!("\nXMT POST {}", indicator(member))));
            group.map_or_else(String::new, Group::addressee)
        }
    };
    called.precedence.map_or(name.clone(), |precedence| format!("{name} {}", precedence.word())) + &exempt
}
