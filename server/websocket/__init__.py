"""Speak GraphQL over WebSocket: the handshake, the connection in bytes, the conversation in messages.

Source: the sub-protocol graphql-transport-ws, PROTOCOL.md of the npm package graphql-ws.
"""
