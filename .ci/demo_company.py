#!/usr/bin/env python3
"""Write the demo company, a maker of notebooks in Strasbourg, as CSV files into `domain/demo_company/`.

Usage, from the repository's root, after an edit of the lists below; the same lists always give the same files:

    .venv/bin/python .ci/demo_company.py
    .venv/bin/pytest tests/domain/test_demo_company_data.py

Every firm and person is invented. Post codes and cities are real pairs. Telephone numbers come from ranges reserved for
fiction in Germany, France, Great Britain, Sweden, the USA and Canada; where a country has no such range they only have
a valid form, and nobody there has a mobile phone. VAT and bank numbers have right check digits and begin with 99 or
another block that is hardly given out. The home country is France; a blank currency is the local one, EUR.
The columns are named as in the CRONUS rows that the importer reads, plus our own fields where those have none.
"""

import csv
import unicodedata
from collections import Counter
from itertools import count
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import phonenumbers
from schwifty import IBAN
from stdnum import get_cc_module
from stdnum.us import rtn

TARGET = Path(__file__).resolve().parent.parent / "domain" / "demo_company"

Row = dict[str, str]


class Country(NamedTuple):
    """What all firms of a country have in common. In patterns `#` is a digit and `?` a letter."""

    territory: str
    salesperson: str
    mailbox: str
    currency: str = ""
    vat_number: str = ""
    registration_number: str = ""
    mobile_phone: str = ""


class Place(NamedTuple):
    """A city with its country, county, language and telephone numbers."""

    city: str
    country_code: str
    county: str
    language_code: str
    phone: str


class Firm(NamedTuple):
    """A company as invented below: C customer, V vendor, B bank, L P S A only classify; `persons` work there."""

    roles: str
    persons: str
    name: str
    domain: str
    city: str
    post_code: str
    address: str
    name2: str = ""
    address2: str = ""


COUNTRIES = {
    "DE": Country("DACH", "TB", "info", "", "DE99#######", "HRB 99####", "+4917139200##"),
    "AT": Country("DACH", "TB", "office", "", "ATU99######", "FN 99####k"),
    "CH": Country("DACH", "TB", "info", "CHF", "CHE99#######MWST"),
    "FR": Country("FRANCE", "LC", "contact", "", "FR##99#######"),
    "BE": Country("BENELUX", "LC", "info", "", "BE099#######"),
    "NL": Country("BENELUX", "LC", "info", "", "NL99#######B01", "99######"),
    "GB": Country("UKI", "OH", "hello", "GBP", "GB99#######", "99######"),
    "IE": Country("UKI", "OH", "hello", "", "IE99#####?", "99####"),
    "ES": Country("IBERIA", "MS", "hola", "", "ESB99######"),
    "PT": Country("IBERIA", "MS", "geral", "", "PT59#######"),
    "IT": Country("ITALY", "MS", "info", "", "IT99#####015#"),
    "DK": Country("NORDICS", "SN", "post", "DKK", "DK99######"),
    "SE": Country("NORDICS", "SN", "info", "SEK", "SE99########01", "", "+467017406##"),
    "NO": Country("NORDICS", "SN", "post", "NOK", "NO99#######MVA"),
    "PL": Country("POLAND", "SN", "biuro", "PLN", "PL99########"),
    "US": Country("N-AMERICA", "OH", "hello", "USD", "", "00-#######"),
    "CA": Country("N-AMERICA", "OH", "info", "CAD", "99#######RT0001"),
    "JP": Country("JAPAN", "OH", "info", "JPY", "99###########"),
}
# Firms of these countries are registered under a part of their VAT number.
REGISTERED_AS = {"FR": slice(4, None), "BE": slice(2, None), "NO": slice(2, 11), "SE": slice(2, 12), "DK": slice(2, 10)}
EU = {"DE", "AT", "BE", "NL", "IE", "ES", "PT", "IT", "DK", "SE", "PL"}

