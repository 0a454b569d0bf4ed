//! What stations said to each other, for a report.

use serde::{Deserialize, Serialize};

/// What repair took.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// Numbers reported open or damaged, each counted once.
    pub repeats_requested: u64,
    /// Kept copies that went again.
    pub repeats_sent: u64,
    /// Copies sent again as suspected duplicates, by stations that came back from a stop or found an alternate for what was
    /// unconfirmed on a circuit that had gone down; `None` in reports that were made before they were counted.
    pub suspected_duplicates: Option<u64>,
    /// What posts asked originators for; `None` where the scenario has no `ask_originator`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inquiries: Option<Inquiries>,
    /// Receipts of FLASH; `None` where the scenario has no `flash_receipts`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipts: Option<Receipts>,
    /// What went subject to correction; `None` where the scenario has no `subject_to_correction`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrections: Option<Corrections>,
    /// What had gone astray and was passed on; `None` where the scenario has no `reroute`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strays: Option<Strays>,
}

/// Sections that came to stations that they were not for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Strays {
    /// They had the wrong routing indicator, and went to the right station with a pilot.
    pub misrouted: u64,
    /// They had been sent to a station that they did not call, which passed them on as they were.
    pub missent: u64,
}

/// FLASH and IMMEDIATE that relays passed on garbled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrections {
    /// Transmissions that a relay passed on subject to correction.
    pub passed: u64,
    /// Those that came in undamaged later, and went as corrected copies.
    pub corrected: u64,
    /// Sections that a post had subject to correction before it had them undamaged. They count as received when they are.
    pub advance: u64,
}

/// Receipts of FLASH, hop by hop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipts {
    /// FLASH transmissions that came in and were receipted.
    pub given: u64,
    /// Those whose sender had no receipt in time.
    pub overdue: u64,
}

/// What posts asked originators for, since it was missing while no channel number was open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inquiries {
    /// Requests, the second and third ones included.
    pub requests: u64,
    /// Sections that originators sent again on them.
    pub sections: u64,
}
