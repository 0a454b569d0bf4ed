//! The scenarios that are part of the program.

use std::io;

use super::scenario::Files;

/// A scenario that is part of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BuiltIn {
    /// The name by which it is called.
    pub name: &'static str,
    /// What it shows, in a line.
    pub about: &'static str,
    /// Its file.
    pub text: &'static str,
    /// The files that it names, and what is in them.
    pub files: &'static [(&'static str, &'static [u8])],
}

/// All of them.
pub(super) const ALL: &[BuiltIn] = &[MOSCOW, STAR, STORM, WORLD, WORLD_1975];

/// "moscow": the State Department's cable of four sections, and what else its network carries that night.
pub(super) const MOSCOW: BuiltIn = BuiltIn {
    name: "moscow",
    about: "a cable of four sections to four posts, over circuits in every kind of weather",
    text: include_str!("moscow.toml"),
    files: &CABLES,
};

/// "star": one source, three relays, sixty posts.
const STAR: BuiltIn = BuiltIn {
    name: "star",
    about: "a day of random cables from one source over three relays to sixty posts",
    text: include_str!("star.toml"),
    files: &[],
};

/// "storm": a crisis on the circuits of 1975.
const STORM: BuiltIn = BuiltIn {
    name: "storm",
    about: "a flood of FLASH and two outages among thirty posts: interruptions, alternates, objectives missed",
    text: include_str!("storm.toml"),
    files: &[],
};

/// "world": the Department and all its posts over the circuits of 2009.
const WORLD: BuiltIn = BuiltIn {
    name: "world",
    about: "two days of the Department and its 270 posts over the circuits of 2009, 2400 bps and more",
    text: include_str!("world.toml"),
    files: &[],
};

/// "world-1975": the same posts over teletypewriter circuits.
const WORLD_1975: BuiltIn = BuiltIn {
    name: "world-1975",
    about: "the same posts with the traffic of 1975, over teletypewriter circuits and torn-tape relays",
    text: include_str!("world-1975.toml"),
    files: &[],
};

/// The cables of the built-in scenarios.
#[derive(Clone, Copy, Debug)]
pub(super) struct Embedded;

/// Each cable by the name that a scenario gives it.
const CABLES: [(&str, &[u8]); 5] = [
    ("09STATE97951.cable", include_bytes!("../../../fixtures/field/09STATE97951.cable")),
    ("09STATE97955.cable", include_bytes!("09STATE97955.cable")),
    ("09STATE97960.cable", include_bytes!("09STATE97960.cable")),
    ("09MOSCOW2401.cable", include_bytes!("09MOSCOW2401.cable")),
    ("stpetersburg.cable", include_bytes!("stpetersburg.cable")),
];

impl Files for Embedded {
    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        let found = CABLES.iter().find(|(known, _)| *known == name);
        found
            .map(|(_, bytes)| bytes.to_vec())
            .ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "no such file"))
    }
}
