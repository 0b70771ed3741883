"""Refuse what records, and the links among them, do not allow."""

from dataclasses import dataclass

from domain.errors.base import ErrorCode, Refusal


@dataclass(frozen=True, kw_only=True)
class ContactAlreadyLinked(Refusal):
    """The contact has a card of this kind already."""

    code: ErrorCode = ErrorCode.CONTACT_ALREADY_LINKED
    contact: str
    card: str
    english = "Contact {contact} is already linked with {card}. Unlink that card first."
    french = "Le contact {contact} est déjà lié à {card}. Supprimez d'abord ce lien."


@dataclass(frozen=True, kw_only=True)
class CardAlreadyLinked(Refusal):
    """The card belongs to another contact."""

    code: ErrorCode = ErrorCode.CARD_ALREADY_LINKED
    card: str
    contact: str
    english = "{card} is already linked with contact {contact}. Unlink it first."
    french = "{card} est déjà lié au contact {contact}. Supprimez d'abord ce lien."


@dataclass(frozen=True, kw_only=True)
class ContactNotRelated(Refusal):
    """The person does not belong to the contact that the card is linked with."""

    code: ErrorCode = ErrorCode.CONTACT_NOT_RELATED
    contact: str
    english = "Contact {contact} does not belong to the linked contact. Choose one of its persons."
    french = "Le contact {contact} n'appartient pas au contact lié. Choisissez l'une de ses personnes."


@dataclass(frozen=True, kw_only=True)
class CardPrivacyBlocked(Refusal):
    """A card without a contact is privacy-blocked, as its contact was; only a contact's block is lifted."""

    code: ErrorCode = ErrorCode.CONTACT_PRIVACY_BLOCKED
    card: str
    english = "{card} is privacy-blocked. Link it with its contact, and lift the block there, if you may."
    french = "{card} est bloqué pour confidentialité. Liez-le à son contact et levez le blocage là, si vous le pouvez."


@dataclass(frozen=True, kw_only=True)
class ContactPrivacyBlocked(Refusal):
    """The contact takes part in nothing new while it is privacy-blocked."""

    code: ErrorCode = ErrorCode.CONTACT_PRIVACY_BLOCKED
    contact: str
    english = "Contact {contact} is privacy-blocked. Lift the block first, if you may."
    french = "Le contact {contact} est bloqué pour confidentialité. Levez d'abord ce blocage, si vous y êtes autorisé."


@dataclass(frozen=True, kw_only=True)
class NotAPerson(Refusal):
    """Only a person has name parts, a job title and a company."""

    code: ErrorCode = ErrorCode.NOT_A_PERSON
    contact: str
    english = "Contact {contact} is a company: this field is for persons only. Leave it out."
    french = "Le contact {contact} est une société : ce champ est réservé aux personnes. Ne le renseignez pas."


@dataclass(frozen=True, kw_only=True)
class NotACompany(Refusal):
    """A person can belong to a company only."""

    code: ErrorCode = ErrorCode.NOT_A_COMPANY
    contact: str
    english = "Contact {contact} is not a company. Choose a contact of type COMPANY."
    french = "Le contact {contact} n'est pas une société. Choisissez un contact de type COMPANY."


@dataclass(frozen=True, kw_only=True)
class TypeChangeRefused(Refusal):
    """The contact's type is fixed by what hangs on it. `reason` and `raison` say what, as sentences."""

    code: ErrorCode = ErrorCode.TYPE_CHANGE_REFUSED
    contact: str
    reason: str
    raison: str
    english = "The type of contact {contact} stays: {reason}"
    french = "Le type du contact {contact} ne change pas : {raison}"


@dataclass(frozen=True, kw_only=True)
class SetOnContact(Refusal):
    """The field of a linked card follows the contact and cannot be changed on the card."""

    contact: str
    english = "This field follows contact {contact}. Change it there."
    french = "Ce champ suit le contact {contact}. Modifiez-le sur ce contact."


@dataclass(frozen=True, kw_only=True)
class CompanyRequired(Refusal):
    """Only a company, or a person of one, can become this; a person on their own can become a customer only."""

    code: ErrorCode = ErrorCode.COMPANY_REQUIRED
    contact: str
    english = (
        "Contact {contact} is a person without a company, and only a company can be this. Give it a company first."
    )
    french = "Le contact {contact} est une personne sans société, or seule une société convient. Donnez-lui d'abord une société."  # noqa: E501


@dataclass(frozen=True, kw_only=True)
class CompanyHasPersons(Refusal):
    """Persons belong to the company that is to be deleted, and nothing says what becomes of them."""

    code: ErrorCode = ErrorCode.COMPANY_HAS_PERSONS
    contact: str
    count: int
    english = "{count} persons belong to contact {contact}. Say with persons whether to DELETE or to DETACH them."
    french = "{count} personnes font partie du contact {contact}. Indiquez avec persons s'il faut les supprimer (DELETE) ou les détacher (DETACH)."  # noqa: E501


@dataclass(frozen=True, kw_only=True)
class CardInUse(Refusal):
    """Other records need the card that is to be deleted; `users` and `utilisateurs` say what they are."""

    code: ErrorCode = ErrorCode.CARD_IN_USE
    card: str
    count: int
    users: str
    utilisateurs: str
    english = "{card} is needed by {count} {users}. Change those first."
    french = "{card} sert à {count} {utilisateurs}. Modifiez-les d'abord."
