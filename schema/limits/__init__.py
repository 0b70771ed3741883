"""Bound what one operation may ask: its form as it is written, and what it costs."""

from schema.limits.bounds import LIMITS, TRUSTED, Limits, exceeded
from schema.limits.checking import refusals
from schema.limits.costs import Cost, Costs
from schema.limits.variables import too_much

__all__ = ["LIMITS", "TRUSTED", "Cost", "Costs", "Limits", "exceeded", "refusals", "too_much"]
