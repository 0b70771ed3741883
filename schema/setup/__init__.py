"""Declare the set-up: one module per noun."""

from schema.setup.codes import Item, PaymentTerms, Salesperson
from schema.setup.company import CompanyInformation
from schema.setup.interactions import InteractionGroup, InteractionTemplate, InteractionTemplateSetup
from schema.setup.marketing import ContactDefaults, InheritanceSetup, MarketingSetup
from schema.setup.numbers import NumberSeries, NumberSeriesLine, NumberSetup
from schema.setup.rules import SyncDirection, SyncRule
from schema.setup.templates import CustomerTemplate, VendorTemplate

__all__ = [
    "CompanyInformation",
    "ContactDefaults",
    "CustomerTemplate",
    "InheritanceSetup",
    "InteractionGroup",
    "InteractionTemplate",
    "InteractionTemplateSetup",
    "Item",
    "MarketingSetup",
    "NumberSeries",
    "NumberSeriesLine",
    "NumberSetup",
    "PaymentTerms",
    "Salesperson",
    "SyncDirection",
    "SyncRule",
    "VendorTemplate",
]
