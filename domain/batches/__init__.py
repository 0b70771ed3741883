"""Create contacts for many cards at once, by statements over whole sets: the third of the three ways.

All cards are locked; then, a portion after the other in the same transaction, they are listed with the ids that their
contacts get, numbers are drawn, names of persons are taken apart, and contacts, links, cards and journal are each
written by one statement. Memory does not grow with the number of cards.
Source: product.md §3.3, reference-contacts.md §5.3.
"""
