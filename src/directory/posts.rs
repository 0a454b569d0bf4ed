//! Every post of the State Department in the routing guide, sorted by routing indicator.
//!
//! The columns: routing indicator; plain language address designator; kind; the word that stands for the post in message
//! reference numbers (`=` the designator without its first word, empty where none is known); city; country; latitude and
//! longitude of the city in degrees, north and east above zero. The indicators are those of 2010 (ACP 117), with a few
//! that State cables of the years before it bear; names that the printed list has wrong are right here. An indicator
//! with two names has two rows, as has a post with two indicators. Tests say what is amiss in a new row.

use super::post::{Post, PostKind, row};
use PostKind::{BranchOffice, Consulate, Department, Embassy, Institute, InterestsSection, Mission, Office};

macro_rules! posts {
    ($($indicator:literal $plad:literal $kind:ident $station:literal $city:literal $country:literal
       $latitude:literal $longitude:literal)*) => {
        /// How many rows the table has.
        pub(super) const COUNT: usize = [$($indicator),*].len();

        /// The table.
        pub(super) static POSTS: [Post; COUNT] =
            [$(row($indicator, $plad, $kind, $station, ($city, $country), ($latitude, $longitude))),*];
    };
}

posts! {
    "RUCNDT"  "USMISSION USUN NEW YORK"  Mission   "=" "New York"        "United States"   40.75  -73.97
    "RUEHAB"  "AMEMBASSY ABIDJAN"        Embassy   "=" "Abidjan"         "Cote d'Ivoire"    5.34   -4.03
    "RUEHAC"  "AMEMBASSY ASUNCION"       Embassy   "=" "Asuncion"        "Paraguay"       -25.28  -57.63
    "RUEHAD"  "AMEMBASSY ABU DHABI"      Embassy   "=" "Abu Dhabi"       "United Arab Emirates"  24.45   54.38
    "RUEHAE"  "AMEMBASSY ASMARA"         Embassy   "=" "Asmara"          "Eritrea"         15.33   38.93
    "RUEHAFH" "AMCONSUL HERAT"           Consulate "=" "Herat"           "Afghanistan"     34.35   62.20
    "RUEHAFM" "AMCONSUL MAZAR-E SHARIF"  Consulate "=" "Mazar-e Sharif"  "Afghanistan"     36.71   67.11
    "RUEHAG"  "AMCONSUL HAMBURG"         Consulate "=" "Hamburg"         "Germany"         53.55    9.99
    "RUEHAH"  "AMEMBASSY ASHGABAT"       Embassy   "=" "Ashgabat"        "Turkmenistan"    37.95   58.38
    "RUEHAK"  "AMEMBASSY ANKARA"         Embassy   "=" "Ankara"          "Turkey"          39.92   32.85
    "RUEHAM"  "AMEMBASSY AMMAN"          Embassy   "=" "Amman"           "Jordan"          31.95   35.93
    "RUEHAN"  "AMEMBASSY ANTANANARIVO"   Embassy   "=" "Antananarivo"    "Madagascar"     -18.91   47.53
    "RUEHAO"  "AMCONSUL CURACAO"         Consulate "=" "Willemstad"      "Curacao"         12.11  -68.93
    "RUEHAP"  "AMEMBASSY APIA"           Embassy   "=" "Apia"            "Samoa"          -13.83 -171.77
    "RUEHAR"  "AMEMBASSY ACCRA"          Embassy   "=" "Accra"           "Ghana"            5.60   -0.19
    "RUEHAS"  "AMEMBASSY ALGIERS"        Embassy   "=" "Algiers"         "Algeria"         36.75    3.06
    "RUEHAST" "AMCONSUL ALMATY"          Consulate "=" "Almaty"          "Kazakhstan"      43.24   76.95
    "RUEHAT"  "AMCONSUL AMSTERDAM"       Consulate "=" "Amsterdam"       "Netherlands"     52.37    4.90
    "RUEHBC"  "REO BASRAH"               BranchOffice "=" "Basrah"          "Iraq"            30.51   47.78
    "RUEHBD"  "AMEMBASSY BANDAR SERI BEGAWAN" Embassy   "=" "Bandar Seri Begawan" "Brunei"           4.89  114.94
    "RUEHBE"  "AMEMBASSY BELMOPAN"       Embassy   "=" "Belmopan"        "Belize"          17.25  -88.77
    "RUEHBH"  "AMEMBASSY NASSAU"         Embassy   "=" "Nassau"          "Bahamas"         25.06  -77.34
    "RUEHBI"  "AMCONSUL MUMBAI"          Consulate "=" "Mumbai"          "India"           19.08   72.88
    "RUEHBJ"  "AMEMBASSY BEIJING"        Embassy   "=" "Beijing"         "China"           39.90  116.40
    "RUEHBK"  "AMEMBASSY BANGKOK"        Embassy   "=" "Bangkok"         "Thailand"        13.75  100.50
    "RUEHBL"  "AMCONSUL BELFAST"         Consulate "=" "Belfast"         "United Kingdom"  54.60   -5.93
    "RUEHBM"  "AMEMBASSY BUCHAREST"      Embassy   "=" "Bucharest"       "Romania"         44.43   26.10
    "RUEHBN"  "AMCONSUL MELBOURNE"       Consulate "=" "Melbourne"       "Australia"      -37.81  144.96
    "RUEHBO"  "AMEMBASSY BOGOTA"         Embassy   "=" "Bogota"          "Colombia"         4.71  -74.07
    "RUEHBP"  "AMEMBASSY BAMAKO"         Embassy   "=" "Bamako"          "Mali"            12.64   -8.00
    "RUEHBR"  "AMEMBASSY BRASILIA"       Embassy   "=" "Brasilia"        "Brazil"         -15.79  -47.88
    "RUEHBS"  "AMEMBASSY BRUSSELS"       Embassy   "=" "Brussels"        "Belgium"         50.85    4.35
    "RUEHBS"  "USEU BRUSSELS"            Mission   "USEU BRUSSELS" "Brussels"        "Belgium"         50.85    4.35
    "RUEHBU"  "AMEMBASSY BUENOS AIRES"   Embassy   "=" "Buenos Aires"    "Argentina"      -34.60  -58.38
    "RUEHBUL" "AMEMBASSY KABUL"          Embassy   "=" "Kabul"           "Afghanistan"     34.53   69.17
    "RUEHBW"  "AMEMBASSY BELGRADE"       Embassy   "=" "Belgrade"        "Serbia"          44.82   20.46
    "RUEHBY"  "AMEMBASSY CANBERRA"       Embassy   "=" "Canberra"        "Australia"      -35.28  149.13
    "RUEHBZ"  "AMEMBASSY BRAZZAVILLE"    Embassy   "=" "Brazzaville"     "Congo"           -4.27   15.28
    "RUEHC"   "SECSTATE WASHDC"          Department "STATE" "Washington"      "United States"   38.89  -77.05
    "RUEHCD"  "AMCONSUL CIUDAD JUAREZ"   Consulate "=" "Ciudad Juarez"   "Mexico"          31.69 -106.42
    "RUEHCG"  "AMCONSUL CHENNAI"         Consulate "=" "Chennai"         "India"           13.08   80.27
    "RUEHCH"  "AMEMBASSY CHISINAU"       Embassy   "=" "Chisinau"        "Moldova"         47.01   28.86
    "RUEHCHI" "AMCONSUL CHIANG MAI"      Consulate "=" "Chiang Mai"      "Thailand"        18.79   98.98
    "RUEHCI"  "AMCONSUL KOLKATA"         Consulate "=" "Kolkata"         "India"           22.57   88.36
    "RUEHCL"  "AMCONSUL CASABLANCA"      Consulate "=" "Casablanca"      "Morocco"         33.57   -7.59
    "RUEHCN"  "AMCONSUL CHENGDU"         Consulate "=" "Chengdu"         "China"           30.57  104.07
    "RUEHCO"  "AMEMBASSY COTONOU"        Embassy   "=" "Cotonou"         "Benin"            6.37    2.43
    "RUEHCP"  "AMEMBASSY COPENHAGEN"     Embassy   "=" "Copenhagen"      "Denmark"         55.68   12.57
    "RUEHCV"  "AMEMBASSY CARACAS"        Embassy   "=" "Caracas"         "Venezuela"       10.48  -66.90
    "RUEHDA"  "AMCONSUL ADANA"           Consulate "=" "Adana"           "Turkey"          37.00   35.32
    "RUEHDBU" "AMEMBASSY DUSHANBE"       Embassy   "=" "Dushanbe"        "Tajikistan"      38.56   68.79
    "RUEHDE"  "AMCONSUL DUBAI"           Consulate "=" "Dubai"           "United Arab Emirates"  25.20   55.27
    "RUEHDF"  "AMCONSUL DUSSELDORF"      Consulate "=" "Dusseldorf"      "Germany"         51.23    6.78
    "RUEHDG"  "AMEMBASSY SANTO DOMINGO"  Embassy   "=" "Santo Domingo"   "Dominican Republic"  18.49  -69.93
    "RUEHDH"  "AMCONSUL DHAHRAN"         Consulate "=" "Dhahran"         "Saudi Arabia"    26.29   50.11
    "RUEHDIR" "IRAN RPO DUBAI"           BranchOffice "=" "Dubai"           "United Arab Emirates"  25.20   55.27
    "RUEHDJ"  "AMEMBASSY DJIBOUTI"       Embassy   "=" "Djibouti"        "Djibouti"        11.59   43.15
    "RUEHDK"  "AMEMBASSY DAKAR"          Embassy   "=" "Dakar"           "Senegal"         14.69  -17.45
    "RUEHDL"  "AMEMBASSY DUBLIN"         Embassy   "=" "Dublin"          "Ireland"         53.35   -6.26
    "RUEHDM"  "AMEMBASSY DAMASCUS"       Embassy   "=" "Damascus"        "Syria"           33.51   36.29
    "RUEHDN"  "AMCONSUL SYDNEY"          Consulate "=" "Sydney"          "Australia"      -33.87  151.21
    "RUEHDO"  "AMEMBASSY DOHA"           Embassy   "=" "Doha"            "Qatar"           25.29   51.53
    "RUEHDR"  "AMEMBASSY DAR ES SALAAM"  Embassy   "=" "Dar es Salaam"   "Tanzania"        -6.79   39.28
    "RUEHDS"  "AMEMBASSY ADDIS ABABA"    Embassy   "=" "Addis Ababa"     "Ethiopia"         9.02   38.75
    "RUEHDSU" "USMISSION USAU ADDIS ABABA" Mission   ""  "Addis Ababa"     "Ethiopia"         9.02   38.75
    "RUEHDT"  "AMEMBASSY DILI"           Embassy   "=" "Dili"            "Timor-Leste"     -8.56  125.57
    "RUEHDU"  "AMCONSUL DURBAN"          Consulate "=" "Durban"          "South Africa"   -29.86   31.02
    "RUEHED"  "AMCONSUL EDINBURGH"       Consulate "=" "Edinburgh"       "United Kingdom"  55.95   -3.19
    "RUEHEG"  "AMEMBASSY CAIRO"          Embassy   "=" "Cairo"           "Egypt"           30.04   31.24
    "RUEHEK"  "AMEMBASSY BISHKEK"        Embassy   "=" "Bishkek"         "Kyrgyzstan"      42.87   74.59
    "RUEHEL"  "USOFFICE ELSO ANTWERP"    Office    ""  "Antwerp"         "Belgium"         51.22    4.40
    "RUEHFK"  "AMCONSUL FUKUOKA"         Consulate "=" "Fukuoka"         "Japan"           33.59  130.40
    "RUEHFL"  "AMCONSUL FLORENCE"        Consulate "=" "Florence"        "Italy"           43.77   11.26
    "RUEHFN"  "AMEMBASSY FREETOWN"       Embassy   "=" "Freetown"        "Sierra Leone"     8.48  -13.23
    "RUEHFR"  "AMEMBASSY PARIS"          Embassy   "=" "Paris"           "France"          48.86    2.35
    "RUEHFRE" "USMISSION UNESCO PARIS"   Mission   "PARIS FR" "Paris"           "France"          48.86    2.35
    "RUEHFRO" "USMISSION OECD PARIS"     Mission   ""  "Paris"           "France"          48.86    2.35
    "RUEHFRS" "AMCONSUL STRASBOURG"      Consulate "=" "Strasbourg"      "France"          48.58    7.75
    "RUEHFSC" "USOFFICE FSC CHARLESTON"  Office    ""  "Charleston"      "United States"   32.78  -79.93
    "RUEHFSI" "DIR FSINFATC WASHINGTON DC" Office    ""  "Washington"      "United States"   38.87  -77.10
    "RUEHFT"  "AMCONSUL FRANKFURT"       Consulate "=" "Frankfurt"       "Germany"         50.11    8.68
    "RUEHGA"  "AMCONSUL CALGARY"         Consulate "=" "Calgary"         "Canada"          51.05 -114.07
    "RUEHGB"  "AMEMBASSY BAGHDAD"        Embassy   "=" "Baghdad"         "Iraq"            33.31   44.37
    "RUEHGD"  "AMCONSUL GUADALAJARA"     Consulate "=" "Guadalajara"     "Mexico"          20.67 -103.35
    "RUEHGE"  "AMEMBASSY GEORGETOWN"     Embassy   "=" "Georgetown"      "Guyana"           6.80  -58.16
    "RUEHGFS" "USOFFICE GLOBAL FINANCIAL SERVICES" Office    ""  "Charleston"      "United States"   32.78  -79.93
    "RUEHGH"  "AMCONSUL SHANGHAI"        Consulate "=" "Shanghai"        "China"           31.23  121.47
    "RUEHGI"  "AMEMBASSY BANGUI"         Embassy   "=" "Bangui"          "Central African Republic"   4.36   18.56
    "RUEHGL"  "AMCONSUL GUAYAQUIL"       Consulate "=" "Guayaquil"       "Ecuador"         -2.19  -79.89
    "RUEHGO"  "AMEMBASSY RANGOON"        Embassy   "=" "Rangoon"         "Burma"           16.80   96.15
    "RUEHGP"  "AMEMBASSY SINGAPORE"      Embassy   "=" "Singapore"       "Singapore"        1.30  103.82
    "RUEHGR"  "AMEMBASSY GRENADA"        Embassy   "=" "St. George's"    "Grenada"         12.05  -61.75
    "RUEHGT"  "AMEMBASSY GUATEMALA"      Embassy   "=" "Guatemala City"  "Guatemala"       14.62  -90.52
    "RUEHGV"  "USMISSION GENEVA"         Mission   "=" "Geneva"          "Switzerland"     46.21    6.15
    "RUEHGVC" "USMISSION CD GENEVA"      Mission   "=" "Geneva"          "Switzerland"     46.21    6.15
    "RUEHGVS" "USMISSION USTR GENEVA"    Mission   "=" "Geneva"          "Switzerland"     46.21    6.15
    "RUEHGZ"  "AMCONSUL GUANGZHOU"       Consulate "=" "Guangzhou"       "China"           23.13  113.26
    "RUEHHA"  "AMCONSUL HALIFAX"         Consulate "=" "Halifax"         "Canada"          44.65  -63.57
    "RUEHHE"  "AMEMBASSY HELSINKI"       Embassy   "=" "Helsinki"        "Finland"         60.17   24.94
    "RUEHHI"  "AMEMBASSY HANOI"          Embassy   "=" "Hanoi"           "Vietnam"         21.03  105.85
    "RUEHHK"  "AMCONSUL HONG KONG"       Consulate "=" "Hong Kong"       "China"           22.28  114.16
    "RUEHHM"  "AMCONSUL HO CHI MINH CITY" Consulate "=" "Ho Chi Minh City" "Vietnam"         10.78  106.70
    "RUEHHO"  "AMCONSUL HERMOSILLO"      Consulate "=" "Hermosillo"      "Mexico"          29.07 -110.96
    "RUEHHT"  "AMCONSUL HAMILTON"        Consulate "=" "Hamilton"        "Bermuda"         32.29  -64.78
    "RUEHIK"  "AMCONSUL THESSALONIKI"    Consulate "=" "Thessaloniki"    "Greece"          40.64   22.94
    "RUEHIL"  "AMEMBASSY ISLAMABAD"      Embassy   "=" "Islamabad"       "Pakistan"        33.72   73.06
    "RUEHIN"  "AIT TAIPEI"               Institute "AIT TAIPEI" "Taipei"          "Taiwan"          25.03  121.57
    "RUEHINK" "AIT KAOHSIUNG"            Institute "=" "Kaohsiung"       "Taiwan"          22.62  120.31
    "RUEHISO" "USOFFICE FADPC WASHINGTON DC" Office    ""  "Washington"      "United States"   38.89  -77.05
    "RUEHIT"  "AMCONSUL ISTANBUL"        Consulate "=" "Istanbul"        "Turkey"          41.01   28.98
    "RUEHJA"  "AMEMBASSY JAKARTA"        Embassy   "=" "Jakarta"         "Indonesia"       -6.18  106.83
    "RUEHJAM" "APP MEDAN"                BranchOffice "=" "Medan"           "Indonesia"        3.59   98.67
    "RUEHJAS" "USMISSION ASEAN JAKARTA"  Mission   ""  "Jakarta"         "Indonesia"       -6.18  106.83
    "RUEHJB"  "AMEMBASSY BUJUMBURA"      Embassy   "=" "Bujumbura"       "Burundi"         -3.38   29.36
    "RUEHJI"  "AMCONSUL JEDDAH"          Consulate "=" "Jeddah"          "Saudi Arabia"    21.54   39.17
    "RUEHJL"  "AMEMBASSY BANJUL"         Embassy   "=" "Banjul"          "Gambia"          13.45  -16.58
    "RUEHJM"  "AMCONSUL JERUSALEM"       Consulate "=" "Jerusalem"       "Jerusalem"       31.78   35.22
    "RUEHJO"  "AMCONSUL JOHANNESBURG"    Consulate "=" "Johannesburg"    "South Africa"   -26.20   28.04
    "RUEHJS"  "AMCONSUL SURABAYA"        Consulate "=" "Surabaya"        "Indonesia"       -7.26  112.75
    "RUEHKA"  "AMEMBASSY DHAKA"          Embassy   "=" "Dhaka"           "Bangladesh"      23.80   90.42
    "RUEHKB"  "AMEMBASSY BAKU"           Embassy   "=" "Baku"            "Azerbaijan"      40.38   49.85
    "RUEHKG"  "AMEMBASSY KINGSTON"       Embassy   "=" "Kingston"        "Jamaica"         18.01  -76.79
    "RUEHKH"  "AMEMBASSY KHARTOUM"       Embassy   "=" "Khartoum"        "Sudan"           15.58   32.53
    "RUEHKHJ" "AMCONSUL JUBA"            Consulate "=" "Juba"            "South Sudan"      4.85   31.60
    "RUEHKI"  "AMEMBASSY KINSHASA"       Embassy   "=" "Kinshasa"        "Democratic Republic of the Congo"  -4.32   15.31
    "RUEHKL"  "AMEMBASSY KUALA LUMPUR"   Embassy   "=" "Kuala Lumpur"    "Malaysia"         3.15  101.71
    "RUEHKM"  "AMEMBASSY KAMPALA"        Embassy   "=" "Kampala"         "Uganda"           0.31   32.58
    "RUEHKN"  "AMEMBASSY KOLONIA"        Embassy   "=" "Kolonia"         "Micronesia"       6.96  158.21
    "RUEHKO"  "AMEMBASSY TOKYO"          Embassy   "=" "Tokyo"           "Japan"           35.67  139.74
    "RUEHKP"  "AMCONSUL KARACHI"         Consulate "=" "Karachi"         "Pakistan"        24.86   67.01
    "RUEHKR"  "AMEMBASSY KOROR"          Embassy   "=" "Koror"           "Palau"            7.34  134.47
    "RUEHKSO" "AMCONSUL SAPPORO"         Consulate "=" "Sapporo"         "Japan"           43.06  141.35
    "RUEHKT"  "AMEMBASSY KATHMANDU"      Embassy   "=" "Kathmandu"       "Nepal"           27.72   85.32
    "RUEHKU"  "AMEMBASSY KUWAIT"         Embassy   "=" "Kuwait City"     "Kuwait"          29.37   47.98
    "RUEHKUK" "RRT ERBIL"                BranchOffice "RRT ERBIL" "Erbil"           "Iraq"            36.19   44.01
    "RUEHKV"  "AMEMBASSY KYIV"           Embassy   "=" "Kyiv"            "Ukraine"         50.45   30.52
    "RUEHKW"  "AMCONSUL KRAKOW"          Consulate "=" "Krakow"          "Poland"          50.06   19.94
    "RUEHLA"  "AMCONSUL BARCELONA"       Consulate "=" "Barcelona"       "Spain"           41.39    2.17
    "RUEHLB"  "AMEMBASSY BEIRUT"         Embassy   "=" "Beirut"          "Lebanon"         33.89   35.50
    "RUEHLC"  "AMEMBASSY LIBREVILLE"     Embassy   "=" "Libreville"      "Gabon"            0.39    9.45
    "RUEHLE"  "AMEMBASSY LUXEMBOURG"     Embassy   "=" "Luxembourg"      "Luxembourg"      49.61    6.13
    "RUEHLG"  "AMEMBASSY LILONGWE"       Embassy   "=" "Lilongwe"        "Malawi"         -13.96   33.79
    "RUEHLGB" "AMEMBASSY KIGALI"         Embassy   "=" "Kigali"          "Rwanda"          -1.94   30.06
    "RUEHLH"  "AMCONSUL LAHORE"          Consulate "=" "Lahore"          "Pakistan"        31.55   74.34
    "RUEHLI"  "AMEMBASSY LISBON"         Embassy   "=" "Lisbon"          "Portugal"        38.72   -9.14
    "RUEHLJ"  "AMEMBASSY LJUBLJANA"      Embassy   "=" "Ljubljana"       "Slovenia"        46.06   14.51
    "RUEHLM"  "AMEMBASSY COLOMBO"        Embassy   "=" "Colombo"         "Sri Lanka"        6.93   79.85
    "RUEHLN"  "AMCONSUL ST PETERSBURG"   Consulate "=" "St. Petersburg"  "Russia"          59.94   30.32
    "RUEHLO"  "AMEMBASSY LONDON"         Embassy   "=" "London"          "United Kingdom"  51.51   -0.13
    "RUEHLOB" "AMCONSUL BELFAST"         Consulate "=" "Belfast"         "United Kingdom"  54.60   -5.93
    "RUEHLP"  "AMEMBASSY LA PAZ"         Embassy   "=" "La Paz"          "Bolivia"        -16.50  -68.15
    "RUEHLS"  "AMEMBASSY LUSAKA"         Embassy   "=" "Lusaka"          "Zambia"         -15.42   28.28
    "RUEHLU"  "AMEMBASSY LUANDA"         Embassy   "=" "Luanda"          "Angola"          -8.84   13.23
    "RUEHLZ"  "AMCONSUL LEIPZIG"         Consulate "=" "Leipzig"         "Germany"         51.34   12.37
    "RUEHMA"  "AMEMBASSY MALABO"         Embassy   "=" "Malabo"          "Equatorial Guinea"   3.75    8.78
    "RUEHMB"  "AMEMBASSY MBABANE"        Embassy   "=" "Mbabane"         "Swaziland"      -26.32   31.14
    "RUEHMC"  "AMCONSUL MONTERREY"       Consulate "=" "Monterrey"       "Mexico"          25.67 -100.31
    "RUEHMD"  "AMEMBASSY MADRID"         Embassy   "=" "Madrid"          "Spain"           40.42   -3.70
    "RUEHME"  "AMEMBASSY MEXICO"         Embassy   "=" "Mexico City"     "Mexico"          19.43  -99.13
    "RUEHMI"  "USOFFICE FRC FORT LAUDERDALE" Office    ""  "Fort Lauderdale" "United States"   26.12  -80.14
    "RUEHMIL" "AMCONSUL MILAN"           Consulate "=" "Milan"           "Italy"           45.46    9.19
    "RUEHMJ"  "AMEMBASSY MAJURO"         Embassy   "=" "Majuro"          "Marshall Islands"   7.09  171.38
    "RUEHMK"  "AMEMBASSY MANAMA"         Embassy   "=" "Manama"          "Bahrain"         26.22   50.59
    "RUEHML"  "AMEMBASSY MANILA"         Embassy   "=" "Manila"          "Philippines"     14.60  120.98
    "RUEHMLR" "RSC MANILA"               Office    ""  "Manila"          "Philippines"     14.60  120.98
    "RUEHMN"  "AMEMBASSY MONTEVIDEO"     Embassy   "=" "Montevideo"      "Uruguay"        -34.90  -56.17
    "RUEHMO"  "AMEMBASSY MOSCOW"         Embassy   "=" "Moscow"          "Russia"          55.75   37.62
    "RUEHMR"  "AMEMBASSY MASERU"         Embassy   "=" "Maseru"          "Lesotho"        -29.31   27.48
    "RUEHMRE" "AMCONSUL MARSEILLE"       Consulate "=" "Marseille"       "France"          43.30    5.37
    "RUEHMS"  "AMEMBASSY MUSCAT"         Embassy   "=" "Muscat"          "Oman"            23.61   58.54
    "RUEHMT"  "AMCONSUL MONTREAL"        Consulate "=" "Montreal"        "Canada"          45.50  -73.57
    "RUEHMU"  "AMEMBASSY MANAGUA"        Embassy   "=" "Managua"         "Nicaragua"       12.14  -86.25
    "RUEHMV"  "AMEMBASSY MONROVIA"       Embassy   "=" "Monrovia"        "Liberia"          6.30  -10.80
    "RUEHMZ"  "AMCONSUL MUNICH"          Consulate "=" "Munich"          "Germany"         48.14   11.58
    "RUEHNAG" "AMCONSUL NAGOYA"          Consulate "=" "Nagoya"          "Japan"           35.18  136.91
    "RUEHNC"  "AMEMBASSY NICOSIA"        Embassy   "=" "Nicosia"         "Cyprus"          35.17   33.36
    "RUEHNE"  "AMEMBASSY NEW DELHI"      Embassy   "=" "New Delhi"       "India"           28.61   77.21
    "RUEHNEH" "AMCONSUL HYDERABAD"       Consulate "=" "Hyderabad"       "India"           17.39   78.49
    "RUEHNG"  "AMCONSUL NOGALES"         Consulate "=" "Nogales"         "Mexico"          31.31 -110.94
    "RUEHNH"  "AMCONSUL NAHA"            Consulate "=" "Naha"            "Japan"           26.21  127.68
    "RUEHNJ"  "AMEMBASSY NDJAMENA"       Embassy   "=" "N'Djamena"       "Chad"            12.11   15.04
    "RUEHNK"  "AMEMBASSY NOUAKCHOTT"     Embassy   "=" "Nouakchott"      "Mauritania"      18.09  -15.98
    "RUEHNL"  "AMCONSUL NUEVO LAREDO"    Consulate "=" "Nuevo Laredo"    "Mexico"          27.48  -99.52
    "RUEHNM"  "AMEMBASSY NIAMEY"         Embassy   "=" "Niamey"          "Niger"           13.51    2.11
    "RUEHNO"  "USMISSION USNATO"         Mission   "=" "Brussels"        "Belgium"         50.88    4.42
    "RUEHNP"  "AMCONSUL NAPLES"          Consulate "=" "Naples"          "Italy"           40.85   14.27
    "RUEHNR"  "AMEMBASSY NAIROBI"        Embassy   "=" "Nairobi"         "Kenya"           -1.29   36.82
    "RUEHNT"  "AMEMBASSY TASHKENT"       Embassy   "=" "Tashkent"        "Uzbekistan"      41.30   69.24
    "RUEHNW"  "DIR DTSPO WASHINGTON DC"  Office    ""  "Washington"      "United States"   38.89  -77.05
    "RUEHNY"  "AMEMBASSY OSLO"           Embassy   "=" "Oslo"            "Norway"          59.91   10.75
    "RUEHNZ"  "AMCONSUL AUCKLAND"        Consulate "=" "Auckland"        "New Zealand"    -36.85  174.76
    "RUEHOK"  "AMCONSUL OSAKA KOBE"      Consulate "=" "Osaka"           "Japan"           34.69  135.50
    "RUEHON"  "AMCONSUL TORONTO"         Consulate "=" "Toronto"         "Canada"          43.65  -79.38
    "RUEHOR"  "AMEMBASSY GABORONE"       Embassy   "=" "Gaborone"        "Botswana"       -24.65   25.91
    "RUEHOS"  "AMCONSUL LAGOS"           Consulate "=" "Lagos"           "Nigeria"          6.45    3.39
    "RUEHOT"  "AMEMBASSY OTTAWA"         Embassy   "=" "Ottawa"          "Canada"          45.42  -75.70
    "RUEHOTW" "APP WINNIPEG"             BranchOffice "=" "Winnipeg"        "Canada"          49.90  -97.14
    "RUEHOU"  "AMEMBASSY OUAGADOUGOU"    Embassy   "=" "Ouagadougou"     "Burkina Faso"    12.37   -1.52
    "RUEHPA"  "AMEMBASSY PRAIA"          Embassy   "=" "Praia"           "Cape Verde"      14.92  -23.51
    "RUEHPB"  "AMEMBASSY PORT MORESBY"   Embassy   "=" "Port Moresby"    "Papua New Guinea"  -9.44  147.18
    "RUEHPC"  "AMEMBASSY LOME"           Embassy   "=" "Lome"            "Togo"             6.13    1.22
    "RUEHPD"  "AMCONSUL PONTA DELGADA"   Consulate "=" "Ponta Delgada"   "Portugal"        37.74  -25.67
    "RUEHPE"  "AMEMBASSY LIMA"           Embassy   "=" "Lima"            "Peru"           -12.05  -77.04
    "RUEHPF"  "AMEMBASSY PHNOM PENH"     Embassy   "=" "Phnom Penh"      "Cambodia"        11.56  104.92
    "RUEHPG"  "AMEMBASSY PRAGUE"         Embassy   "=" "Prague"          "Czech Republic"  50.08   14.44
    "RUEHPIF" "USOFFICE PIF WASHINGTON DC" Office    ""  "Washington"      "United States"   38.89  -77.05
    "RUEHPL"  "AMEMBASSY PORT LOUIS"     Embassy   "=" "Port Louis"      "Mauritius"      -20.16   57.50
    "RUEHPNH" "NVC PORTSMOUTH NH"        Office    ""  "Portsmouth"      "United States"   43.07  -70.76
    "RUEHPO"  "AMEMBASSY PARAMARIBO"     Embassy   "=" "Paramaribo"      "Suriname"         5.87  -55.17
    "RUEHPOD" "AMEMBASSY PODGORICA"      Embassy   "=" "Podgorica"       "Montenegro"      42.44   19.26
    "RUEHPS"  "AMEMBASSY PRISTINA"       Embassy   "=" "Pristina"        "Kosovo"          42.66   21.17
    "RUEHPT"  "AMCONSUL PERTH"           Consulate "=" "Perth"           "Australia"      -31.95  115.86
    "RUEHPU"  "AMEMBASSY PORT AU PRINCE" Embassy   "=" "Port-au-Prince"  "Haiti"           18.54  -72.34
    "RUEHPW"  "AMCONSUL PESHAWAR"        Consulate "=" "Peshawar"        "Pakistan"        34.01   71.57
    "RUEHQT"  "AMEMBASSY QUITO"          Embassy   "=" "Quito"           "Ecuador"         -0.18  -78.47
    "RUEHQU"  "AMCONSUL QUEBEC"          Consulate "=" "Quebec"          "Canada"          46.81  -71.21
    "RUEHRA"  "AMEMBASSY RIGA"           Embassy   "=" "Riga"            "Latvia"          56.95   24.11
    "RUEHRB"  "AMEMBASSY RABAT"          Embassy   "=" "Rabat"           "Morocco"         34.02   -6.84
    "RUEHRD"  "AMCONSUL MERIDA"          Consulate "=" "Merida"          "Mexico"          20.97  -89.62
    "RUEHRG"  "AMCONSUL RECIFE"          Consulate "=" "Recife"          "Brazil"          -8.05  -34.88
    "RUEHRH"  "AMEMBASSY RIYADH"         Embassy   "=" "Riyadh"          "Saudi Arabia"    24.71   46.68
    "RUEHRI"  "AMCONSUL RIO DE JANEIRO"  Consulate "=" "Rio de Janeiro"  "Brazil"         -22.91  -43.17
    "RUEHRK"  "AMEMBASSY REYKJAVIK"      Embassy   "=" "Reykjavik"       "Iceland"         64.15  -21.94
    "RUEHRL"  "AMEMBASSY BERLIN"         Embassy   "=" "Berlin"          "Germany"         52.52   13.40
    "RUEHRN"  "USMISSION UN ROME"        Mission   "=" "Rome"            "Italy"           41.90   12.49
    "RUEHRO"  "AMEMBASSY ROME"           Embassy   "=" "Rome"            "Italy"           41.90   12.49
    "RUEHROV" "AMEMBASSY VATICAN"        Embassy   "=" "Vatican City"    "Holy See"        41.90   12.45
    "RUEHRS"  "AMCONSUL MATAMOROS"       Consulate "=" "Matamoros"       "Mexico"          25.87  -97.50
    "RUEHRY"  "AMEMBASSY CONAKRY"        Embassy   "=" "Conakry"         "Guinea"           9.54  -13.68
    "RUEHSA"  "AMEMBASSY PRETORIA"       Embassy   "=" "Pretoria"        "South Africa"   -25.75   28.19
    "RUEHSAB" "AMEMBASSY HARARE"         Embassy   "=" "Harare"          "Zimbabwe"       -17.83   31.05
    "RUEHSB"  "AMEMBASSY HARARE"         Embassy   "=" "Harare"          "Zimbabwe"       -17.83   31.05
    "RUEHSD"  "SECSTATE SERVICE DESK WASHINGTON DC" Office    ""  "Washington"      "United States"   38.89  -77.05
    "RUEHSDW" "DOS WORLD WIDE SERVICE DESK" Office    ""  "Washington"      "United States"   38.89  -77.05
    "RUEHSF"  "AMEMBASSY SOFIA"          Embassy   "=" "Sofia"           "Bulgaria"        42.70   23.32
    "RUEHSG"  "AMEMBASSY SANTIAGO"       Embassy   "=" "Santiago"        "Chile"          -33.45  -70.67
    "RUEHSH"  "AMCONSUL SHENYANG"        Consulate "=" "Shenyang"        "China"           41.80  123.43
    "RUEHSI"  "AMEMBASSY TBILISI"        Embassy   "=" "Tbilisi"         "Georgia"         41.72   44.79
    "RUEHSJ"  "AMEMBASSY SAN JOSE"       Embassy   "=" "San Jose"        "Costa Rica"       9.93  -84.08
    "RUEHSK"  "AMEMBASSY MINSK"          Embassy   "=" "Minsk"           "Belarus"         53.90   27.57
    "RUEHSL"  "AMEMBASSY BRATISLAVA"     Embassy   "=" "Bratislava"      "Slovakia"        48.15   17.11
    "RUEHSM"  "AMEMBASSY STOCKHOLM"      Embassy   "=" "Stockholm"       "Sweden"          59.33   18.07
    "RUEHSN"  "AMEMBASSY SAN SALVADOR"   Embassy   "=" "San Salvador"    "El Salvador"     13.69  -89.22
    "RUEHSO"  "AMCONSUL SAO PAULO"       Consulate "=" "Sao Paulo"       "Brazil"         -23.55  -46.63
    "RUEHSP"  "AMEMBASSY PORT OF SPAIN"  Embassy   "=" "Port of Spain"   "Trinidad and Tobago"  10.65  -61.51
    "RUEHSQ"  "AMEMBASSY SKOPJE"         Embassy   "=" "Skopje"          "Macedonia"       42.00   21.43
    "RUEHSR"  "AMCONSUL STRASBOURG"      Consulate "=" "Strasbourg"      "France"          48.58    7.75
    "RUEHST"  "DEPT OF STATE BELTSVILLE MD" Office    ""  "Beltsville"      "United States"   39.03  -76.92
    "RUEHSV"  "AMEMBASSY SUVA"           Embassy   "=" "Suva"            "Fiji"           -18.14  178.44
    "RUEHSW"  "AMEMBASSY BERN"           Embassy   "=" "Bern"            "Switzerland"     46.95    7.45
    "RUEHTA"  "AMEMBASSY ASTANA"         Embassy   "=" "Astana"          "Kazakhstan"      51.17   71.43
    "RUEHTB"  "USOFFICE FSC BANGKOK"     Office    ""  "Bangkok"         "Thailand"        13.75  100.50
    "RUEHTC"  "AMEMBASSY THE HAGUE"      Embassy   "=" "The Hague"       "Netherlands"     52.08    4.31
    "RUEHTG"  "AMEMBASSY TEGUCIGALPA"    Embassy   "=" "Tegucigalpa"     "Honduras"        14.08  -87.21
    "RUEHTH"  "AMEMBASSY ATHENS"         Embassy   "=" "Athens"          "Greece"          37.98   23.73
    "RUEHTI"  "AMEMBASSY TIRANA"         Embassy   "=" "Tirana"          "Albania"         41.33   19.82
    "RUEHTL"  "AMEMBASSY TALLINN"        Embassy   "=" "Tallinn"         "Estonia"         59.44   24.75
    "RUEHTM"  "AMCONSUL TIJUANA"         Consulate "=" "Tijuana"         "Mexico"          32.53 -117.04
    "RUEHTN"  "AMCONSUL CAPE TOWN"       Consulate "=" "Cape Town"       "South Africa"   -33.92   18.42
    "RUEHTO"  "AMEMBASSY MAPUTO"         Embassy   "=" "Maputo"          "Mozambique"     -25.97   32.58
    "RUEHTRO" "AMEMBASSY TRIPOLI"        Embassy   "=" "Tripoli"         "Libya"           32.89   13.19
    "RUEHTU"  "AMEMBASSY TUNIS"          Embassy   "=" "Tunis"           "Tunisia"         36.81   10.18
    "RUEHTV"  "AMEMBASSY TEL AVIV"       Embassy   "=" "Tel Aviv"        "Israel"          32.08   34.78
    "RUEHUB"  "USINT HAVANA"             InterestsSection "=" "Havana"          "Cuba"            23.13  -82.38
    "RUEHUJA" "AMEMBASSY ABUJA"          Embassy   "=" "Abuja"           "Nigeria"          9.07    7.49
    "RUEHUL"  "AMEMBASSY SEOUL"          Embassy   "=" "Seoul"           "South Korea"     37.57  126.98
    "RUEHUM"  "AMEMBASSY ULAANBAATAR"    Embassy   "=" "Ulaanbaatar"     "Mongolia"        47.92  106.92
    "RUEHUNV" "USMISSION UNVIE VIENNA"   Mission   "=" "Vienna"          "Austria"         48.21   16.37
    "RUEHUP"  "AMEMBASSY BUDAPEST"       Embassy   "=" "Budapest"        "Hungary"         47.50   19.04
    "RUEHUR"  "AMEMBASSY ULAANBAATAR"    Embassy   "=" "Ulaanbaatar"     "Mongolia"        47.92  106.92
    "RUEHVB"  "AMEMBASSY ZAGREB"         Embassy   "=" "Zagreb"          "Croatia"         45.81   15.98
    "RUEHVC"  "AMCONSUL VANCOUVER"       Consulate "=" "Vancouver"       "Canada"          49.28 -123.12
    "RUEHVEN" "USMISSION USOSCE"         Mission   "=" "Vienna"          "Austria"         48.21   16.37
    "RUEHVI"  "AMEMBASSY VIENNA"         Embassy   "=" "Vienna"          "Austria"         48.21   16.37
    "RUEHVJ"  "AMEMBASSY SARAJEVO"       Embassy   "=" "Sarajevo"        "Bosnia and Herzegovina"  43.86   18.41
    "RUEHVK"  "AMCONSUL VLADIVOSTOK"     Consulate "=" "Vladivostok"     "Russia"          43.12  131.89
    "RUEHVL"  "AMEMBASSY VILNIUS"        Embassy   "=" "Vilnius"         "Lithuania"       54.69   25.28
    "RUEHVN"  "AMEMBASSY VIENTIANE"      Embassy   "=" "Vientiane"       "Laos"            17.97  102.63
    "RUEHVT"  "AMEMBASSY VALLETTA"       Embassy   "=" "Valletta"        "Malta"           35.90   14.51
    "RUEHWD"  "AMEMBASSY WINDHOEK"       Embassy   "=" "Windhoek"        "Namibia"        -22.57   17.08
    "RUEHWFC" "USOFFICE WFC WASHINGTON DC" Office    ""  "Washington"      "United States"   38.89  -77.05
    "RUEHWL"  "AMEMBASSY WELLINGTON"     Embassy   "=" "Wellington"      "New Zealand"    -41.29  174.78
    "RUEHWN"  "AMEMBASSY BRIDGETOWN"     Embassy   "=" "Bridgetown"      "Barbados"        13.10  -59.62
    "RUEHWR"  "AMEMBASSY WARSAW"         Embassy   "=" "Warsaw"          "Poland"          52.23   21.01
    "RUEHYD"  "AMEMBASSY YAOUNDE"        Embassy   "=" "Yaounde"         "Cameroon"         3.87   11.52
    "RUEHYE"  "AMEMBASSY YEREVAN"        Embassy   "=" "Yerevan"         "Armenia"         40.18   44.51
    "RUEHYG"  "AMCONSUL YEKATERINBURG"   Consulate "=" "Yekaterinburg"   "Russia"          56.84   60.60
    "RUEHYN"  "AMEMBASSY SANAA"          Embassy   "=" "Sanaa"           "Yemen"           15.35   44.21
    "RUEHZP"  "AMEMBASSY PANAMA"         Embassy   "=" "Panama City"     "Panama"           8.98  -79.52
}
