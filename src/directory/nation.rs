//! Nations by the second letter of a routing indicator, and the ways to them out of the United States (ACP 117, 3b, 7b).

/// Whose a routing indicator is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nation {
    /// The second letter.
    pub letter: char,
    /// Its name.
    pub name: &'static str,
    /// How messages out of the United States get there.
    pub way: Way,
}

/// The way to a nation out of the United States.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It is the United States.
    Home,
    /// Through direct interchanges, each a relay on this side and one on that: `("RUEO", "RAYW")`.
    Direct(&'static [(&'static str, &'static str)]),
    /// Through NATO.
    ThroughNato,
}

/// The table, sorted by letter.
static NATIONS: [Nation; 18] = [
    nation('A', "Australia", Way::Direct(&[("RUEO", "RAYW")])),
    nation('B', "United Kingdom", Way::Direct(&[("RUEA", "RBFW"), ("RUEO", "RBDH")])),
    nation('C', "Canada", Way::Direct(&[("RUEA", "RCCB"), ("RUEO", "RCCS")])),
    nation('D', "Denmark", Way::ThroughNato),
    nation('E', "Spain", Way::ThroughNato),
    nation('F', "France", Way::ThroughNato),
    nation('G', "Germany", Way::ThroughNato),
    nation('H', "United States", Way::Home),
    nation('I', "Italy", Way::ThroughNato),
    nation('K', "Greece", Way::ThroughNato),
    nation('N', "Netherlands", Way::ThroughNato),
    nation('O', "Japan", Way::Direct(&[("RUEO", "ROJF")])),
    nation('P', "Portugal", Way::ThroughNato),
    nation('Q', "Belgium", Way::ThroughNato),
    nation('U', "United States", Way::Home),
    nation('X', "NATO", Way::Direct(&[("RUEA", "RXCA"), ("RUEO", "RXFG")])),
    nation('Y', "Norway", Way::ThroughNato),
    nation('Z', "New Zealand", Way::Direct(&[("RUEO", "RZYX")])),
];

const fn nation(letter: char, name: &'static str, way: Way) -> Nation {
    Nation { letter, name, way }
}

/// Every nation, in order of its letter.
pub fn nations() -> &'static [Nation] {
    &NATIONS
}

/// Whose a routing indicator is: `R`, then the letter of the nation.
///
/// ```
/// # use torntape::directory::nation_of;
/// assert_eq!(nation_of("RAYWAE").map(|nation| nation.name), Some("Australia"));
/// assert_eq!(nation_of("RVYWAE"), None);
/// ```
pub fn nation_of(indicator: &str) -> Option<&'static Nation> {
    let mut letters = indicator.strip_prefix('R')?.chars();
    let letter = letters.next()?;
    NATIONS.iter().find(|nation| nation.letter == letter)
}
