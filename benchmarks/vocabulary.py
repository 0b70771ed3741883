"""List the words that made-up records are built from; ASCII only, so that a search key is the text without case."""

from random import Random


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FIRST_NAMES = _words(
    "Alice Amelie Anna Antoine Arthur Bart Beatrice Benjamin Camille Carl Charlotte Chloe Claire Clara Daan David "
    "Elena Emil Emma Eva Femke Finn Florence Frank George Greta Hanna Harry Hugo Ines Isabel Jack Jan Julia Julie "
    "Karl Kate Klara Laura Lea Leon Louise Lucas Manon Maria Martin Mathilde Max Mia Nina Noah Oliver Oscar Paul "
    "Pauline Peter Rosa Ruth Sander Sarah Simon Sophie Thomas Tom Victor Vincent Willem Yara Zoe"
)
LAST_NAMES = _words(
    "Adams Andre Baker Bakker Bauer Becker Bernard Bertrand Blanc Bonnet Bos Brown Clark Claes Cook Cooper David "
    "Dekker Desmet Dubois Dumont Dupont Durand Evans Fischer Fournier Garnier Girard Goossens Green Hall Harris "
    "Hendriks Hofmann Hughes Jacobs Jansen Janssens Johnson Jones Keller Klein Koch Lambert Laurent Leclerc Lefevre "
    "Leroy Lewis Maes Martin Mercier Mertens Meyer Michel Moreau Morel Morris Mulder Neumann Parker Peeters Petit "
    "Phillips Richter Robert Roberts Rousseau Roux Schmidt Schneider Schulz Scott Simon Smit Smith Taylor Thomas "
    "Turner Visser Wagner Walker Ward Weber Wolf Wood Wouters Wright Young Zimmermann"
)
TRADES = _words(
    "Bakery Brewery Cabinet Carpentry Ceramics Chemicals Cleaning Clothing Construction Consulting Dairy Design "
    "Electric Electronics Energy Engineering Farms Films Flooring Foods Foundry Freight Furniture Garden Glass "
    "Hardware Hotels Insurance Interiors Joinery Leather Lighting Logistics Machinery Marine Media Medical Metals "
    "Mills Motors Optics Packaging Paints Paper Pharma Plastics Plumbing Press Printing Properties Quarries Roofing "
    "Seeds Software Steel Stone Systems Textiles Timber Tools Toys Trading Transport Travel Water Wines Wood"
)
STREETS = ("Station Road", "Rue Haute", "Marktplein", "Hauptstrasse", "Kerkstraat", "High Street", "Rue du Moulin")
JOB_TITLES = ("Buyer", "Accountant", "Director", "Sales Manager", "Engineer", "Assistant", None)
BLOCKED_CUSTOMER = ("NONE",) * 17 + ("SHIP", "INVOICE", "ALL")
BLOCKED_VENDOR = ("NONE",) * 18 + ("PAYMENT", "ALL")
SALESPERSON_CODES = ("AB", "CD", "EF", "GH", "JK", "LM", "NP", "RS")

CITIES = {
    "FR": ("Paris", "Lyon", "Lille", "Nantes", "Toulouse", "Bordeaux", "Rennes", "Dijon"),
    "BE": ("Bruxelles", "Antwerpen", "Gent", "Namur", "Brugge", "Leuven", "Mons"),
    "DE": ("Berlin", "Hamburg", "Bremen", "Dresden", "Bonn", "Essen", "Leipzig"),
    "NL": ("Amsterdam", "Utrecht", "Rotterdam", "Eindhoven", "Groningen", "Breda"),
    "GB": ("London", "Leeds", "Bristol", "York", "Oxford", "Bath", "Reading"),
}
LEGAL_FORMS = {"FR": "SARL", "BE": "BV", "DE": "GmbH", "NL": "BV", "GB": "Ltd"}
LANGUAGES = {"FR": "fr", "BE": "fr", "DE": "de", "NL": "nl", "GB": "en"}
COUNTRIES = tuple(CITIES)


def phone(random: Random, country: str) -> str:
    """Return a number that is valid in its country."""
    pair, four = random.randrange(10, 100), random.randrange(1000, 10000)
    match country:
        case "FR":
            return f"+33 1 4{random.randrange(2, 9)} {pair} {four // 100:02d} {random.randrange(10, 100)}"
        case "BE":
            return f"+32 2 5{random.randrange(10, 60)} {pair} {four // 100:02d}"
        case "DE":
            return f"+49 30 {random.randrange(2_000_000, 9_000_000)}"
        case "NL":
            return f"+31 20 6{pair} {four}"
        case _:
            return f"+44 20 7{random.randrange(200, 900)} {four}"


def post_code(random: Random, country: str) -> str:
    """Return a post code that looks like the country's."""
    number = random.randrange(10_000, 96_000)
    match country:
        case "NL":
            return f"{number // 10} AB"
        case "GB":
            return f"SW{number % 20} {number % 9 + 1}AA"
        case "BE":
            return str(number // 10)
        case _:
            return str(number)
