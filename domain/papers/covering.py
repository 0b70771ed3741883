"""Say what the e-mail says that a document is sent with, where its sender does not: in the document's language."""

from domain.papers.page import Contents


def usual_subject(contents: Contents) -> str:
    """Return a subject: 'Quote SQ00001, Cronus'."""
    return f"{contents.name}, {contents.firm['name']}"


def usual_body(contents: Contents) -> str:
    """Return a short covering letter, signed by whoever answers for the document."""
    name = contents.values[f"{contents.side.party}.contactName"]
    signed = "\n".join(filter(None, (contents.person, contents.firm["name"])))
    if contents.habits.language == "fr":
        hail = f"Bonjour {name}," if name else "Bonjour,"
        return f"{hail}\n\nVeuillez trouver ci-joint : {contents.name}.\n\nCordialement,\n{signed}"
    hail = f"Dear {name}," if name else "Hello,"
    return f"{hail}\n\nPlease find attached: {contents.name}.\n\nKind regards,\n{signed}"
