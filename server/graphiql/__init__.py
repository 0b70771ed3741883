"""Serve GraphiQL, the page to explore the API in a browser, without a third party.

frontend/graphiql builds the page's script and styles into static/; where that has not been done, a small page of our
own stands in. Nothing here is inline and nothing comes from another host, so that a strict policy can forbid both.
"""

from server.graphiql.files import routes
from server.graphiql.page import page

__all__ = ["page", "routes"]
