//! Other names of posts: older ones, longer ones, and those that printed lists prefer.

/// Other plain language address designators of a post, each with the post's routing indicator; sorted by name.
pub(super) static OTHER_NAMES: &[(&str, &str)] = &[
    ("AMCONSUL ASTANA", "RUEHAST"),
    ("AMCONSUL BOMBAY", "RUEHBI"),
    ("AMCONSUL CALCUTTA", "RUEHCI"),
    ("AMCONSUL KRAKOV", "RUEHKW"),
    ("AMCONSUL MADRAS", "RUEHCG"),
    ("AMCONSUL MELBOURNE VIC", "RUEHBN"),
    ("AMCONSUL OSAKA", "RUEHOK"),
    ("AMCONSUL ST. PETERSBURG", "RUEHLN"),
    ("AMEMBASSY GUATEMALA CITY", "RUEHGT"),
    ("AMEMBASSY HAVANA", "RUEHUB"),
    ("AMEMBASSY JUBA", "RUEHKHJ"),
    ("AMEMBASSY KIEV", "RUEHKV"),
    ("AMEMBASSY KUWAIT CITY", "RUEHKU"),
    ("AMEMBASSY LAGOS", "RUEHOS"),
    ("AMEMBASSY MEXICO CITY", "RUEHME"),
    ("AMEMBASSY PANAMA CITY", "RUEHZP"),
    ("AMEMBASSY VATICAN CITY", "RUEHROV"),
    ("DEPT OF STATE WASHINGTON DC", "RUEHC"),
    ("SECSTATE WASHINGTON DC", "RUEHC"),
    ("UNVIE VIENNA", "RUEHUNV"),
    ("USINT HAVANA CUBA", "RUEHUB"),
    ("USLO TRIPOLI", "RUEHTRO"),
    ("USMISSION NATO", "RUEHNO"),
    ("USMISSION UNESCO", "RUEHFRE"),
    ("USMISSION UNVIE", "RUEHUNV"),
    ("USMISSION USEU BRUSSELS", "RUEHBS"),
    ("USMISSION USNATO BRUSSELS BE", "RUEHNO"),
    ("USMISSION USOSCE VIENNA", "RUEHVEN"),
    ("USMISSION USUN NEW YORK NY", "RUCNDT"),
    ("USNATO", "RUEHNO"),
    ("USOFFICE ALMATY", "RUEHAST"),
    ("USOFFICE PRISTINA", "RUEHPS"),
    ("USUN NEW YORK", "RUCNDT"),
];

/// Stations that number cables and are no posts: parties of the Secretary on the way (`SECTO`, to him `TOSEC`), other
/// departments.
pub(super) static OTHER_STATIONS: [&str; 7] =
    ["PARTO", "SECDEF", "SECSTATE", "SECTO", "TOSEC", "USDEL SECRETARY", "USDOC"];
