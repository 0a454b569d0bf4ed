//! Names that stand for many posts (5 FAH-2 H-321.9; ACP 127(G) 205b).

use super::exact::{by_indicator, posts};
use super::post::{Post, PostKind};

/// A collective address of State cables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Collective {
    /// The routing indicator before the name; `None` where cables show none, or several.
    pub indicator: Option<&'static str>,
    /// The name: `CHINA POSTS COLLECTIVE`.
    pub plad: &'static str,
    members: Members,
}

/// Who belongs to a collective.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Members {
    /// The Department's list is not public, and the name does not say.
    Unknown,
    /// These posts, by routing indicator.
    Posts(&'static [&'static str]),
    /// The embassies in these states, the members of 2009 of what the name says.
    States(&'static [&'static str]),
}
use Members::{Posts, States, Unknown};

impl Collective {
    /// Whether its members can be told from its name.
    pub fn is_expandable(&self) -> bool {
        self.members != Unknown
    }

    /// The posts that its name says: none where the name does not say. The Department's own lists are not public and
    /// may differ, so that this is for readers and simulations, not for delivery.
    ///
    /// ```
    /// # use torntape::directory;
    /// let china = directory::collective("CHINA POSTS COLLECTIVE").unwrap();
    /// let cities: Vec<_> = china.members().map(|post| post.city).collect();
    /// assert_eq!(cities, ["Beijing", "Chengdu", "Guangzhou", "Shanghai", "Shenyang"]);
    /// ```
    pub fn members(&self) -> impl Iterator<Item = &'static Post> + use<> {
        let (indicators, states): (&'static [&str], &'static [&str]) = match self.members {
            Unknown => (&[], &[]),
            Posts(indicators) => (indicators, &[]),
            States(states) => (&[], states),
        };
        let single = indicators.iter().filter_map(|indicator| by_indicator(indicator).first());
        let embassies = states.iter().filter_map(|state| {
            posts().iter().find(|post| post.kind == PostKind::Embassy && post.country == *state)
        });
        single.chain(embassies)
    }
}

macro_rules! collectives {
    ($($indicator:literal $plad:literal $members:expr;)*) => {
        /// The table, sorted by name; no routing indicator is an empty one.
        static COLLECTIVES: &[Collective] = &[$(Collective {
            indicator: if $indicator.is_empty() { None } else { Some($indicator) },
            plad: $plad,
            members: $members,
        }),*];
    };
}

collectives! {
    "RUEHZO"  "AFRICAN UNION COLLECTIVE"                        Unknown;
    ""        "ALL DIPLOMATIC AND CONSULAR POSTS COLLECTIVE"    Unknown;
    ""        "ALL DIPLOMATIC POSTS COLLECTIVE"                 Unknown;
    "RUEHXP"  "ALL NATO POST COLLECTIVE"                        States(&NATO);
    "RUCNCLS" "ALL SOUTH AND CENTRAL ASIA COLLECTIVE"           States(&SOUTH_AND_CENTRAL_ASIA);
    "RUEHXK"  "ARAB ISRAELI COLLECTIVE"                         Unknown;
    "RUEHEE"  "ARAB LEAGUE COLLECTIVE"                          States(&ARAB_LEAGUE);
    "RUCNASE" "ASEAN MEMBER COLLECTIVE"                         States(&ASEAN);
    "RUEHZU"  "ASIAN PACIFIC ECONOMIC COOPERATION"              Unknown;
    "RUEHOO"  "CHINA POSTS COLLECTIVE"                          Posts(&CHINA);
    "RUCNCIS" "CIS COLLECTIVE"                                  States(&CIS);
    "RUCNFUR" "DARFUR COLLECTIVE"                               Unknown;
    "RUEHZK"  "ECOWAS COLLECTIVE"                               States(&ECOWAS);
    "RUEHZN"  "ENVIRONMENT SCIENCE AND TECHNOLOGY COLLECTIVE"   Unknown;
    "RUCNMEM" "EU MEMBER STATES COLLECTIVE"                     States(&EUROPEAN_UNION);
    "RUEHZL"  "EUROPEAN POLITICAL COLLECTIVE"                   Unknown;
    "RUEHXX"  "GENEVA IO MISSIONS COLLECTIVE"                   Unknown;
    "RUEHZM"  "GULF COOPERATION COUNCIL COLLECTIVE"             States(&GULF);
    "RUEHZJ"  "HUMAN RIGHTS COUNCIL COLLECTIVE"                 Unknown;
    "RUCNIAD" "IGAD COLLECTIVE"                                 States(&IGAD);
    "RUCNRAQ" "IRAQ COLLECTIVE"                                 Unknown;
    "RUEHXI"  "LABOR COLLECTIVE"                                Unknown;
    ""        "MISSILE TECHNOLOGY CONTROL REGIME COLLECTIVE"    Unknown;
    "RUEHHH"  "OPEC COLLECTIVE"                                 States(&OPEC);
    "RUCNSOM" "SOMALIA COLLECTIVE"                              Unknown;
    "RUCNSAD" "SOUTHERN AF DEVELOPMENT COMMUNITY COLLECTIVE"    States(&SOUTHERN_AFRICA);
    "RUEHGG"  "UN SECURITY COUNCIL COLLECTIVE"                  Unknown;
    "RUEHWH"  "WESTERN HEMISPHERIC AFFAIRS DIPL POSTS COLLECTIVE" Unknown;
    "RUEHZA"  "WHA CENTRAL AMERICAN COLLECTIVE"                 States(&CENTRAL_AMERICA);
    "RUEHZI"  "WHA IM POSTS COLLECTIVE"                         Unknown;
}

