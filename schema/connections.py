"""Declare connections: long lists that are read page by page, after the Relay specification."""

from typing import Generic, TypeVar

from schema.declaring import about, object_type

Item = TypeVar("Item")


@object_type
class PageInfo:
    """Where a page stands in its list."""

    has_next_page: bool = about("Whether there are elements behind this page.")
    has_previous_page: bool = about("Whether there are elements before this page.")
    start_cursor: str | None = about("The cursor of the first element, null on an empty page.")
    end_cursor: str | None = about("The cursor of the last element, null on an empty page: send it as `after`.")


@object_type
class Edge(Generic[Item]):
    """An element of a list, with its place there."""

    cursor: str = about("The element's place: send it as `after` or `before`.")
    node: Item = about("The element.")


@object_type
class Connection(Generic[Item]):
    """A page of a list."""

    edges: list[Edge[Item]] = about("The elements with their cursors.")
    nodes: list[Item] = about("The elements.")
    page_info: PageInfo = about("Where this page stands in the list.")
    total_count: int = about("How many elements the whole list has; counted only when asked for.")
