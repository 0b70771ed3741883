"""Random operations by several callers against a small model of what the product page promises."""
