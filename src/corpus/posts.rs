//! Posts of the State Department and stations of others: who writes to whom in a made corpus.

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

/// Posts abroad.
pub(super) const POSTS: [Post; 40] = [
    post("RUEHMO", "AMEMBASSY MOSCOW", "MOSCOW"),
    post("RUEHLN", "AMCONSUL ST PETERSBURG", "ST PETERSBURG"),
    post("RUEHVK", "AMCONSUL VLADIVOSTOK", "VLADIVOSTOK"),
    post("RUEHYG", "AMCONSUL YEKATERINBURG", "YEKATERINBURG"),
    post("RUEHLO", "AMEMBASSY LONDON", "LONDON"),
    post("RUEHFR", "AMEMBASSY PARIS", "PARIS"),
    post("RUEHRL", "AMEMBASSY BERLIN", "BERLIN"),
    post("RUEHRO", "AMEMBASSY ROME", "ROME"),
    post("RUEHMD", "AMEMBASSY MADRID", "MADRID"),
    post("RUEHLI", "AMEMBASSY LISBON", "LISBON"),
    post("RUEHNY", "AMEMBASSY OSLO", "OSLO"),
    post("RUEHSM", "AMEMBASSY STOCKHOLM", "STOCKHOLM"),
    post("RUEHHE", "AMEMBASSY HELSINKI", "HELSINKI"),
    post("RUEHWR", "AMEMBASSY WARSAW", "WARSAW"),
    post("RUEHPG", "AMEMBASSY PRAGUE", "PRAGUE"),
    post("RUEHUP", "AMEMBASSY BUDAPEST", "BUDAPEST"),
    post("RUEHAK", "AMEMBASSY ANKARA", "ANKARA"),
    post("RUEHIT", "AMCONSUL ISTANBUL", "ISTANBUL"),
    post("RUEHEG", "AMEMBASSY CAIRO", "CAIRO"),
    post("RUEHTV", "AMEMBASSY TEL AVIV", "TEL AVIV"),
    post("RUEHAM", "AMEMBASSY AMMAN", "AMMAN"),
    post("RUEHNE", "AMEMBASSY NEW DELHI", "NEW DELHI"),
    post("RUEHCI", "AMCONSUL KOLKATA", "KOLKATA"),
    post("RUEHIL", "AMEMBASSY ISLAMABAD", "ISLAMABAD"),
    post("RUEHBJ", "AMEMBASSY BEIJING", "BEIJING"),
    post("RUEHGH", "AMCONSUL SHANGHAI", "SHANGHAI"),
    post("RUEHGZ", "AMCONSUL GUANGZHOU", "GUANGZHOU"),
    post("RUEHKO", "AMEMBASSY TOKYO", "TOKYO"),
    post("RUEHUL", "AMEMBASSY SEOUL", "SEOUL"),
    post("RUEHBK", "AMEMBASSY BANGKOK", "BANGKOK"),
    post("RUEHJA", "AMEMBASSY JAKARTA", "JAKARTA"),
    post("RUEHBY", "AMEMBASSY CANBERRA", "CANBERRA"),
    post("RUEHWL", "AMEMBASSY WELLINGTON", "WELLINGTON"),
    post("RUEHOT", "AMEMBASSY OTTAWA", "OTTAWA"),
    post("RUEHME", "AMEMBASSY MEXICO", "MEXICO"),
    post("RUEHBR", "AMEMBASSY BRASILIA", "BRASILIA"),
    post("RUEHBU", "AMEMBASSY BUENOS AIRES", "BUENOS AIRES"),
    post("RUEHPU", "AMEMBASSY PORT AU PRINCE", "PORT AU PRINCE"),
    post("RUEHNR", "AMEMBASSY NAIROBI", "NAIROBI"),
    post("RUEHSA", "AMEMBASSY PRETORIA", "PRETORIA"),
];

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