PLACES = """
Hamburg|DE||de-DE|+494066969###
Berlin|DE||de-DE|+493023125###
Frankfurt am Main|DE||de-DE|+496990009###
Köln|DE||de-DE|+492214710###
München|DE||de-DE|+498999998###
Wien|AT||de-AT|+4315550###
Graz|AT||de-AT|+433165550##
Salzburg|AT||de-AT|+436625550##
Zürich|CH||de-CH|+41445550###
Basel|CH||de-CH|+41615550###
Genève|CH||fr-CH|+41225550###
Lugano|CH||it-CH|+41915550###
Paris|FR||fr-FR|+3319900####
Strasbourg|FR||fr-FR|+3335301####
Nancy|FR||fr-FR|+3335301####
Lyon|FR||fr-FR|+3346571####
Marseille|FR||fr-FR|+3346571####
Nantes|FR||fr-FR|+3326191####
Rennes|FR||fr-FR|+3326191####
Toulouse|FR||fr-FR|+3353649####
Bordeaux|FR||fr-FR|+3353649####
Bruxelles|BE||fr-BE|+32255500##
Liège|BE||fr-BE|+32425500##
Antwerpen|BE||nl-BE|+32355500##
Gent|BE||nl-BE|+32925500##
Amsterdam|NL||nl-NL|+31205550###
Utrecht|NL||nl-NL|+31302550###
Rotterdam|NL||nl-NL|+31102550###
London|GB|Greater London|en-GB|+442079460###
Leeds|GB|West Yorkshire|en-GB|+441134960###
Bristol|GB||en-GB|+441174960###
Manchester|GB|Greater Manchester|en-GB|+441614960###
Edinburgh|GB||en-GB|+441314960###
Cardiff|GB||en-GB|+442920180###
Belfast|GB||en-GB|+442896496###
Dublin|IE|Co. Dublin|en-IE|+35315550###
Cork|IE|Co. Cork|en-IE|+353214550###
Madrid|ES||es-ES|+34915550###
Barcelona|ES||es-ES|+34935550###
Sevilla|ES||es-ES|+34955550###
Valencia|ES||es-ES|+34963550###
Lisboa|PT||pt-PT|+351215550###
Porto|PT||pt-PT|+351225550###
Milano|IT|MI|it-IT|+390255500###
Torino|IT|TO|it-IT|+390115550###
Bologna|IT|BO|it-IT|+390515550###
Firenze|IT|FI|it-IT|+390555550###
København K|DK||da-DK|+4533550###
Aarhus C|DK||da-DK|+4586550###
Stockholm|SE||sv-SE|+468465004##
Göteborg|SE||sv-SE|+46313900 6##
Malmö|SE||sv-SE|+46406280 4##
Oslo|NO||nb-NO|+4722550###
Bergen|NO||nb-NO|+4755550###
Trondheim|NO||nb-NO|+4773550###
Warszawa|PL||pl-PL|+48225550###
Kraków|PL||pl-PL|+48125550###
Wrocław|PL||pl-PL|+48713550###
Boston|US|MA|en-US|+161755501##
Portland|US|OR|en-US|+150355501##
Chicago|US|IL|en-US|+131255501##
Austin|US|TX|en-US|+151255501##
Montréal|CA|QC|fr-CA|+151455501##
Toronto|CA|ON|en-CA|+141655501##
Vancouver|CA|BC|en-CA|+160455501##
Kyoto|JP|Kyoto|ja-JP|+81755550###
Taito-ku|JP|Tokyo|ja-JP|+813555500##
"""