static CHINA: [&str; 5] = ["RUEHBJ", "RUEHCN", "RUEHGZ", "RUEHGH", "RUEHSH"];
static NATO: [&str; 27] = [
    "Albania",
    "Belgium",
    "Bulgaria",
    "Canada",
    "Croatia",
    "Czech Republic",
    "Denmark",
    "Estonia",
    "France",
    "Germany",
    "Greece",
    "Hungary",
    "Iceland",
    "Italy",
    "Latvia",
    "Lithuania",
    "Luxembourg",
    "Netherlands",
    "Norway",
    "Poland",
    "Portugal",
    "Romania",
    "Slovakia",
    "Slovenia",
    "Spain",
    "Turkey",
    "United Kingdom",
];
static EUROPEAN_UNION: [&str; 27] = [
    "Austria",
    "Belgium",
    "Bulgaria",
    "Cyprus",
    "Czech Republic",
    "Denmark",
    "Estonia",
    "Finland",
    "France",
    "Germany",
    "Greece",
    "Hungary",
    "Ireland",
    "Italy",
    "Latvia",
    "Lithuania",
    "Luxembourg",
    "Malta",
    "Netherlands",
    "Poland",
    "Portugal",
    "Romania",
    "Slovakia",
    "Slovenia",
    "Spain",
    "Sweden",
    "United Kingdom",
];
static SOUTH_AND_CENTRAL_ASIA: [&str; 11] = [
    "Afghanistan",
    "Bangladesh",
    "India",
    "Kazakhstan",
    "Kyrgyzstan",
    "Nepal",
    "Pakistan",
    "Sri Lanka",
    "Tajikistan",
    "Turkmenistan",
    "Uzbekistan",
];
static ARAB_LEAGUE: [&str; 19] = [
    "Algeria",
    "Bahrain",
    "Djibouti",
    "Egypt",
    "Iraq",
    "Jordan",
    "Kuwait",
    "Lebanon",
    "Libya",
    "Mauritania",
    "Morocco",
    "Oman",
    "Qatar",
    "Saudi Arabia",
    "Sudan",
    "Syria",
    "Tunisia",
    "United Arab Emirates",
    "Yemen",
];
static ASEAN: [&str; 10] = [
    "Brunei",
    "Burma",
    "Cambodia",
    "Indonesia",
    "Laos",
    "Malaysia",
    "Philippines",
    "Singapore",
    "Thailand",
    "Vietnam",
];
static CIS: [&str; 11] = [
    "Armenia",
    "Azerbaijan",
    "Belarus",
    "Kazakhstan",
    "Kyrgyzstan",
    "Moldova",
    "Russia",
    "Tajikistan",
    "Turkmenistan",
    "Ukraine",
    "Uzbekistan",
];
static ECOWAS: [&str; 14] = [
    "Benin",
    "Burkina Faso",
    "Cape Verde",
    "Cote d'Ivoire",
    "Gambia",
    "Ghana",
    "Guinea",
    "Liberia",
    "Mali",
    "Niger",
    "Nigeria",
    "Senegal",
    "Sierra Leone",
    "Togo",
];
static GULF: [&str; 6] = ["Bahrain", "Kuwait", "Oman", "Qatar", "Saudi Arabia", "United Arab Emirates"];
static IGAD: [&str; 6] = ["Djibouti", "Eritrea", "Ethiopia", "Kenya", "Sudan", "Uganda"];
static OPEC: [&str; 11] = [
    "Algeria",
    "Angola",
    "Ecuador",
    "Iraq",
    "Kuwait",
    "Libya",
    "Nigeria",
    "Qatar",
    "Saudi Arabia",
    "United Arab Emirates",
    "Venezuela",
];
static SOUTHERN_AFRICA: [&str; 14] = [
    "Angola",
    "Botswana",
    "Democratic Republic of the Congo",
    "Lesotho",
    "Madagascar",
    "Malawi",
    "Mauritius",
    "Mozambique",
    "Namibia",
    "South Africa",
    "Swaziland",
    "Tanzania",
    "Zambia",
    "Zimbabwe",
];
static CENTRAL_AMERICA: [&str; 7] =
    ["Belize", "Costa Rica", "El Salvador", "Guatemala", "Honduras", "Nicaragua", "Panama"];

/// Every collective that is known, in order of its name.
pub fn collectives() -> &'static [Collective] {
    COLLECTIVES
}

/// The collective of this name or routing indicator.
///
/// ```
/// # use torntape::directory::collective;
/// assert_eq!(collective("RUEHOO"), collective("CHINA POSTS COLLECTIVE"));
/// assert!(collective("RUEHMO").is_none());
/// ```
pub fn collective(name: &str) -> Option<&'static Collective> {
    COLLECTIVES.iter().find(|collective| collective.plad == name || collective.indicator == Some(name))
}
