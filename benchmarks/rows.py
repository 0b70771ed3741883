"""Make up contacts, cards and links: the same ones for the same sizes, realistic in kind and in distribution.

Companies and persons are mixed in number order. The first companies have the cards, and equal shared fields on them;
the first third of the companies has at least five persons each, a few of them hundreds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from benchmarks import vocabulary as words

Row = dict[str, Any]

START = datetime(2024, 1, 1, 8, tzinfo=UTC)
STEP = timedelta(seconds=90)
SHARED = (
    "name",
    "name2",
    "address_line1",
    "address_line2",
    "city",
    "post_code",
    "county",
    "country_code",
    "phone",
    "mobile_phone",
    "fax",
    "email",
    "home_page",
    "language_code",
    "currency_code",
    "territory_code",
)
KEYED = ("number", "name", "city", "email", "post_code", "vat_number", "salesperson_code")
OWN_PERSONS_SHARE = 0.1
PERSONS_EACH = 5
ALIKE_SHARE = 0.7
"""Of the persons with a company, those dealt out five by five; the rest goes to few companies, Zipf's way."""


RELATIONS = {
    kind: f"019b76da-a800-7000-8000-{at:012}" for at, kind in enumerate(("CUSTOMER", "VENDOR", "BANK_ACCOUNT"), 1)
}
"""The business relation of each kind of card: those that every new database has."""


