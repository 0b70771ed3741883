"""Say how the set-up is read: salespeople, payment terms, items."""

from sqlmodel import SQLModel

from db.reading import tree
from db.setup import Item, PaymentTerms, Salesperson
from domain.ids import PREFIXES
from resolvers.reading.declarations import Declaration, Fields, Listed, Orders, Paged, columns

_BY_CODE = (tree.Order("code"),)
_BY_NUMBER = tree.Order("number", unique=True)
SALESPEOPLE = Listed(tree.Source("salesperson {t}"), _BY_CODE)
PAYMENT_TERMS = Listed(tree.Source("payment_terms {t}"), _BY_CODE)
ITEMS = Paged(tree.Source("item {t}"), Orders({}, (_BY_NUMBER,), _BY_NUMBER))


def _identified(type_name: str, model: type[SQLModel], *names: str) -> dict[str, Declaration]:
    return {"id": tree.Column("id", "id", PREFIXES[type_name]), **columns(model, *names)}


TYPES: dict[str, Fields] = {
    "Salesperson": _identified("Salesperson", Salesperson, "code", "name", "email", "phone"),
    "PaymentTerms": _identified("PaymentTerms", PaymentTerms, "code", "description", "dueDays", "endOfMonth"),
    "Item": _identified(
        "Item", Item, "number", "description", "unitPrice", "unitCost", "unitOfMeasure", "vatPercent", "blocked"
    ),
}
