"""Say why nothing was recorded of an operation that was carried out. Source: reference-documents.md §24 W13."""

from typing import TypeAlias

from domain.warned import Warned, WarningCode

Why: TypeAlias = tuple[str, str]
"""The reason in English and in French."""

NEVER: Why = (
    "Nothing was recorded: the set-up has no row for what was done with a document of this kind.",
    "Rien n'a été enregistré : les paramètres n'ont pas de ligne pour cette opération sur un document de ce type.",
)
UNRELATED: Why = (
    "Nothing was recorded: the document has no contact, and its customer or vendor is linked with none.",
    "Rien n'a été enregistré : le document n'a pas de contact, et son client ou fournisseur n'est lié à aucun.",
)
PRIVATE: Why = (
    "Nothing was recorded: the contact is privacy-blocked and takes part in nothing new.",
    "Rien n'a été enregistré : le contact est bloqué pour confidentialité et ne prend part à rien de nouveau.",
)


def not_set(row: str) -> Why:
    """Return the reason that the set-up names no template in a row."""
    return (
        f"Nothing was recorded: interactionTemplateSetup names no template for {row}. Set one with updateInteractionTemplateSetup.",  # noqa: E501
        f"Rien n'a été enregistré : interactionTemplateSetup ne nomme aucun modèle pour {row}. Définissez-le avec updateInteractionTemplateSetup.",  # noqa: E501
    )


def not_logged(why: Why) -> Warned:
    """Return the warning."""
    return Warned(code=WarningCode.INTERACTION_NOT_LOGGED, english=why[0], french=why[1])
