//! The codes that TAGS lines hold: subjects, programs, places and organisations (5 FAH-3).

/// The fixed codes of four letters and the programs that begin with K, in order. The list grows: that a code is not in it
/// proves nothing.
#[rustfmt::skip]
const SUBJECTS: &[&str] = &[
    "AADP", "ABLD", "ABUD", "ACKM", "ACOA", "ADCO", "ADPM", "AEMR", "AFIN", "AFSI", "AFSN", "AFSP", "AGAO", "AGMT",
    "AINF", "AINR", "AINT", "ALOW", "AMED", "AMER", "AMGT", "AMTC", "ANET", "AODE", "AOMS", "AORC", "AORG", "APCS",
    "APER", "ASCH", "ASEC", "ASIG", "ASUP", "BBSR", "BEXP", "BMGT", "BTIO", "CACM", "CACS", "CASC", "CDES", "CFED",
    "CGEN", "CJAN", "CLOK", "CMGT", "CPAS", "CVIS", "EAGR", "EAID", "EAIR", "ECIN", "ECON", "ECPS", "EFIN", "EFIS",
    "EIND", "EINT", "EINV", "ELAB", "ELTN", "EMIN", "ENRG", "EPET", "ETRD", "ETTC", "EWWT", "KACT", "KAWC", "KBCT",
    "KBIO", "KBTR", "KBTS", "KCFE", "KCIP", "KCOM", "KCOR", "KCRM", "KCSY", "KDEM", "KDRG", "KECF", "KEDU", "KFEM",
    "KFIN", "KFLO", "KFLU", "KFPC", "KFRD", "KFSC", "KGHG", "KGIC", "KGIT", "KHDP", "KHIV", "KHLS", "KHSA", "KICC",
    "KIDE", "KIPR", "KIRC", "KIRF", "KISL", "KJUS", "KLIG", "KLSO", "KMCA", "KMDR", "KMPI", "KMRS", "KNAR", "KNEI",
    "KNNP", "KNUC", "KNUP", "KOCI", "KOLY", "KOMC", "KOMS", "KPAL", "KPAO", "KPKO", "KPLS", "KPOA", "KPRP", "KPWR",
    "KRAD", "KREC", "KRVC", "KSAC", "KSAF", "KSCA", "KSEO", "KSEP", "KSPR", "KSTC", "KSTH", "KSUM", "KTBT", "KTDB",
    "KTEX", "KTFN", "KTIA", "KTIP", "KUNR", "KVPR", "KWAC", "KWBG", "KWMM", "KWMN", "KWNM", "KZFB", "MARR", "MASS",
    "MCAP", "MEPP", "MILI", "MNUC", "MOPS", "MPOL", "OCON", "ODIP", "OEXC", "OFDP", "OGEN", "OIIP", "OPDC", "OPRC",
    "OREP", "ORG", "OSCI", "OTRA", "OVIP", "PARM", "PBOR", "PBTS", "PDEM", "PDIP", "PEPR", "PFOR", "PGOV", "PHSA",
    "PHUM", "PINR", "PINS", "PINT", "PLOS", "PMIL", "PNAT", "PORG", "PREF", "PREL", "PROP", "PTER", "SCUL", "SENV",
    "SHUM", "SMIG", "SNAR", "SOCI", "SOPN", "SPOL", "SREF", "SWEL", "TBIO", "TECH", "TGEN", "TINT", "TNGD", "TPHY",
    "TRGY", "TSPA", "TSPL",
];

/// The two letters of places, in order.
#[rustfmt::skip]
const PLACES: &[&str] = &[
    "AC", "AE", "AF", "AG", "AJ", "AL", "AM", "AN", "AO", "AR", "AS", "AU", "BA", "BB", "BC", "BD", "BE", "BF",
    "BG", "BH", "BK", "BL", "BM", "BN", "BO", "BP", "BR", "BT", "BU", "BX", "BY", "CA", "CB", "CD", "CE", "CF",
    "CG", "CH", "CI", "CM", "CN", "CO", "CS", "CT", "CU", "CV", "CY", "DA", "DJ", "DO", "DR", "EC", "EG", "EI",
    "EK", "EN", "ER", "ES", "ET", "EU", "EZ", "FI", "FJ", "FR", "GA", "GB", "GE", "GG", "GH", "GJ", "GM", "GR",
    "GT", "GV", "GW", "GY", "HA", "HK", "HO", "HR", "HU", "IC", "ID", "IN", "IR", "IS", "IT", "IV", "IZ", "JA",
    "JM", "JO", "KE", "KG", "KN", "KR", "KS", "KT", "KU", "KV", "KZ", "LA", "LE", "LG", "LH", "LI", "LO", "LS",
    "LT", "LU", "LY", "MA", "MC", "MD", "MG", "MI", "MK", "ML", "MN", "MO", "MP", "MR", "MT", "MU", "MV", "MX",
    "MY", "MZ", "NG", "NH", "NI", "NL", "NO", "NP", "NS", "NU", "NZ", "PA", "PE", "PK", "PL", "PM", "PO", "PP",
    "QA", "RI", "RM", "RO", "RP", "RS", "RW", "SA", "SC", "SE", "SF", "SG", "SI", "SL", "SM", "SN", "SO", "SP",
    "SR", "ST", "SU", "SW", "SY", "SZ", "TD", "TF", "TH", "TI", "TN", "TO", "TP", "TS", "TT", "TU", "TW", "TX",
    "TZ", "UG", "UK", "UP", "UR", "US", "UV", "UY", "UZ", "VC", "VE", "VM", "VT", "WA", "WS", "WZ", "XA", "XF",
    "XL", "XM", "YI", "YM", "ZA", "ZI",
];

/// Organisations that are spelt out, in order.
#[rustfmt::skip]
const NAMES: &[&str] = &[
    "APEC", "ASEAN", "CARICOM", "CDB", "CSCE", "ECOSOC", "ECOWAS", "FAO", "FATF", "IAEA", "IBRD", "ICAO", "ICC",
    "ICJ", "ICRC", "IDB", "ILO", "IMF", "IMO", "IOM", "ITU", "MEPN", "NATO", "NSF", "OAS", "OAU", "OECD", "OIC",
    "OPCW", "OPEC", "OSCE", "SAARC", "UNAUS", "UNCTAD", "UNDP", "UNEP", "UNESCO", "UNGA", "UNHCR", "UNHRC",
    "UNICEF", "UNIDO", "UNMIK", "UNO", "UNSC", "WEU", "WFP", "WHO", "WIPO", "WMO", "WTO", "WTRO",
];

/// Whether a word is one of the codes.
pub(super) fn is_known(word: &str) -> bool {
    match word.len() {
        2 => PLACES.binary_search(&word).is_ok(),
        _ => SUBJECTS.binary_search(&word).is_ok() || NAMES.binary_search(&word).is_ok(),
    }
}

/// Every code, in no order.
pub(super) fn all() -> impl Iterator<Item = &'static str> + Clone {
    SUBJECTS.iter().chain(PLACES).chain(NAMES).copied()
}

#[cfg(test)]
mod tests {
    use super::{NAMES, PLACES, SUBJECTS};

    #[test]
    fn the_lists_are_in_order() {
        for list in [SUBJECTS, PLACES, NAMES] {
            assert!(list.is_sorted());
        }
    }
}
