"""Change the switches of synchronisation. Source: product.md §3.4-3.5, reference-contacts.md §2.4."""

from collections.abc import Iterator
from itertools import combinations

from db.tables import MarketingSetup
from db.unit_of_work import UnitOfWork
from domain.calls import Outcome
from domain.change import Kind
from domain.errors import InvalidValue, Refusal
from domain.setup_changes.fields import by_name, flag_field, like, listed_field
from domain.setup_changes.saving import Draft, Noun, SetupCall, drafted, finish
from domain.warned import Warned, WarningCode

_NUMBERS = "contactNumbersCode"
_RELATIONS = {
    "customerRelationCode": "customer_relation_id",
    "vendorRelationCode": "vendor_relation_id",
    "bankAccountRelationCode": "bank_account_relation_id",
}
_SWITCHES = {
    "salesperson": "salesperson",
    "territory": "territory",
    "country": "country",
    "language": "language",
    "addressDetails": "address_details",
    "communicationDetails": "communication_details",
}
_MARKETING = Noun(
    MarketingSetup.__table__,  # type: ignore[attr-defined] # SQLModel makes it at run time
    by_name(
        listed_field(_NUMBERS, "number_series", 20, "contact_numbers_id", draws=True),
        *(listed_field(name, "business_relation", 10, column) for name, column in _RELATIONS.items()),
        *(flag_field(f"inherit.{name}", f"inherit_{column}") for name, column in _SWITCHES.items()),
        like(Kind.CONTACT, "salespersonCode", "defaults.salespersonCode", column="default_salesperson_code"),
        like(Kind.CONTACT, "territoryCode", "defaults.territoryCode", column="default_territory_code"),
        like(Kind.CONTACT, "address.countryCode", "defaults.countryCode", column="default_country_code"),
        like(Kind.CONTACT, "languageCode", "defaults.languageCode", column="default_language_code"),
    ),
)


async def update_marketing_setup(work: UnitOfWork, call: SetupCall) -> Outcome:
    """Change the marketing set-up; the caller commits."""
    draft = await drafted(work, _MARKETING, call.given)
    draft.refusals += _same_relations(draft)
    return await finish(work, draft, *_without_series(draft))


def _same_relations(draft: Draft) -> Iterator[Refusal]:
    """Refuse a relation that two kinds of cards would share: a contact could not be told to be one or the other."""
    for former, latter in combinations(_RELATIONS, 2):
        given = next((name for name in (latter, former) if draft.gives(name)), None)
        relation = draft.after[_RELATIONS[former]]
        if given and relation is not None and relation == draft.after[_RELATIONS[latter]]:
            yield InvalidValue(
                path=("input", given),
                reason=f"{former} and {latter} may not be the same. Choose another business relation for one of them.",
                raison=f"{former} et {latter} ne peuvent pas être identiques. Choisissez une autre relation pour l'un d'eux.",  # noqa: E501
            )


def _without_series(draft: Draft) -> Iterator[Warned]:
    """Warn that no contact will be made by itself, where relations are set up that ask for one."""
    concerned = any(draft.gives(name) for name in (_NUMBERS, *_RELATIONS))
    related = any(draft.after[column] for column in _RELATIONS.values())
    if concerned and related and draft.after["contact_numbers_id"] is None:
        yield Warned(
            code=WarningCode.CONTACT_SERIES_NOT_CONFIGURED,
            path=("input", _NUMBERS),
            english="Without a number series for contacts new cards get no contact. Set contactNumbersCode.",
            french="Sans souche de numéros pour les contacts, les nouvelles fiches n'auront pas de contact. Définissez contactNumbersCode.",  # noqa: E501
        )
