//! Every bound on what is taken from outside, each with its reason.

/// Bytes of one cable. The longest cables known are a few hundred kilobytes; past this something else is read.
pub const CABLE_BYTES_MAX: usize = 16 * 1024 * 1024;

/// Sections of one message: two figures are written.
pub const SECTIONS_MAX: u8 = 99;

/// The last channel number; after it comes 0001.
pub const CHANNEL_NUMBER_MAX: u32 = 9999;

/// Routing indicators that one transmission of JANAP 128 may call (US Navy training 14226, page 21).
pub const JANAP_INDICATORS_MAX: usize = 500;

/// Columns of a heading line (ACP 127(G) 137).
pub const LINE_COLUMNS_MAX: usize = 69;

/// Columns of a text line (5 FAH-1 H-246).
pub const TEXT_COLUMNS_MAX: usize = 55;

/// Lines of one section, heading included, when a message has to be divided.
pub const SECTION_LINES_MAX: usize = 100;

/// Two-digit years from here on are of the 1900s, lower ones of the 2000s, unless the caller says otherwise.
pub const YEAR_PIVOT: u8 = 60;

/// Pilots before one message. Each is put there by a station on the way; a message that met more went round in circles.
pub const PILOTS_MAX: usize = 12;

/// Lines of no known form that may stand together in a header before it is taken to have ended.
pub const UNKNOWN_LINES_MAX: usize = 12;

/// Diagnostics kept of one cable; after them one more says how many were left out.
pub const DIAGNOSTICS_MAX: usize = 200;

/// Stations of one scenario: many times what the allied routing indicator book lists.
pub const STATIONS_MAX: usize = 100_000;

/// Circuits of one scenario: two to and from each station, and twice that for relays that help each other.
pub const CIRCUITS_MAX: usize = 400_000;

/// Cables that the random traffic of one run may be expected to offer: days of work for a fast machine. What asks for
/// more has a slip in a rate.
pub const CABLES_OFFERED_MAX: u64 = 1_000_000_000;

/// Pairs of stations that random traffic may join and whose ways are walked when a scenario is read: half a second's work.
/// What has more is taken without.
pub const PAIRS_WALKED_MAX: usize = 20_000_000;

/// Routes that follow from the circuits of one scenario, four bytes each: from a station with a choice to every other.
pub const ROUTES_MAX: usize = 50_000_000;