@dataclass(frozen=True)
class Sizes:
    """How many records of each kind; the defaults are the issue's."""

    contacts: int = 200_000
    customers: int = 60_000
    vendors: int = 30_000
    bank_accounts: int = 3_000
    seed: int = 1

    @classmethod
    def of(cls, contacts: int) -> "Sizes":
        """Keep the issue's proportions at another number of contacts."""
        return cls(contacts, contacts * 60 // 200, contacts * 30 // 200, max(contacts * 3 // 200, 1))

    @property
    def digits(self) -> int:
        """Numbers have six digits, or as many as the last one needs: they sort by place."""
        return max(6, len(str(self.contacts)))

    @property
    def companies(self) -> int:
        """Three contacts in ten are companies."""
        return self.contacts * 3 // 10

    @property
    def companies_with_persons(self) -> int:
        """The first companies, with five persons each or more."""
        in_companies = (self.contacts - self.companies) * (1 - OWN_PERSONS_SHARE)
        return int(in_companies * ALIKE_SHARE / PERSONS_EACH)


@dataclass
class Fixture:
    """All rows of one database, in an order that satisfies the foreign keys."""

    sizes: Sizes
    random: Random = field(init=False)
    ids: int = field(default=0, init=False)
    salespeople: list[Row] = field(init=False)
    contacts: list[Row] = field(init=False)
    """Companies before persons, although their numbers are mixed."""
    cards: dict[str, list[tuple[Row, Row]]] = field(init=False)
    """For each kind its cards, each with the contact that it is linked with."""

    def __post_init__(self) -> None:
        # One after the other, here: the values depend on how many were drawn before.
        self.random = Random(self.sizes.seed)
        self.salespeople = self._salespeople()
        self.contacts = self._contacts()
        self.cards = self._all_cards()

    def _salespeople(self) -> list[Row]:
        return [{"id": self.new_id(), "code": code, "name": f"Seller {code}"} for code in words.SALESPERSON_CODES]

    def _contacts(self) -> list[Row]:
        sizes = self.sizes
        places = set(self.random.sample(range(sizes.contacts), sizes.companies))
        companies = [self._company(place) for place in range(sizes.contacts) if place in places]
        employers = iter(self._employers(companies))
        persons = [self._person(place, next(employers)) for place in range(sizes.contacts) if place not in places]
        return companies + persons

    def _all_cards(self) -> dict[str, list[tuple[Row, Row]]]:
        sizes, contacts = self.sizes, self.contacts
        companies = contacts[: sizes.companies]
        to_companies = min(sizes.customers * 9 // 10, len(companies))
        persons = contacts[-(sizes.customers - to_companies) :]
        return {
            "CUSTOMER": list(self._cards("CU", companies[:to_companies] + persons, self._customer)),
            "VENDOR": list(self._cards("VE", companies[: sizes.vendors], self._vendor)),
            "BANK_ACCOUNT": list(self._cards("BA", companies[: sizes.bank_accounts], self._bank_account)),
        }

    def links(self) -> Iterator[Row]:
        """Yield the link of every card."""
        for kind, cards in self.cards.items():
            for contact, card in cards:
                yield {
                    "id": self.new_id(),
                    "contact_id": contact["id"],
                    "business_relation_id": RELATIONS[kind],
                    "kind": kind,
                    f"{kind.lower()}_id": card["id"],
                    "created_at": card["created_at"],
                }

    def new_id(self) -> str:
        """Return a UUIDv7 whose random bits repeat from run to run, which a real one's do not."""
        self.ids += 1
        milliseconds = int(START.timestamp() * 1000) + self.ids * 25
        bits = self.random.getrandbits(74)
        return str(UUID(int=milliseconds << 80 | 7 << 76 | (bits >> 62) << 64 | 2 << 62 | bits & (1 << 62) - 1))

    def _employers(self, companies: Sequence[Row]) -> list[Row | None]:
        """Return for each person a company or none, in random order."""
        count = self.sizes.contacts - len(companies)
        with_persons = companies[: self.sizes.companies_with_persons]
        employers: list[Row | None] = [company for company in with_persons for _ in range(PERSONS_EACH)]
        on_their_own = int(count * OWN_PERSONS_SHARE)
        employers += [None] * on_their_own
        ranked = self.random.sample(with_persons, len(with_persons))
        weights = [1 / (rank + 10) for rank in range(len(ranked))]
        employers += self.random.choices(ranked, weights, k=count - len(employers))
        self.random.shuffle(employers)
        return employers

    def _company(self, place: int) -> Row:
        pick, country = self.random.choice, self.random.choice(words.COUNTRIES)
        name = f"{pick(words.LAST_NAMES)} {pick(words.TRADES)} {words.LEGAL_FORMS[country]}"
        domain = f"{'-'.join(name.casefold().split()[:2])}-{place}.example"
        return self._contact(place, country, name, f"info@{domain}") | {
            "type": "COMPANY",
            "home_page": f"https://www.{domain}",
            "salesperson_code": pick(words.SALESPERSON_CODES),
        }

    def _person(self, place: int, company: Row | None) -> Row:
        pick = self.random.choice
        first, last = pick(words.FIRST_NAMES), pick(words.LAST_NAMES)
        country = company["country_code"] if company else pick(words.COUNTRIES)
        domain = company["email"].partition("@")[2] if company else "mail.example"
        row = self._contact(place, country, f"{first} {last}", f"{first}.{last}.{place}@{domain}".casefold()) | {
            "type": "PERSON",
            "company_id": company and company["id"],
            "first_name": first,
            "last_name": last,
            "job_title": pick(words.JOB_TITLES),
        }
        inherited = ("address_line1", "city", "post_code", "language_code", "salesperson_code")
        return row | {name: company[name] for name in inherited} if company else row

    def _contact(self, place: int, country: str, name: str, email: str) -> Row:
        random = self.random
        return {
            "id": self.new_id(),
            "number": f"CT{place + 1:0{self.sizes.digits}}",
            "name": name,
            "address_line1": f"{random.choice(words.STREETS)} {random.randrange(1, 200)}",
            "city": random.choice(words.CITIES[country]),
            "post_code": words.post_code(random, country),
            "country_code": country,
            "phone": words.phone(random, country),
            "mobile_phone": words.phone(random, country) if random.random() < 0.4 else None,
            "email": email,
            "language_code": words.LANGUAGES[country],
            "created_at": START + place * STEP,
        }

    def _cards(self, prefix: str, contacts: Sequence[Row], extra: Any) -> Iterator[tuple[Row, Row]]:
        for place, contact in enumerate(contacts):
            shared = {name: contact[name] for name in SHARED if name in contact}
            own = {
                "id": self.new_id(),
                "number": f"{prefix}{place + 1:0{self.sizes.digits}}",
                "created_at": contact["created_at"],
            }
            yield contact, shared | own | extra(contact, place)

    def _customer(self, contact: Row, _place: int) -> Row:
        return {
            "contact_type": contact["type"],
            "salesperson_code": contact.get("salesperson_code"),
            "blocked": self.random.choice(words.BLOCKED_CUSTOMER),
            "payment_terms_code": "30D",
        }

    def _vendor(self, _contact: Row, _place: int) -> Row:
        return {"blocked": self.random.choice(words.BLOCKED_VENDOR), "payment_terms_code": "30D"}

    def _bank_account(self, _contact: Row, place: int) -> Row:
        account = f"{place + 1:011d}"
        return {"bank_account_number": account, "iban": iban("FR", f"3000600001{account}07"), "bic": "AGRIFRPP"}


def iban(country: str, account: str) -> str:
    """Put the two check digits before an account number made of digits only."""
    letters = "".join(str(ord(letter) - ord("A") + 10) for letter in country)
    return f"{country}{98 - int(f'{account}{letters}00') % 97:02d}{account}"


def completed(row: Row) -> Row:
    """Add what every card has: when it was changed, and its search keys."""
    keys = {f"{name}_key": (row.get(name) or "").casefold() for name in KEYED}
    return row | {"updated_at": row["created_at"], "version": 1} | keys
