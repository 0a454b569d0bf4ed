//! What the letters mean that are put behind a relay's routing indicator (ACP 117, 10).

/// The table: letters behind those of the relay, and what they reach there.
static SUFFIXES: [(&str, &str); 13] = [
    ("C", "local delivery or refile"),
    ("CF", "broadcast"),
    ("CI", "routing"),
    ("CM", "retransmission"),
    ("CN", "conference"),
    ("CR", "cryptographic section"),
    ("CS", "service section"),
    ("CSA", "service section"),
    ("CSD", "service messages made by machine"),
    ("CT", "telephone"),
    ("CU", "commercial circuits"),
    ("CW", "radiotelegraph"),
    ("CX", "commercial relay"),
];

/// What a relay's routing indicator with letters behind it reaches at that relay; `None` where they have no set
/// meaning. Inside the networks of the United States only, and a station of the table goes first: `RUEHC` is the
/// Department of State.
///
/// ```
/// # use torntape::directory::suffix;
/// assert_eq!(suffix("RUEHCS"), Some("service section"));
/// assert_eq!(suffix("RUEHMO"), None);
/// ```
pub fn suffix(indicator: &str) -> Option<&'static str> {
    let american = indicator.starts_with("RU") || indicator.starts_with("RH");
    let letters = indicator.get(4..).filter(|_| american)?;
    SUFFIXES.iter().find(|(suffix, _)| *suffix == letters).map(|(_, meaning)| *meaning)
}
