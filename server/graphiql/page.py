"""Answer a browser that opens /graphql: GraphiQL, or a small page of our own where GraphiQL is not built."""

from pathlib import Path
from string import Template

from starlette.responses import HTMLResponse

from server.graphiql.examples import as_script_content, read_examples
from server.graphiql.files import OWN_URL, EntryFiles, built_entry_files

HERE = Path(__file__).parent
ENDPOINT = "/graphql"

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; "
    "script-src 'self'; "
    "worker-src 'self'; "
    "style-src 'self' 'unsafe-inline'; "  # Monaco writes its colours into style elements
    "font-src 'self'; "
    "img-src 'self' data:; "
    "connect-src 'self'; "
    "base-uri 'none'; "
    "form-action 'none'; "
    "frame-ancestors 'none'"
)

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-cache",
    "Vary": "Accept",
}


def page() -> HTMLResponse:
    """Answer the page with the example operations in it; a build is found without a restart."""
    entry_files = built_entry_files()
    return HTMLResponse(_missing() if entry_files is None else _graphiql(entry_files), headers=HEADERS)


def _graphiql(entry_files: EntryFiles) -> str:
    return _filled("graphiql.html", script=entry_files.script, styles=entry_files.styles)


def _missing() -> str:
    return _filled("missing.html", script=f"{OWN_URL}/missing.js", styles=f"{OWN_URL}/missing.css")


def _filled(template: str, *, script: str, styles: str) -> str:
    html = (HERE / template).read_text(encoding="utf-8")
    return Template(html).substitute(
        script=script,
        styles=styles,
        icon=f"{OWN_URL}/favicon.svg",
        endpoint=ENDPOINT,
        examples=as_script_content(read_examples()),
    )
