"""Say no in a way that programs and people understand: every refusal, its code, and its words in two languages.

    Refusal                       one reason, at one path of the input
    ├── NotFound                  NOT_FOUND
    ├── Required                  REQUIRED
    ├── InvalidValue              INVALID_VALUE, or the code of its kind of value: INVALID_PHONE, INVALID_IBAN …
    ├── ValueTooLong              VALUE_TOO_LONG
    ├── UnknownCode               INVALID_VALUE: a code that no record of the set-up has
    ├── NotUnique                 NOT_UNIQUE
    ├── Conflict                  CONFLICT, with one FieldConflict per field
    ├── PlanOutdated              PLAN_OUTDATED
    ├── KeyReused                 KEY_REUSED
    ├── ContactAlreadyLinked      CONTACT_ALREADY_LINKED
    ├── CardAlreadyLinked         CARD_ALREADY_LINKED
    ├── ContactNotRelated         CONTACT_NOT_RELATED
    ├── ContactPrivacyBlocked     CONTACT_PRIVACY_BLOCKED
    ├── CardPrivacyBlocked        CONTACT_PRIVACY_BLOCKED
    ├── NotAPerson                NOT_A_PERSON
    ├── NotACompany               NOT_A_COMPANY
    ├── TypeChangeRefused         TYPE_CHANGE_REFUSED
    ├── SetOnContact              INVALID_VALUE, or TYPE_CHANGE_REFUSED for a customer's type
    ├── CompanyRequired           COMPANY_REQUIRED
    ├── CompanyHasPersons         COMPANY_HAS_PERSONS
    ├── CardInUse                 CARD_IN_USE
    ├── SeriesMissing             NUMBER_SERIES_MISSING
    ├── SeriesExhausted           NUMBER_SERIES_EXHAUSTED
    ├── NumberNotManual           MANUAL_NUMBER_NOT_ALLOWED
    ├── NumberNotAutomatic        AUTOMATIC_NUMBER_NOT_ALLOWED
    ├── RelationNotConfigured     RELATION_CODE_NOT_CONFIGURED
    ├── ContactSeriesNotConfigured CONTACT_SERIES_NOT_CONFIGURED
    ├── TemplateTypeMismatch      TEMPLATE_TYPE_MISMATCH
    ├── TemplateRequired          TEMPLATE_REQUIRED
    ├── NotRelatedToCustomer      CONTACT_NOT_RELATED_TO_CUSTOMER
    ├── NotRelatedToVendor        CONTACT_NOT_RELATED_TO_VENDOR
    ├── ContactOfDifferentCompany CONTACT_OF_DIFFERENT_COMPANY
    ├── CustomerBlocked           CUSTOMER_BLOCKED
    ├── VendorBlocked             VENDOR_BLOCKED
    ├── DocumentSeriesMissing     NUMBER_SERIES_MISSING
    ├── DocumentNotOpen           DOCUMENT_NOT_OPEN
    ├── DocumentWrongType         DOCUMENT_WRONG_TYPE
    ├── DocumentInUse             DOCUMENT_IN_USE
    ├── NothingToRelease          NOTHING_TO_RELEASE
    ├── NothingToCreate           NOTHING_TO_CREATE
    ├── AlreadyOrdered            NOTHING_TO_CREATE: an order was made from the quote
    ├── OrderedMore               INVALID_VALUE: more than is left of a blanket order
    ├── ItemBlocked               ITEM_BLOCKED
    ├── InteractionTemplateMissing INTERACTION_TEMPLATE_MISSING
    ├── PhoneNumberRequired       PHONE_NUMBER_REQUIRED
    ├── EmailRequired             EMAIL_REQUIRED
    ├── EmailNotConfigured        EMAIL_NOT_CONFIGURED
    ├── ChangedSince              CHANGED_SINCE
    ├── AlreadyReverted           ALREADY_REVERTED
    ├── NumberTakenSince          NOT_UNIQUE: the number that a record had before
    ├── NotReverted               INVALID_VALUE: a change set that cannot be taken back
    ├── CallForbidden             FORBIDDEN
    └── FieldsForbidden           FORBIDDEN: records that the call would also change

    Refused                       the exception: all reasons at once; whoever raises it has written nothing

Refusals are data, so that a caller sees every reason of a form together. Source: product.md §1.5, style.md "Errors".
"""

