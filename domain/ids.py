"""Name records for clients: an opaque id that says which kind of record it is. Clients must not take it apart."""

from uuid import UUID

PREFIXES = {
    "Contact": "contact-",
    "Customer": "customer-",
    "Vendor": "vendor-",
    "BankAccount": "bankaccount-",
    "Link": "link-",
    "BusinessRelation": "relation-",
    "ChangeSet": "changeset-",
    "Salesperson": "salesperson-",
    "PaymentTerms": "paymentterms-",
    "Item": "item-",
    "NumberSeries": "numberseries-",
    "CustomerTemplate": "customertemplate-",
    "VendorTemplate": "vendortemplate-",
    "SalesDocument": "salesdocument-",
    "PurchaseDocument": "purchasedocument-",
    "ServiceOrder": "serviceorder-",
    "Paper": "paper-",
    "Interaction": "interaction-",
    "InteractionTemplate": "interactiontemplate-",
    "InteractionGroup": "interactiongroup-",
}


def public_id(type_name: str, key: str) -> str:
    """Return the id that clients see for the row with this key."""
    return f"{PREFIXES[type_name]}{key}"


def parse_id(text: str) -> tuple[str, str] | None:
    """Return type name and key of an id; None for a text that is no id of ours, in exactly the form that we write."""
    prefix, dash, key = text.partition("-")
    name = _TYPE_BY_PREFIX.get(f"{prefix}{dash}")
    if name is None or not _is_uuid(key):
        return None
    return name, key


def key_of(type_name: str, text: str) -> str | None:
    """Return the key in an id of the given type; None for anything else."""
    parsed = parse_id(text)
    return parsed[1] if parsed and parsed[0] == type_name else None


_TYPE_BY_PREFIX = {prefix: name for name, prefix in PREFIXES.items()}


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
