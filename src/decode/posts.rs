//! The names of posts, as they stand behind `AMEMBASSY`, on classification lines and in references.

use super::repair::{self, Likely};

/// Posts of the Department of State since 1973 by their first letter, and the other stations that number cables.
#[rustfmt::skip]
const fn by_letter(letter: u8) -> &'static [&'static str] {
    match letter {
        b'A' => &[
            "ABIDJAN", "ABU DHABI", "ABUJA", "ACCRA", "ADANA", "ADDIS ABABA", "ADEN", "AIT TAIPEI", "ALEPPO",
            "ALEXANDRIA", "ALGIERS", "ALMATY", "AMMAN", "AMSTERDAM", "ANKARA", "ANTANANARIVO", "ANTWERP", "APIA",
            "ASHGABAT", "ASHKHABAD", "ASMARA", "ASTANA", "ASUNCION", "ATHENS", "AUCKLAND",
        ],
        b'B' => &[
            "BAGHDAD", "BAKU", "BAMAKO", "BANDAR SERI BEGAWAN", "BANGKOK", "BANGUI", "BANJUL", "BARCELONA",
            "BARRANQUILLA", "BASRAH", "BATHURST", "BEIJING", "BEIRA", "BEIRUT", "BELFAST", "BELGRADE", "BELIZE",
            "BELIZE CITY", "BELMOPAN", "BERLIN", "BERN", "BILBAO", "BISHKEK", "BISSAU", "BLANTYRE", "BOGOTA",
            "BOMBAY", "BONN", "BORDEAUX", "BRASILIA", "BRATISLAVA", "BRAZZAVILLE", "BREMEN", "BRIDGETOWN",
            "BRISBANE", "BRUSSELS", "BUCHAREST", "BUDAPEST", "BUENOS AIRES", "BUJUMBURA", "BUKAVU",
        ],
        b'C' => &[
            "CAIRO", "CALCUTTA", "CALGARY", "CALI", "CANBERRA", "CAPE TOWN", "CARACAS", "CASABLANCA", "CEBU",
            "CHENGDU", "CHENNAI", "CHIANG MAI", "CHISINAU", "CHRISTCHURCH", "CIUDAD JUAREZ", "COLOMBO", "CONAKRY",
            "CONSTANTINE", "COPENHAGEN", "COTONOU", "CURACAO",
        ],
        b'D' => &[
            "DACCA", "DAKAR", "DAMASCUS", "DAR ES SALAAM", "DHAHRAN", "DHAKA", "DILI", "DJIBOUTI", "DOHA", "DOUALA",
            "DUBAI", "DUBLIN", "DURBAN", "DUSHANBE", "DUSSELDORF",
        ],
        b'E' => &["EDINBURGH", "EDMONTON", "ENUGU", "ERBIL"],
        b'F' => &["FLORENCE", "FRANKFURT", "FREETOWN", "FUKUOKA"],
        b'G' => &[
            "GABORONE", "GENEVA", "GENOA", "GEORGETOWN", "GOTEBORG", "GRENADA", "GUADALAJARA", "GUANGZHOU",
            "GUATEMALA", "GUATEMALA CITY", "GUAYAQUIL",
        ],
        b'H' => &[
            "HALIFAX", "HAMBURG", "HAMILTON", "HANOI", "HARARE", "HAVANA", "HELSINKI", "HERAT", "HERMOSILLO",
            "HILLAH", "HO CHI MINH CITY", "HONG KONG", "HONIARA", "HUE", "HYDERABAD",
        ],
        b'I' => &["IRAN RPO DUBAI", "ISFAHAN", "ISLAMABAD", "ISTANBUL", "IZMIR"],
        b'J' => &["JAKARTA", "JEDDAH", "JERUSALEM", "JIDDA", "JOHANNESBURG", "JUBA"],
        b'K' => &[
            "KABUL", "KADUNA", "KAMPALA", "KARACHI", "KATHMANDU", "KHARTOUM", "KHORRAMSHAHR", "KIEV", "KIGALI",
            "KINGSTON", "KINSHASA", "KIRKUK", "KOLKATA", "KOLONIA", "KOROR", "KRAKOW", "KUALA LUMPUR", "KUCHING",
            "KUWAIT", "KYIV",
        ],
        b'L' => &[
            "LA PAZ", "LAGOS", "LAHORE", "LEIPZIG", "LENINGRAD", "LIBREVILLE", "LILONGWE", "LIMA", "LISBON",
            "LIVERPOOL", "LJUBLJANA", "LOME", "LONDON", "LOURENCO MARQUES", "LUANDA", "LUBUMBASHI", "LUSAKA",
            "LUXEMBOURG", "LYON",
        ],
        b'M' => &[
            "MADRAS", "MADRID", "MAJURO", "MALABO", "MALE", "MANAGUA", "MANAMA", "MANDALAY", "MANILA", "MAPUTO",
            "MARACAIBO", "MARSEILLE", "MARTINIQUE", "MASERU", "MATAMOROS", "MAZATLAN", "MBABANE", "MEDAN",
            "MELBOURNE", "MERIDA", "MEXICO", "MEXICO CITY", "MILAN", "MINSK", "MOGADISCIO", "MOGADISHU", "MOMBASA",
            "MONROVIA", "MONTERREY", "MONTEVIDEO", "MONTREAL", "MOSCOW", "MOSUL", "MUMBAI", "MUNICH", "MUSCAT",
        ],
        b'N' => &[
            "NAGOYA", "NAHA", "NAIROBI", "NAPLES", "NASSAU", "NDJAMENA", "NEW DELHI", "NIAMEY", "NICE", "NICOSIA",
            "NOGALES", "NOUAKCHOTT", "NUEVO LAREDO",
        ],
        b'O' => &["OPORTO", "ORAN", "OSAKA", "OSAKA KOBE", "OSLO", "OTTAWA", "OUAGADOUGOU"],
        b'P' => &[
            "PALERMO", "PANAMA", "PANAMA CITY", "PARAMARIBO", "PARIS", "PARIS FR", "PARTO", "PEKING", "PERTH",
            "PESHAWAR", "PHNOM PENH", "PODGORICA", "PONTA DELGADA", "PORT AU PRINCE", "PORT LOUIS",
            "PORT MORESBY", "PORT OF SPAIN", "PORTO ALEGRE", "POZNAN", "PRAGUE", "PRAIA", "PRETORIA", "PRISTINA",
        ],
        b'Q' => &["QUEBEC", "QUITO"],
        b'R' => &[
            "RABAT", "RANGOON", "RECIFE", "REYKJAVIK", "RIGA", "RIO DE JANEIRO", "RIYADH", "ROME", "ROTTERDAM",
            "RPO DUBAI",
        ],
        b'S' => &[
            "SAIGON", "SALONIKA", "SALVADOR", "SALZBURG", "SAN JOSE", "SAN SALVADOR", "SANAA", "SANTIAGO",
            "SANTO DOMINGO", "SAO PAULO", "SAPPORO", "SARAJEVO", "SECTO", "SECDEF", "SECSTATE", "SEOUL", "SEVILLE", "SHANGHAI", "SHENYANG",
            "SHIRAZ", "SINGAPORE", "SKOPJE", "SOFIA", "SONGKHLA", "ST PETERSBURG", "STATE", "STOCKHOLM",
            "STRASBOURG", "STUTTGART", "SURABAYA", "SUVA", "SYDNEY",
        ],
        b'T' => &[
            "TABRIZ", "TAIPEI", "TALLINN", "TANANARIVE", "TANGIER", "TASHKENT", "TBILISI", "TEGUCIGALPA", "TEHRAN",
            "TEL AVIV", "THE HAGUE", "THESSALONIKI", "TIHUANA", "TIJUANA", "TIRANA", "TOKYO", "TORONTO", "TOSEC",
            "TRIESTE", "TRIPOLI", "TUNIS", "TURIN",
        ],
        b'U' => &[
            "UDORN", "ULAANBAATAR", "UNROME", "UNVIE", "UNVIE VIENNA", "USDEL SECRETARY", "USDOC", "USEU BRUSSELS",
            "USNATO", "USOSCE", "USUN", "USUN NEW YORK",
        ],
        b'V' => &[
            "VALLETTA", "VALPARAISO", "VANCOUVER", "VATICAN", "VERACRUZ", "VICTORIA", "VIENNA", "VIENTIANE",
            "VILNIUS", "VLADIVOSTOK",
        ],
        b'W' => &["WARSAW", "WELLINGTON", "WINDHOEK", "WINNIPEG"],
        b'Y' => &["YAOUNDE", "YEKATERINBURG", "YEREVAN"],
        b'Z' => &["ZAGREB", "ZANZIBAR", "ZURICH"],
        _ => &[],
    }
}

/// Every known post, in the order of the alphabet.
pub(super) fn all() -> impl Iterator<Item = &'static str> + Clone {
    (b'A'..=b'Z').flat_map(|letter| by_letter(letter).iter().copied())
}

/// The post of this name, blanks, stops and the case of letters left out of account.
pub(super) fn known_post(name: &str) -> Option<&'static str> {
    let bytes = name.as_bytes();
    let near = by_letter(bytes.first()?.to_ascii_uppercase());
    near.iter()
        .find(|post| post.as_bytes() == bytes)
        .or_else(|| near.iter().find(|post| repair::same_letters(post, name)))
        .copied()
}

/// The post that a damaged name most likely means; `None` for a known name, and where none is near.
pub(super) fn likely_post(name: &str) -> Option<Likely> {
    if known_post(name).is_some() {
        return None;
    }
    repair::likely(name, all())
}