from domain.errors.access import CallForbidden, FieldsForbidden
from domain.errors.base import ErrorCode, Language, Path, Refusal, Refused, refuse
from domain.errors.calls import Conflict, FieldConflict, KeyReused, PlanOutdated
from domain.errors.documents import (
    AlreadyOrdered,
    ContactOfDifferentCompany,
    CustomerBlocked,
    DocumentInUse,
    DocumentNotOpen,
    DocumentSeriesMissing,
    DocumentWrongType,
    ItemBlocked,
    NothingToCreate,
    NothingToRelease,
    NotRelatedToCustomer,
    NotRelatedToVendor,
    OrderedMore,
    TemplateRequired,
    VendorBlocked,
)
from domain.errors.interactions import InteractionTemplateMissing, PhoneNumberRequired
from domain.errors.papers import EmailNotConfigured, EmailRequired
from domain.errors.records import (
    CardAlreadyLinked,
    CardInUse,
    CardPrivacyBlocked,
    CompanyHasPersons,
    CompanyRequired,
    ContactAlreadyLinked,
    ContactNotRelated,
    ContactPrivacyBlocked,
    NotACompany,
    NotAPerson,
    SetOnContact,
    TypeChangeRefused,
)
from domain.errors.reverting import AlreadyReverted, ChangedSince, NotReverted, NumberTakenSince
from domain.errors.setup import (
    ContactSeriesNotConfigured,
    NumberNotAutomatic,
    NumberNotManual,
    RelationNotConfigured,
    SeriesExhausted,
    SeriesMissing,
    TemplateTypeMismatch,
)
from domain.errors.values import InvalidValue, NotFound, NotUnique, Required, UnknownCode, ValueTooLong

__all__ = [
    "AlreadyOrdered",
    "AlreadyReverted",
    "CallForbidden",
    "CardAlreadyLinked",
    "CardInUse",
    "CardPrivacyBlocked",
    "ChangedSince",
    "CompanyHasPersons",
    "CompanyRequired",
    "Conflict",
    "ContactAlreadyLinked",
    "ContactNotRelated",
    "ContactOfDifferentCompany",
    "ContactPrivacyBlocked",
    "ContactSeriesNotConfigured",
    "CustomerBlocked",
    "DocumentInUse",
    "DocumentNotOpen",
    "DocumentSeriesMissing",
    "DocumentWrongType",
    "EmailNotConfigured",
    "EmailRequired",
    "ErrorCode",
    "FieldConflict",
    "FieldsForbidden",
    "InteractionTemplateMissing",
    "InvalidValue",
    "ItemBlocked",
    "KeyReused",
    "Language",
    "NotACompany",
    "NotAPerson",
    "NotFound",
    "NotRelatedToCustomer",
    "NotRelatedToVendor",
    "NotReverted",
    "NotUnique",
    "NothingToCreate",
    "NothingToRelease",
    "NumberNotAutomatic",
    "NumberNotManual",
    "NumberTakenSince",
    "OrderedMore",
    "Path",
    "PhoneNumberRequired",
    "PlanOutdated",
    "Refusal",
    "Refused",
    "RelationNotConfigured",
    "Required",
    "SeriesExhausted",
    "SeriesMissing",
    "SetOnContact",
    "TemplateRequired",
    "TemplateTypeMismatch",
    "TypeChangeRefused",
    "UnknownCode",
    "ValueTooLong",
    "VendorBlocked",
    "refuse",
]
