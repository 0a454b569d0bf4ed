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
