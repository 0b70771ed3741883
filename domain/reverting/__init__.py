"""Take back one operation with all that it caused, as a change set of its own. Source: product.md §2.11.

What a change set did is read from the journal. A field is taken back if it still holds what the change set gave it; a
shared field only if that is so on the contact and on all of its cards, so that they stay equal. What was changed since
is left and listed. A record that came into being is deleted, one that was deleted comes back with its id and its
number, and links end or begin again: these are done altogether or not at all.
"""