# The first is the show-piece; the others are numbered in a shuffled but fixed order.
FIRMS = """
CVB|3|Nordlicht Handelsbank AG|nordlicht|Hamburg|20457|Am Sandtorkai 412
CVB|4|Caisse Rivemont SA|rivemont|Strasbourg|67000|18 rue des Lanternes
B|2|Saltmarsh & Finch Bank plc|saltmarsh-finch|London|EC2R 8AH|77 Tokenhouse Lane||Third Floor
B|2|Firnbank AG|firnbank|Zürich|8001|Lindenhofgasse 9
B|1|Larkspur Quay Savings Bank|larkspurquay|Boston|02110|240 Larkspur Wharf
CV|3|Buchbinderei Kranichfeld GmbH|kranichfeld|Berlin|10999|Oranienstraße 340|Inh. Familie Säuberlich
CV|3|Imprimerie du Héron Bleu SARL|heronbleu|Nantes|44000|5 quai des Tanneurs
CV|3|Wrenfold Bindery Ltd|wrenfold|Leeds|LS1 4DY|12 Wrenfold Yard
CV|2|Cartoleria Montelupaio S.r.l.|montelupaio|Firenze|50122|Via dei Cartai 21
CV|3|Papelería Tres Garzas S.L.|tresgarzas|Sevilla|41004|Calle de la Imprenta 8
CV|2|Drukkerij Zilverreiger B.V.|zilverreiger|Utrecht|3511 LX|Oudegracht 901
CV|2|Reliures Val-d'Aubier SRL|valdaubier|Liège|4000|Rue du Pont-Neuf 66
CV|2|Papiernia Żurawia Sp. z o.o.|zurawia|Kraków|31-042|ul. Żurawia 7
CV|2|Bogbinderi Havlyng ApS|havlyng|Aarhus C|8000|Åboulevarden 219
CV|2|Kazehana Bungu K.K.|kazehana|Kyoto|604-8005|Nakagyo-ku, Ebisucho 439|風花文具株式会社
CV|2|Tamarack Hollow Paper Goods LLC|tamarackhollow|Portland|97205|1180 SW Alder Court||Suite 4
CV|2|Encadernação Maré Alta, Lda.|marealta|Porto|4050-253|Rua das Flores 377
C|2|Schreibwaren Lindenquell OHG|lindenquell|Köln|50667|Fischmarkt 14
C|3|Hotel Sternwarte am Kai GmbH|sternwarte-am-kai|Hamburg|20095|Brandstwiete 58
C|2|Museum der Leisen Dinge gGmbH|leise-dinge|Berlin|10115|Gartenstraße 203|Stiftung Sammlung Öhlenschläger
C|1|Bürobedarf Mühlensiepen KG|muehlensiepen|Frankfurt am Main|60311|Töngesgasse 5
C|2|Zeichenschule Wolkenrain|wolkenrain|München|80469|Reichenbachgasse 31
C|1|Weinhandlung Süßkirch e.K.|suesskirch|München|80331|Sendlinger Gasse 17
C|3|Librairie La Plume d'Ortie|plumedortie|Paris|75003|44 rue des Archivistes
C|2|Papeterie Boisclairin SARL|boisclairin|Lyon|69002|9 rue de la Papeterie||Bâtiment B
C|2|Hôtel des Trois Marées SAS|troismarees|Marseille|13002|120 quai des Voiliers
C|1|École de Dessin Orangerose|orangerose|Toulouse|31000|27 rue du Pastel
C|2|Galerie Ombrelune|ombrelune|Bordeaux|33000|3 cours des Tilleuls
C|1|Théâtre du Pont Perdu|pontperdu|Rennes|35000|15 place des Saltimbanques
C|2|Café-Librairie L'Encrier Vert|encriervert|Nancy|54000|6 rue des Ardoisiers
C|3|Musée de la Carte Imaginaire|carteimaginaire|Paris|75011|210 passage du Compas
C|2|Quillmoor Stationers Ltd|quillmoor|Bristol|BS1 4ST|8 Redcliff Steps
C|2|Brackenhythe Museum Trust|brackenhythe|Edinburgh|EH1 2NG|31 Candlemaker Close
C|1|Pennyfern Gifts Ltd|pennyfern|Manchester|M4 1HN|19 Tib Court
C|2|Siop Bapur Gwennol Cyf|gwennol|Cardiff|CF10 1EP|Heol y Gwennol 4
C|2|Lagan Heron Books Ltd|laganheron|Belfast|BT1 5GS|52 Linenhall Row
C|2|Siopa Leabhar an Chrotaigh Teo|crotach|Dublin|D02 X285|11 Sráid na gCorr
C|1|Mossgrove Hotel DAC|mossgrove|Cork|T12 W8KE|2 Shandon Rise
C|2|De Drie Kwikstaarten B.V.|driekwikstaarten|Amsterdam|1017 DA|Kwikstaartgracht 118
C|1|Hotel Het Omgekeerde Anker B.V.|omgekeerdeanker|Rotterdam|3011 GG|Ankerkade 63
C|2|Boekhandel De Papieren Libel BV|papierenlibel|Gent|9000|Libelstraat 29
C|2|Papeterie Quatre Merles SRL|quatremerles|Bruxelles|1000|Rue des Merles 4
C|3|Librería Tinta y Salitre S.L.|tintaysalitre|Barcelona|08002|Carrer dels Escrivans 16
C|2|Hotel Patio de los Vencejos S.A.|vencejos|Valencia|46001|Calle del Vencejo 25
C|1|Escuela de Grabado Almazul|almazul|Madrid|28004|Calle del Buril 70
C|2|Libreria Il Calamaio Storto S.r.l.|calamaiostorto|Bologna|40126|Via del Calamaio 12
C|2|Galleria Pietraluna S.r.l.|pietraluna|Torino|10123|Via dei Lumi 33
C|2|Kaffeehaus Federkiel & Mokka GmbH|federkiel-mokka|Wien|1070|Federgasse 18
C|1|Papierhandlung Gamsleitner e.U.|gamsleitner|Salzburg|5020|Steingasse 171
C|2|Papeterie du Vieux Encrier Sàrl|vieuxencrier|Genève|1204|Rue de l'Encrier 10
C|2|Kunsthandlung Föhnwind AG|foehnwind|Basel|4051|Rheinsprung 95
C|2|Papirhuset Måge & Terne A/S|maage-terne|København K|1159|Ternegade 22
C|2|Pappershandeln Lodjuret AB|lodjuret|Stockholm|111 29|Lodjursgränd 3
C|1|Ateljé Vinterstråk AB|vinterstrak|Malmö|211 22|Vintergatan 48
C|2|Fjellrype Bokkafé AS|fjellrype|Bergen|5003|Rypesmauet 6
C|2|Księgarnia Pod Zielonym Czyżem|zielonyczyz|Wrocław|50-101|ul. Czyżykowa 13
C|2|Livraria Andorinha-do-Cais, Lda.|andorinhadocais|Lisboa|1200-109|Travessa da Andorinha 9
C|3|Copperbeech Books & Paper Inc.|copperbeech|Boston|02116|615 Copperbeech Street
C|1|Prairie Lantern Gifts LLC|prairielantern|Chicago|60607|1402 W Lantern Avenue
C|2|Papeterie du Huard Inc.|huard|Montréal|H2Y 1C6|88 rue du Huard
V|3|Papierfabrik Eschenwehr GmbH & Co. KG|eschenwehr|Köln|50823|Am Eschenwehr 1
V|2|Spedition Wattläufer GmbH|wattlaeufer|Hamburg|22765|Strandläuferweg 77
V|2|Papeteries de la Haute-Vesoulle SA|hautevesoulle|Nancy|54000|Route du Moulin à Papier||Zone des Étangs
V|2|Tannerie Roquebelle SAS|roquebelle|Toulouse|31000|41 chemin des Mégissiers
V|1|Transports Aubrelin SARL|aubrelin|Lyon|69007|300 rue du Fret
V|2|Harrowfen Inks Ltd|harrowfen|Bristol|BS2 0JP|Unit 6, Inkhouse Road
V|2|Kestrel Vale Machinery Ltd|kestrelvale|Manchester|M12 6JH|Kestrel Works
V|1|Ballymurrin Linen Thread Ltd|ballymurrin|Cork|T12 R5CT|The Old Flax Mill
V|2|Garenfabriek Wolderwijk B.V.|wolderwijk|Rotterdam|3029 AD|Spoelhaven 24
V|2|Lederwaren Scheldemeeuw NV|scheldemeeuw|Antwerpen|2000|Meeuwenkaai 15
V|1|Curtidos Sierraparda S.A.|sierraparda|Valencia|46001|Calle de los Curtidores 52
V|3|Cartiera Valdombra S.p.A.|valdombra|Bologna|40126|Via della Cartiera 1
V|1|Pelletterie Arcolago S.n.c.|arcolago|Firenze|50122|Borgo dei Conciatori 40
V|2|Inchiostri Nerofumo S.r.l.|nerofumo|Milano|20121|Via del Torchio 6
V|2|Kartonagen Steinkauz GmbH|steinkauz|Graz|8010|Kauzgasse 27
V|1|Officine Camoscio SA|camoscio|Lugano|6900|Via al Torrente 19
V|2|Tallkottens Pappersbruk AB|tallkotten|Göteborg|411 03|Kottgatan 5
V|1|Polarugle Logistikk AS|polarugle|Oslo|0155|Ugleveien 81
V|2|Zakład Okuć Mosiężnych Dzięcioł Sp. z o.o.|dzieciol|Warszawa|00-272|ul. Mosiężna 34
V|1|Cortiças Vale do Melro, S.A.|valedomelro|Lisboa|1200-109|Calçada do Sobreiro 58
V|2|Mizuiro Washi K.K.|mizuiro|Taito-ku|111-0035|Nishi-Asakusa 9-14|水色和紙株式会社
L|2|Kanzlei Ehrenpfeil & Dachsbauer|ehrenpfeil|Berlin|10437|Gleimgasse 16
L|1|Cabinet Ravaudel Avocats|ravaudel|Strasbourg|67000|2 place du Prétoire
P|2|Die Randnotiz Verlags GmbH|randnotiz|Hamburg|20457|Brooktorstieg 30
P|1|The Dog-Eared Quarterly Ltd|dogeared|London|WC1N 2NS|103 Lambs Passage
S|2|Hotell Isfågeln AB|isfageln|Göteborg|411 03|Isfågelsgatan 11
S|1|Papelaria Pena Azul, Lda.|penaazul|Porto|4050-253|Rua da Pena 45
S|1|Juniper Gulch Mercantile Inc.|junipergulch|Austin|78701|909 Gulch Street
A|2|Fiduciaire Colombelle SARL|colombelle|Strasbourg|67000|29 rue du Grand Livre
-|1|Verein der Füllfederfreunde an der Wien|fuellfederfreunde|Wien|1070|Tintengasse 2
-|1|Fondation des Cahiers Oubliés|cahiersoublies|Genève|1204|Quai des Cahiers 37
-|0|Cooperativa Lápis-Marinho, CRL|lapismarinho|Lisboa|1200-109|Rua do Carvão 14
-|1|Stichting Het Gevouwen Blad|gevouwenblad|Amsterdam|1012 LG|Vouwsteeg 5
-|1|Anteckningssällskapet Skator|skator|Stockholm|111 29|Skatgränd 8
-|0|Foreningen Skrivelyst på Tværs|skrivelyst|København K|1159|Blækhusgade 3
-|1|Skrivestua Havørn AS|havorn|Trondheim|7011|Ørneveita 20
-|1|Asociación Cuaderno Abierto|cuadernoabierto|Sevilla|41004|Plaza del Cuaderno 1
-|0|Associazione Carta e Vento|cartaevento|Torino|10123|Corso degli Aquiloni 54
-|1|Messebau Regenpfeifer GmbH|regenpfeifer|Frankfurt am Main|60594|Pfeifergasse 90
-|2|Agence Cormoranvert SAS|cormoranvert|Paris|75006|17 rue du Cormoran
-|1|Studio Tussilage SARL|tussilage|Lyon|69002|Montée du Tussilage 23
-|0|Grafisch Atelier Paardebloem BV|paardebloem|Antwerpen|2000|Bloemenkaai 7
-|1|Fernhollow Design Studio Ltd|fernhollow|Edinburgh|EH1 2NG|64 Fernhollow Wynd
-|1|Heatherby School of Lettering|heatherby|Leeds|LS1 4DY|5 Heatherby Row
-|0|Corncrake Software Ltd|corncrake|Dublin|D08 H2P9|Unit 12, The Maltings
-|1|Studio Graficzne Mgła Sp. z o.o.|mgla|Warszawa|00-272|ul. Mglista 18
-|1|Maple & Moth Design Inc.|maplemoth|Toronto|M5V 2T6|371 Moth Street
-|0|Saltspray Print Co-op|saltspray|Vancouver|V6B 1A1|220 Saltspray Way
-|1|Sagebrush Binding Guild|sagebrush|Austin|78701|14 Sagebrush Lane
-|1|Atelier Schneegans GmbH|schneegans|Salzburg|5020|Gänsgasse 4
"""

