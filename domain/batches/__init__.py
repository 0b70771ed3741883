"""Create contacts for many cards at once, by statements over whole sets: the third of the three ways.

Steps: the cards are locked and listed with the ids that their contacts get, numbers are drawn for all, names of persons
are taken apart, then contacts, links and journal are each written by one INSERT … SELECT. Memory does not grow with
the number of cards. Source: product.md §3.3, reference-contacts.md §5.3.
"""
