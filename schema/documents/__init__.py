"""Declare quotes, orders, blanket orders and service orders."""