# Persons without a company: relation, first, middle, last name, city, post code, address; ! is privacy-blocked.
LONE_PERSONS = """
C|Élodie|Anne|Marchepluie|Strasbourg|67000|3 impasse des Cigognes
C|Wiebke||Ohlendörfer|Hamburg|22765|Elbstieg 12
C|Rory|Fionn|Gallowglen|Edinburgh|EH1 2NG|27 Thimble Close
P|Noémie||Sautereau|Paris|75006|51 rue du Feuilleton
!|Ludvig||Åkerstråle|Stockholm|111 29|Åkergränd 9
-|Benedetta|Maria|Grancolle|Milano|20121|Via del Glicine 88
-|June||Halloway-Pike|Portland|97205|733 NW Quince Street
"""

FIRST_NAMES = {
    "de": "Anneliese Bastian Cosima Detlef Friederike Götz Hannelore Jörn Käthe Leopold Mechthild Rüdiger",
    "fr": "Agathe Benoît Clémence Denis Éloïse Fabrice Gaëlle Hervé Inès Jérôme Maëlys Noël",
    "en": "Abigail Barnaby Cordelia Desmond Edith Fergus Gwen Hamish Imogen Jasper Matilda Rufus",
    "nl": "Aaltje Bram Cato Diederik Fenna Gijs Hanneke Joost Lotte Maarten",
    "es": "Asunción Borja Candela Damián Encarna Fermín Inés Íñigo Maite Tomás",
    "pt": "Anabela Baltasar Conceição Duarte Filipa Gonçalo",
    "it": "Allegra Bruno Chiara Dario Fiammetta Gianluca Ilaria Niccolò Ornella Tullio",
    "da": "Astrid Birger Dorthe Frode Jytte Søren",
    "sv": "Agneta Björn Cecilia Göran Märta Torbjörn",
    "nb": "Aslaug Bjørnar Eirik Gunnhild Åse Øyvind",
    "pl": "Agnieszka Bogdan Celina Dariusz Elżbieta Grzegorz Łucja Mirosław",
    "ja": "Akari Daichi Haruka Kenji Mio Takumi",
}
LAST_NAMES = {
    "de": "Aschenbrink Bärwinkel Dornseif Edelkötter Grünspecht Hasselbusch Krähmer Löwenzahn Mönkeberg Sturzbach "
    "Zwirnlein",
    "fr": "Aubépin Beaurivage Châtelneuf Desormière Fauvelle Grandpré Lanterneau Mirabelle Noisetier Pruneval "
    "Vertefeuille",
    "en": "Ashgrove Birdwhistle Cattermoor Dunnock Fairweather Greenhalgh Larkmead Oakshott Pettifern Thistlewood "
    "Wainscott",
    "nl": "Appelhof Bovenkamp van~den~Eikelaar de~Koekoek Maneschijn Regenboog Sterrenveld Veldmuis Wilgenhout",
    "es": "Almendral Buenavela Cerezal Dehesa~Luna Espinar Fontanilla Granado Higueruela Olivenza",
    "pt": "Amoreira Barcelar Castanhal Figueirinha Nogueiral",
    "it": "Acquafredda Bellombra Castelvento Dolcetti Fiordaliso Granturco Melarancia Pontelungo Rosmarino",
    "da": "Bøgeskov Engblomme Havgaard Mosekær Æblelund",
    "sv": "Blåbärsdal Ekorre Granåker Lingonstrand Ängsvide",
    "nb": "Bjørkelid Fjordvåg Mosegrend Tyttebø Ørnefjell",
    "pl": "Brzozowiecki Jarzębiak Kłosowicz Malinowiec Sójkowiak Wierzbięta Źródlak",
    "ja": "Asagiri Hinokida Mizushima Tsubakino Yukimura",
}
JOB_TITLES = {
    "de": "Geschäftsleitung Einkauf Vertrieb Buchhaltung",
    "fr": "Direction Achats Ventes Comptabilité",
    "en": "Managing~Director Purchasing~Manager Sales~Manager Accounts",
    "nl": "Directie Inkoop Verkoop Boekhouding",
    "es": "Dirección Compras Ventas Contabilidad",
    "pt": "Direção Compras Vendas Contabilidade",
    "it": "Direzione Acquisti Vendite Contabilità",
    "da": "Direktion Indkøb Salg Bogholderi",
    "sv": "Ledning Inköp Försäljning Ekonomi",
    "nb": "Ledelse Innkjøp Salg Regnskap",
    "pl": "Zarząd Zakupy Sprzedaż Księgowość",
    "ja": "President Purchasing Sales Accounting",
}

