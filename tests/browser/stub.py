"""A stand-in for the application, with just what the first example asks for. Goes away with server.app."""

from types import SimpleNamespace

import strawberry
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from strawberry.asgi import GraphQL

from server import graphiql


@strawberry.type
class Card:
    number: str
    phone: str | None


@strawberry.type(description="A company or a person that the firm deals with.")
class Contact:
    number: str
    name: str = strawberry.field(description="The full name, as it stands on letters.")
    phone: str | None
    linked_customer: Card | None
    linked_vendor: Card | None
    linked_bank_accounts: list[Card]


@strawberry.type
class ContactConnection:
    total_count: int
    nodes: list[Contact]


@strawberry.type
class Query:
    @strawberry.field(description="Contacts, in the order of their numbers.")
    def contacts(self, first: int = 50) -> ContactConnection:
        card = Card(number="10000", phone="+44 121 496 0321")
        contact = Contact(
            number="CT000007",
            name="The Cannon Group PLC",
            phone=card.phone,
            linked_customer=card,
            linked_vendor=None,
            linked_bank_accounts=[],
        )
        return ContactConnection(total_count=1, nodes=[contact][:first])


def stub() -> Starlette:
    endpoint = GraphQL(strawberry.Schema(Query), graphql_ide=None)

    async def graphql(request: Request) -> Response:
        if request.method == "GET":
            return graphiql.page()
        sent: list[dict] = []

        async def keep(message: dict) -> None:
            sent.append(message)

        await endpoint(request.scope, request.receive, keep)
        head = SimpleNamespace(**sent[0])
        return Response(
            b"".join(m.get("body", b"") for m in sent[1:]), head.status, {"Content-Type": "application/json"}
        )

    return Starlette(routes=[*graphiql.routes(), Route("/graphql", graphql, methods=["GET", "POST"])])
