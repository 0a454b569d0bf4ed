//! Posts of the State Department and stations of others: who writes to whom in a made corpus.

use std::sync::LazyLock;

use crate::directory::{self, PostKind};

/// One correspondent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Post {
    /// Its routing indicator.
    pub(super) indicator: &'static str,
    /// Its plain language address designator.
    pub(super) plad: &'static str,
    /// The word of its reference numbers; empty where it has none.
    pub(super) station: &'static str,
}

const fn post(indicator: &'static str, plad: &'static str, station: &'static str) -> Post {
    Post { indicator, plad, station }
}

/// The Department, which writes more cables than any post.
pub(super) const DEPARTMENT: Post = post("RUEHC", "SECSTATE WASHDC", "STATE");

/// Embassies and consulates.
pub(super) fn posts() -> &'static [Post] {
    static POSTS: LazyLock<Vec<Post>> = LazyLock::new(|| {
        let abroad = directory::posts()
            .iter()
            .filter(|post| matches!(post.kind, PostKind::Embassy | PostKind::Consulate));
        abroad
            .filter_map(|post| {
                Some(Post { indicator: post.indicator, plad: post.plad, station: post.station? })
            })
            .collect()
    });
    &POSTS
}

/// Others that State writes to for information.
pub(super) const OTHERS: [Post; 8] = [
    post("RUCNDT", "USMISSION USUN NEW YORK", ""),
    post("RUEHBS", "USEU BRUSSELS", ""),
    post("RUEHNO", "USMISSION USNATO", ""),
    post("RUEHGV", "USMISSION GENEVA", ""),
    post("RUCPDOC", "USDOC WASHDC", ""),
    post("RUEATRS", "DEPT OF TREASURY WASHDC", ""),
    post("RHMFIUU", "DEPT OF ENERGY WASHINGTON DC", ""),
    post("RUEAIIA", "CIA WASHINGTON DC", ""),
];

/// Many posts under one name.
pub(super) const COLLECTIVES: [Post; 4] = [
    post("RUEHOO", "CHINA POSTS COLLECTIVE", ""),
    post("RUEHZL", "EUROPEAN POLITICAL COLLECTIVE", ""),
    post("RUEHZG", "NATO EU COLLECTIVE", ""),
    post("RUCNCIS", "CIS COLLECTIVE", ""),
];

/// Stations of military networks.
pub(super) const STATIONS: [Post; 16] = [
    post("RUFDAE", "CINCUSAREUR", ""),
    post("RXFPSA", "SHAPE", ""),
    post("RFFWBG", "CECLANT", ""),
    post("RBDAIA", "CINCFLEET", ""),
    post("RCCWAA", "CANFORCEHED OTTAWA", ""),
    post("RAYWKC", "AUSTFLEET", ""),
    post("RZYXHQ", "NZDEFHQ", ""),
    post("RNQAAA", "CINCNED", ""),
    post("RPDLEA", "COMIBERLANT", ""),
    post("RIFCAF", "COMNAVSOUTH", ""),
    post("RUWSKTD", "COMWESTSEAFRON", ""),
    post("RUEBABA", "NAVSTA NORFOLK", ""),
    post("RUEBABB", "NAVSTA NEWPORT", ""),
    post("RUECDEF", "CNO WASHINGTON DC", ""),
    post("RUHHABC", "CINCPACFLT PEARL HARBOR", ""),
    post("RUMFGHI", "COMSEVENTHFLT", ""),
];