SALESPEOPLE = """
code|name|email|phone
LC|Louise Carpentier-Roux|louise@cahiers.example.com|+33 3 53 01 90 11
TB|Tobias Brandlhuber|tobias@cahiers.example.com|+33 3 53 01 90 12
OH|Orla Hennebry|orla@cahiers.example.com|+33 3 53 01 90 13
MS|Matteo Salvemare|matteo@cahiers.example.com|+33 3 53 01 90 14
SN|Sigrid Nyströmer|sigrid@cahiers.example.com|+33 3 53 01 90 15
KP|Kamil Pawlikowiec|kamil@cahiers.example.com|+33 3 53 01 90 16
"""
PAYMENT_TERMS = """
code|due_date_calculation|discount_date_calculation|discount_pct|description
COD|0D||0|Cash on delivery
7D|7D||0|Net 7 days
14D|14D||0|Net 14 days
30D|30D||0|Net 30 days
60D|60D||0|Net 60 days
CM|CM||0|End of the month
1M|1M||0|Net 1 month
1M(8D)|1M|8D|2|1 month, 2 % within 8 days
"""
BUSINESS_RELATIONS = """
code|description
CUST|Customer
VEND|Vendor
BANK|Bank account
PROSPECT|Prospective customer
LAWYER|Lawyer
PRESS|Press and media
ACCOUNTANT|Accountant
"""
ITEMS = """
number|description|unit_price|unit_cost|base_unit|vat_percent
N1000|Notebook A5, plain, 96 pages|9.50|3.80|PCS|20
N1010|Notebook A5, ruled, 96 pages|9.50|3.80|PCS|20
N1020|Notebook A5, squared, 96 pages|9.50|3.80|PCS|20
N1100|Notebook A6, plain, 64 pages|6.20|2.35|PCS|20
N1110|Notebook A6, ruled, 64 pages|6.20|2.35|PCS|20
N1200|Sketchbook A4, 180 g/m², 80 pages|24.90|10.40|PCS|20
N1210|Watercolour book A5, 300 g/m², 40 pages|28.00|12.75|PCS|20
N1300|Travel journal in cork|19.80|8.15|PCS|20
N1310|Travel journal in leather|46.00|21.30|PCS|20
N1400|Visitors' book, linen, 200 pages|64.00|27.50|PCS|20
N1500|Pocket diary, this year|12.40|4.95|PCS|20
N1510|Pocket diary, next year|13.20|5.10|PCS|20
N1600|Music notebook, 12 staves|11.60|4.60|PCS|20
N1700|Set of three exercise books|8.40|2.90|SET|20
N1800|Children's book "Le petit carnet"|12.00|5.20|PCS|5.5
P2000|Laid paper A4, ream of 500 sheets|31.50|18.20|REAM|20
P2010|Handmade washi, sheet|4.75|2.60|SHEET|20
P2020|Blotting paper, pack of 20|5.90|2.10|PACK|20
B3000|Linen thread, 100 m|7.80|4.05|REEL|20
B3010|Calf leather, m²|98.00|61.40|M2|20
B3020|Brass corners, pack of 100|22.00|13.10|PACK|20
K4000|Ink, black, 50 ml|8.90|3.45|BOTTLE|20
K4010|Ink, bleu nuit, 50 ml|8.90|3.45|BOTTLE|20
S5000|Embossing of a name, per piece|3.50|0.75|PCS|20
S5010|Binding workshop, per hour|55.00|24.00|HOUR|20
"""

