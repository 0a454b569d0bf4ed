//! Posts that were closed or renamed since the State archive of the 1970s begins, by the word of their reference numbers.

use serde::Serialize;

/// A post that later routing guides do not have: only its name in message reference numbers is sure.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct FormerPost {
    /// What stands for it in a message reference number: `SAIGON`.
    pub station: &'static str,
    /// The city, by its name of today.
    pub city: &'static str,
    /// The country of today.
    pub country: &'static str,
    /// Degrees north of the equator; south of it below zero.
    pub latitude: f64,
    /// Degrees east of Greenwich; west of it below zero.
    pub longitude: f64,
}

const fn was(
    station: &'static str,
    city: &'static str,
    country: &'static str,
    latitude: f64,
    longitude: f64,
) -> FormerPost {
    FormerPost { station, city, country, latitude, longitude }
}

/// The table, sorted by name.
pub(super) static FORMER_POSTS: &[FormerPost] = &[
    was("ALEPPO", "Aleppo", "Syria", 36.20, 37.16),
    was("ALEXANDRIA", "Alexandria", "Egypt", 31.20, 29.92),
    was("ANTIGUA", "St. John's", "Antigua and Barbuda", 17.12, -61.85),
    was("ANTWERP", "Antwerp", "Belgium", 51.22, 4.40),
    was("BANGALORE", "Bangalore", "India", 12.97, 77.59),
    was("BARRANQUILLA", "Barranquilla", "Colombia", 10.97, -74.80),
    was("BASEL", "Basel", "Switzerland", 47.56, 7.59),
    was("BATHURST", "Banjul", "Gambia", 13.45, -16.58),
    was("BELEM", "Belem", "Brazil", -1.46, -48.50),
    was("BELIZE", "Belize City", "Belize", 17.50, -88.19),
    was("BENGHAZI", "Benghazi", "Libya", 32.12, 20.07),
    was("BILBAO", "Bilbao", "Spain", 43.26, -2.93),
    was("BISSAU", "Bissau", "Guinea-Bissau", 11.86, -15.60),
    was("BOMBAY", "Mumbai", "India", 19.08, 72.88),
    was("BONN", "Bonn", "Germany", 50.74, 7.10),
    was("BORDEAUX", "Bordeaux", "France", 44.84, -0.58),
    was("BREMEN", "Bremen", "Germany", 53.08, 8.80),
    was("BRISBANE", "Brisbane", "Australia", -27.47, 153.03),
    was("BUKAVU", "Bukavu", "Democratic Republic of the Congo", -2.51, 28.84),
    was("BUSAN", "Busan", "South Korea", 35.18, 129.08),
    was("CALCUTTA", "Kolkata", "India", 22.57, 88.36),
    was("CALI", "Cali", "Colombia", 3.44, -76.52),
    was("CAN THO", "Can Tho", "Vietnam", 10.03, 105.78),
    was("CEBU", "Cebu", "Philippines", 10.31, 123.89),
    was("CONSTANTINE", "Constantine", "Algeria", 36.37, 6.61),
    was("DACCA", "Dhaka", "Bangladesh", 23.80, 90.42),
    was("DANANG", "Da Nang", "Vietnam", 16.05, 108.20),
    was("DOUALA", "Douala", "Cameroon", 4.05, 9.70),
    was("EC BRUSSELS", "Brussels", "Belgium", 50.85, 4.35),
    was("ENUGU", "Enugu", "Nigeria", 6.46, 7.55),
    was("FORT LAMY", "N'Djamena", "Chad", 12.11, 15.04),
    was("FUNCHAL", "Funchal", "Portugal", 32.65, -16.91),
    was("GENOA", "Genoa", "Italy", 44.41, 8.93),
    was("GOTHENBURG", "Gothenburg", "Sweden", 57.71, 11.97),
    was("HILLAH", "Hillah", "Iraq", 32.48, 44.43),
    was("HONIARA", "Honiara", "Solomon Islands", -9.43, 159.95),
    was("HUE", "Hue", "Vietnam", 16.46, 107.59),
    was("IBADAN", "Ibadan", "Nigeria", 7.38, 3.95),
    was("IRAN RPO DUBAI", "Dubai", "United Arab Emirates", 25.20, 55.27),
    was("ISFAHAN", "Isfahan", "Iran", 32.65, 51.67),
    was("IZMIR", "Izmir", "Turkey", 38.42, 27.14),
    was("KADUNA", "Kaduna", "Nigeria", 10.52, 7.44),
    was("KHORRAMSHAHR", "Khorramshahr", "Iran", 30.44, 48.17),
    was("KIEV", "Kyiv", "Ukraine", 50.45, 30.52),
    was("KIRKUK", "Kirkuk", "Iraq", 35.47, 44.39),
    was("KISANGANI", "Kisangani", "Democratic Republic of the Congo", 0.52, 25.20),
    was("LENINGRAD", "St. Petersburg", "Russia", 59.94, 30.32),
    was("LIVERPOOL", "Liverpool", "United Kingdom", 53.41, -2.99),
    was("LOURENCO MARQUES", "Maputo", "Mozambique", -25.97, 32.58),
    was("LUBUMBASHI", "Lubumbashi", "Democratic Republic of the Congo", -11.66, 27.48),
    was("LYON", "Lyon", "France", 45.76, 4.84),
    was("MADRAS", "Chennai", "India", 13.08, 80.27),
    was("MANDALAY", "Mandalay", "Burma", 21.98, 96.08),
    was("MARACAIBO", "Maracaibo", "Venezuela", 10.65, -71.64),
    was("MAZATLAN", "Mazatlan", "Mexico", 23.24, -106.42),
    was("MBFR VIENNA", "Vienna", "Austria", 48.21, 16.37),
    was("MEDELLIN", "Medellin", "Colombia", 6.25, -75.57),
    was("MEXICALI", "Mexicali", "Mexico", 32.62, -115.45),
    was("MOGADISHU", "Mogadishu", "Somalia", 2.05, 45.32),
    was("MOMBASA", "Mombasa", "Kenya", -4.04, 39.67),
    was("MORONI", "Moroni", "Comoros", -11.70, 43.26),
    was("MOSUL", "Mosul", "Iraq", 36.34, 43.13),
    was("NATO", "Brussels", "Belgium", 50.88, 4.42),
    was("NHA TRANG", "Nha Trang", "Vietnam", 12.24, 109.19),
    was("NICE", "Nice", "France", 43.70, 7.27),
    was("OECD PARIS", "Paris", "France", 48.86, 2.35),
    was("ORAN", "Oran", "Algeria", 35.70, -0.63),
    was("PALERMO", "Palermo", "Italy", 38.12, 13.36),
    was("PEKING", "Beijing", "China", 39.90, 116.40),
    was("PORT SAID", "Port Said", "Egypt", 31.26, 32.30),
    was("PORTO ALEGRE", "Porto Alegre", "Brazil", -30.03, -51.23),
    was("POZNAN", "Poznan", "Poland", 52.41, 16.93),
    was("PUERTO LA CRUZ", "Puerto La Cruz", "Venezuela", 10.21, -64.63),
    was("PUSAN", "Busan", "South Korea", 35.18, 129.08),
    was("SAIGON", "Ho Chi Minh City", "Vietnam", 10.78, 106.70),
    was("SALISBURY", "Harare", "Zimbabwe", -17.83, 31.05),
    was("SALVADOR", "Salvador", "Brazil", -12.97, -38.50),
    was("SALZBURG", "Salzburg", "Austria", 47.80, 13.04),
    was("SEVILLE", "Seville", "Spain", 37.39, -5.99),
    was("SHIRAZ", "Shiraz", "Iran", 29.59, 52.58),
    was("SONGKHLA", "Songkhla", "Thailand", 7.19, 100.60),
    was("STUTTGART", "Stuttgart", "Germany", 48.78, 9.18),
    was("TABRIZ", "Tabriz", "Iran", 38.08, 46.29),
    was("TAIPEI", "Taipei", "Taiwan", 25.03, 121.57),
    was("TAMATAVE", "Toamasina", "Madagascar", -18.15, 49.40),
    was("TANANARIVE", "Antananarivo", "Madagascar", -18.91, 47.53),
    was("TANGIER", "Tangier", "Morocco", 35.78, -5.81),
    was("TEHRAN", "Tehran", "Iran", 35.69, 51.39),
    was("TRIESTE", "Trieste", "Italy", 45.65, 13.78),
    was("TURIN", "Turin", "Italy", 45.07, 7.69),
    was("UDORN", "Udon Thani", "Thailand", 17.41, 102.79),
    was("UNVIE", "Vienna", "Austria", 48.21, 16.37),
    was("USBERLIN", "Berlin", "Germany", 52.52, 13.40),
    was("USUN", "New York", "United States", 40.75, -73.97),
    was("VICTORIA", "Victoria", "Seychelles", -4.62, 55.45),
    was("WINDSOR", "Windsor", "Canada", 42.32, -83.04),
    was("ZANZIBAR", "Zanzibar", "Tanzania", -6.16, 39.19),
    was("ZURICH", "Zurich", "Switzerland", 47.38, 8.54),
];

/// Posts that were closed or renamed since the 1970s, in order of their names.
pub fn former_posts() -> &'static [FormerPost] {
    FORMER_POSTS
}
