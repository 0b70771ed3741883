"""Declare what mutations take."""

from schema.inputs.creations import (
    CreateBankAccountFromContactInput,
    CreateBankAccountInput,
    CreateContactInput,
    CreateCustomerFromContactInput,
    CreateCustomerInput,
    CreateVendorFromContactInput,
    CreateVendorInput,
)
from schema.inputs.given import given_fields, innermost
from schema.inputs.updates import UpdateBankAccountInput, UpdateContactInput, UpdateCustomerInput, UpdateVendorInput
from schema.inputs.values import AddressInput, CustomerBillingInput, MaybeText, VendorBillingInput

__all__ = [
    "AddressInput",
    "CreateBankAccountFromContactInput",
    "CreateBankAccountInput",
    "CreateContactInput",
    "CreateCustomerFromContactInput",
    "CreateCustomerInput",
    "CreateVendorFromContactInput",
    "CreateVendorInput",
    "CustomerBillingInput",
    "MaybeText",
    "UpdateBankAccountInput",
    "UpdateContactInput",
    "UpdateCustomerInput",
    "UpdateVendorInput",
    "VendorBillingInput",
    "given_fields",
    "innermost",
]