# Account, bank's domain, IBAN's bank code, branch, account number, BIC.
BANK_ACCOUNTS = """
BANK-EUR|nordlicht|99999900||1004127701|NLHBDEHHXXX
BANK-SAVE|nordlicht|99999900||1004127719|NLHBDEHHXXX
BANK-MAIN|rivemont|99999|00001|00020734501|RIVMFR2SXXX
BANK-PAY|rivemont|99999|00001|00020734502|RIVMFR2SXXX
BANK-TAX|rivemont|99999|00001|00020734503|RIVMFR2SXXX
BANK-GBP|saltmarsh-finch|SALF|999907|31772940|SALFGB2LXXX
BANK-CHF|firnbank|99999||000048120993|FIRNCHZZXXX
BANK-USD|larkspurquay||99990001|550917432|LQSBUS33XXX
"""
BANK_CURRENCIES = {"nordlicht": "EUR", "rivemont": "EUR"}
CUSTOMER_BLOCKED = {"prairielantern": "ALL", "suesskirch": "SHIP", "omgekeerdeanker": "INVOICE"}
VENDOR_BLOCKED = {"sierraparda": "PAYMENT", "polarugle": "ALL"}
BILL_TO = {"encriervert": "plumedortie", "wolkenrain": "leise-dinge"}
PAY_TO = {"arcolago": "valdombra"}
CLASSIFIED_AS = {"L": "LAWYER", "P": "PRESS", "S": "PROSPECT", "A": "ACCOUNTANT"}
ALSO_PRESS = "carteimaginaire"

SHARED = (
    "address address2 post_code city county country_code phone mobile_phone fax email home_page"
    " currency_code language_code territory_code"
).split()
TAXED = ["vat_number", "registration_number", "privacy_blocked"]
POSTING = ["gen_bus_posting_group", "vat_bus_posting_group", "payment_terms_code", "payment_method_code"]
COLUMNS = {
    "contacts": "number type name name2 first_name middle_name last_name company_number job_title".split()
    + [*SHARED, "salesperson_code", *TAXED],
    "customers": "number name name2 contact_type contact_name primary_contact_number".split()
    + [*SHARED, "salesperson_code", *TAXED, "customer_posting_group", *POSTING]
    + ["credit_limit", "blocked", "prices_include_vat", "bill_to_customer_number"],
    "vendors": "number name name2 contact_name primary_contact_number".split()
    + [*SHARED, "purchaser_code", *TAXED, "vendor_posting_group", *POSTING]
    + ["blocked", "prices_include_vat", "pay_to_vendor_number"],
    "bank_accounts": ["number", "name", "name2", "contact_name", *SHARED]
    + "bank_acc_posting_group bank_account_no bank_branch_no iban swift our_contact_code".split(),
    "contact_business_relations": "contact_number business_relation_code link_to number".split(),
}


def lines(text: str) -> list[list[str]]:
    """Cut one of the lists above into its fields."""
    return [line.split("|") for line in text.strip().splitlines()]


def words(text: str) -> list[str]:
    """Cut a list of words; `~` is a blank inside one."""
    return [word.replace("~", " ") for word in text.split()]


def digits_in(pattern: str, number: int) -> str:
    """Put a number's digits, with leading zeros, in the place of the pattern's `#`."""
    digits = iter(f"{number:0{pattern.count('#')}d}")
    return "".join(next(digits) if sign == "#" else sign for sign in pattern)


def seed(text: str, pattern: str) -> int:
    """Derive a number that fits the pattern from a text."""
    return int(crc32(text.encode()) % 10 ** pattern.count("#"))


def vat_number(country_code: str, domain: str) -> str:
    """Find the first number of the country's form whose check digits are right."""
    pattern = COUNTRIES[country_code].vat_number
    if not pattern:
        return ""
    rules = get_cc_module(country_code.lower(), "vat")
    letters = "ABCDEFGHIJKLMNOPQRSTUVW" if "?" in pattern else "?"
    for step in count():
        base = digits_in(pattern, (seed(domain, pattern) + step) % 10 ** pattern.count("#"))
        for letter in letters:
            if rules.is_valid(base.replace("?", letter)):
                return base.replace("?", letter)
    raise AssertionError


def registration_number(country_code: str, domain: str, vat: str) -> str:
    """Return the number in the trade register: a part of the VAT number in some countries."""
    if country_code in REGISTERED_AS:
        return vat[REGISTERED_AS[country_code]]
    pattern = COUNTRIES[country_code].registration_number
    return digits_in(pattern, seed(f"register {domain}", pattern)) if pattern else ""


def ascii_letters(text: str) -> str:
    """Spell a name for an e-mail address."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(str.maketrans({"ø": "o", "ł": "l", "æ": "ae"})))
    return "".join(letter for letter in plain if (letter.isascii() and letter.isalnum()) or letter == "-")


class Directory:
    """The contacts made so far, and the telephone numbers and names that are taken."""

    def __init__(self) -> None:
        self.contacts: list[Row] = []
        self.by_domain: dict[str, Row] = {}
        self.persons_of: dict[str, list[Row]] = {}
        self.places = {line[0]: Place(*line) for line in lines(PLACES)}
        self.taken: Counter[str] = Counter()

    def phone(self, pattern: str) -> str:
        """Return the next free telephone number of a range, in international form."""
        self.taken[pattern] += 1
        number = phonenumbers.parse(digits_in(pattern, 7 + 3 * self.taken[pattern]))
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)

    def add(self, **fields: str) -> Row:
        """Number a contact and keep it."""
        row = dict.fromkeys(COLUMNS["contacts"], "") | {"privacy_blocked": "false"} | fields
        row["number"] = f"C{len(self.contacts) + 1:05d}"
        self.contacts.append(row)
        return row

    def add_at(self, city: str, post_code: str, address: str, **fields: str) -> Row:
        """Add a contact with what its city tells about it."""
        place = self.places[city]
        country = COUNTRIES[place.country_code]
        return self.add(
            address=address,
            post_code=post_code,
            city=city,
            county=place.county,
            country_code=place.country_code,
            phone=self.phone(place.phone),
            language_code=place.language_code,
            territory_code=country.territory,
            salesperson_code=country.salesperson,
            **fields,
        )

    def add_company(self, firm: Firm) -> None:
        """Add a company and its persons."""
        place = self.places[firm.city]
        country = COUNTRIES[place.country_code]
        host = f"{firm.domain}.example.{'org' if firm.roles == '-' else 'com'}"
        vat = "" if firm.roles == "-" else vat_number(place.country_code, firm.domain)
        row = self.add_at(
            firm.city,
            firm.post_code,
            firm.address,
            type="COMPANY",
            name=firm.name,
            name2=firm.name2,
            address2=firm.address2,
            email=f"{country.mailbox}@{host}",
            home_page=f"https://www.{host}",
            vat_number=vat,
            registration_number=registration_number(place.country_code, firm.domain, vat),
        )
        row["company_number"] = row["number"]
        if set(firm.roles) & set("CVB"):
            row["currency_code"] = BANK_CURRENCIES.get(firm.domain, country.currency)
        if crc32(firm.domain.encode()) % 9 == 0:
            row["fax"] = self.phone(place.phone)
        self.by_domain[firm.domain] = row
        self.persons_of[row["number"]] = [self.add_person(row, nth) for nth in range(int(firm.persons))]

    def add_person(self, company: Row, nth: int) -> Row:
        """Add a person of a company, who has the company's data but for some of their own."""
        language = company["language_code"][:2]
        row = self.add(**company)
        self.taken[language] += 1
        this = self.taken[language]
        first, last = (words(names[language]) for names in (FIRST_NAMES, LAST_NAMES))
        row |= {
            "type": "PERSON",
            "first_name": first[this % len(first)],
            "middle_name": first[(this + 3) % len(first)] if this % 7 == 0 else "",
            "last_name": last[this % len(last)],
            "job_title": words(JOB_TITLES[language])[nth],
        }
        row |= dict.fromkeys(("name2", "currency_code", "vat_number", "registration_number"), "")
        self.name_and_reach(row, len(self.contacts))
        return row

    def name_and_reach(self, row: Row, this: int) -> None:
        """Give a person the full name, mostly an own e-mail, sometimes an own telephone or address."""
        row["name"] = full_name(row)
        mobile = COUNTRIES[row["country_code"]].mobile_phone
        if this % 4:
            host = row["email"].partition("@")[2]
            row["email"] = f"{ascii_letters(row['first_name'])}.{ascii_letters(row['last_name'])}@{host}"
        if this % 5 == 0:
            row["phone"] = self.phone(self.places[row["city"]].phone)
        if mobile and this % 2:
            row["mobile_phone"] = self.phone(mobile)
        if this % 29 == 0:
            row |= {"address": f"{row['last_name']} 1", "address2": ""}
        if this % 97 == 0:
            row["privacy_blocked"] = "true"

    def add_lone_person(self, role: str, first: str, middle: str, last: str, *place: str) -> None:
        """Add a person without a company."""
        host = f"{ascii_letters(last)}.example.net"
        row = self.add_at(*place, type="PERSON", first_name=first, middle_name=middle, last_name=last)
        row |= {"name": full_name(row), "email": f"{ascii_letters(first)}@{host}"}
        row |= {"privacy_blocked": "true" if role == "!" else "false"}
        if role == "C":
            row["currency_code"] = COUNTRIES[row["country_code"]].currency
        self.by_domain[host] = row


def full_name(person: Row) -> str:
    """Join the parts of a person's name."""
    return " ".join(filter(None, (person["first_name"], person["middle_name"], person["last_name"])))


def posting_group(country_code: str) -> str:
    """Say where the firm is for the ledger: at home, in the EU or elsewhere."""
    return "DOMESTIC" if country_code == "FR" else "EU" if country_code in EU else "EXPORT"


def card(contact: Row, nth: int, persons: list[Row]) -> Row:
    """Start a customer or vendor with the contact's data; some have a primary contact."""
    group = posting_group(contact["country_code"])
    terms = [line[0] for line in lines(PAYMENT_TERMS)[1:]]
    row = contact | dict.fromkeys(("customer_posting_group", "vendor_posting_group", *POSTING[:2]), group)
    row |= {
        "payment_terms_code": terms[(3 * nth + 2) % len(terms)],
        "payment_method_code": ("TRANSFER", "DEBIT", "CARD")[nth % 3],
        "prices_include_vat": "false",
    }
    if persons and nth % 3 != 1:
        row |= {"contact_name": persons[0]["name"], "primary_contact_number": persons[0]["number"]}
    return row


def customer(contact: Row, nth: int, persons: list[Row], domain: str) -> Row:
    """Make a customer of a contact."""
    return card(contact, nth, persons) | {
        "number": f"D{10001 + nth}",
        "contact_type": contact["type"],
        "credit_limit": ("", "5000", "12000", "0", "25000")[nth % 5],
        "blocked": CUSTOMER_BLOCKED.get(domain, ""),
        "prices_include_vat": "true" if contact["type"] == "PERSON" or nth % 11 == 0 else "false",
    }


def vendor(contact: Row, nth: int, persons: list[Row], domain: str) -> Row:
    """Make a vendor of a contact."""
    return card(contact, nth, persons[1:] or persons) | {
        "number": f"V{20001 + nth}",
        "purchaser_code": "LC" if nth % 4 == 0 else "KP",
        "blocked": VENDOR_BLOCKED.get(domain, ""),
    }


def bank_account(line: list[str], bank: Row, persons: list[Row]) -> Row:
    """Make an account at a bank; the IBAN where the bank's country has them."""
    number, _, bank_code, branch, account, bic = line
    own = {"number": number, "contact_name": persons[0]["name"], "our_contact_code": "LC", "swift": bic}
    own |= {"bank_account_no": account, "bank_branch_no": branch or bank_code}
    own["bank_acc_posting_group"] = "EURO" if bank["currency_code"] == "EUR" else "FOREIGN"
    if bank["country_code"] == "US":
        own["bank_branch_no"] = branch + rtn.calc_check_digit(branch)
    else:
        own["iban"] = str(IBAN.generate(bank["country_code"], bank_code, account, branch))
    return bank | own


def relation(contact: Row, code: str, link_to: str = "", number: str = "") -> Row:
    """Give a contact a business relation; with a card it is a link."""
    return dict(zip(COLUMNS["contact_business_relations"], (contact["number"], code, link_to, number), strict=True))


def write(name: str, columns: list[str], rows: list[Row]) -> None:
    """Write one file: UTF-8, a header row, line feeds."""
    with (TARGET / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, restval="", extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def set_up_files() -> None:
    """Write the lists that are complete above."""
    for name, text in (
        ("salespeople", SALESPEOPLE),
        ("payment_terms", PAYMENT_TERMS),
        ("business_relations", BUSINESS_RELATIONS),
        ("items", ITEMS),
    ):
        columns, *values = lines(text)
        write(name, columns, [dict(zip(columns, value, strict=True)) for value in values])


def make_cards(directory: Directory, roles: dict[str, str]) -> dict[str, list[Row]]:
    """Make the cards of all contacts, and the relations that link or classify them."""
    customers: dict[str, Row] = {}
    vendors: dict[str, Row] = {}
    accounts: list[Row] = []
    relations: list[Row] = []
    for domain, contact in directory.by_domain.items():
        persons = directory.persons_of.get(contact["number"], [])
        for role in roles[domain]:
            if role == "C":
                customers[domain] = customer(contact, len(customers), persons, domain)
                relations.append(relation(contact, "CUST", "CUSTOMER", customers[domain]["number"]))
            elif role == "V":
                vendors[domain] = vendor(contact, len(vendors), persons, domain)
                relations.append(relation(contact, "VEND", "VENDOR", vendors[domain]["number"]))
            elif role == "B":
                own = [bank_account(line, contact, persons) for line in lines(BANK_ACCOUNTS) if line[1] == domain]
                accounts += own
                relations += [relation(contact, "BANK", "BANK_ACCOUNT", account["number"]) for account in own]
            elif role in CLASSIFIED_AS:
                relations.append(relation(contact, CLASSIFIED_AS[role]))
    for debtor, payer in BILL_TO.items():
        customers[debtor]["bill_to_customer_number"] = customers[payer]["number"]
    for creditor, payee in PAY_TO.items():
        vendors[creditor]["pay_to_vendor_number"] = vendors[payee]["number"]
    return {
        "customers": list(customers.values()),
        "vendors": list(vendors.values()),
        "bank_accounts": accounts,
        "contact_business_relations": relations,
    }


def main() -> None:
    """Write all files."""
    directory = Directory()
    first, *others = (Firm(*line) for line in lines(FIRMS))
    others.sort(key=lambda firm: crc32(firm.domain.encode()))
    for firm in (first, *others):
        directory.add_company(firm)
    roles = {firm.domain: firm.roles + ("P" if firm.domain == ALSO_PRESS else "") for firm in (first, *others)}
    for line in lines(LONE_PERSONS):
        directory.add_lone_person(*line)
        roles[f"{ascii_letters(line[3])}.example.net"] = line[0]
    set_up_files()
    for name, rows in ({"contacts": directory.contacts} | make_cards(directory, roles)).items():
        write(name, COLUMNS[name], rows)


if __name__ == "__main__":
    main()
