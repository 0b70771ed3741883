"""Read the settings from the environment. Nothing else reads it."""

from ipaddress import ip_address
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, SecretStr, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What can be set, each as an environment variable CARNET_…; the defaults are fit for trying out."""

    model_config = SettingsConfigDict(env_prefix="CARNET_", extra="ignore")

    database_url: str = Field(
        default="sqlite:///carnet.db",
        description="Where the records are: `sqlite:///FILE` or `postgresql://USER:PASSWORD@HOST/NAME`.",
    )
    host: str = Field(
        default="127.0.0.1",
        description="The address to listen on. Elsewhere than on a loopback address callers must show API keys.",
    )
    names: str = Field(
        default="",
        description="The names by which the server is called besides those of its machine, with commas between them.",
    )
    port: int = Field(default=8000, ge=0, le=65535, description="The port to listen on; 0 takes a free one.")
    body_limit: int = Field(default=256 * 1024, gt=0, description="Bytes that a request's body may have.")
    body_timeout_s: float = Field(default=10.0, gt=0, description="Seconds that a request's body may take to arrive.")
    idempotency_hours: float = Field(
        default=24.0,
        gt=0,
        le=8760,
        description="Hours for which a mutation with an `idempotencyKey` is carried out only once; at most a year.",
    )
    request_timeout_s: float = Field(default=15.0, gt=0, description="Seconds that a request may take to be answered.")
    trusted_documents: Path | None = Field(
        default=None,
        description="A JSON file of documents that clients may name instead of sending them: texts by hash or id.",
    )
    documents: Literal["any", "trusted"] = Field(
        default="any",
        description="Which documents are answered: `any`, or `trusted` for those in that file only.",
    )

    link_secret: SecretStr | None = Field(
        default=None,
        min_length=32,
        description="Signs the links to PDFs, at least 32 characters; the same for all processes that serve one "
        "database. Without it each process makes its own, and links end with it.",
    )
    smtp_host: str | None = Field(default=None, description="The mail server. Without one, no e-mail can be sent.")
    smtp_port: int = Field(default=587, gt=0, le=65535, description="The mail server's port.")
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        default="starttls",
        description="`starttls`, `tls` (from the first byte, mostly on port 465), or `none`: only for a mail server "
        "on this machine.",
    )
    smtp_user: str | None = Field(default=None, description="Whom to log in as at the mail server, if at all.")
    smtp_password: SecretStr | None = Field(default=None, description="The password for that.")
    smtp_sender: str | None = Field(default=None, description="The address that e-mails are sent from.")
    smtp_timeout_s: float = Field(
        default=30.0, gt=0, le=600, description="Seconds that handing over one e-mail may take."
    )
    smtp_deliver: bool = Field(
        default=True, description="Whether this process delivers the outbox; `0` where others do that."
    )

    @property
    def known_names(self) -> frozenset[str]:
        """Return the names by which the server is called, in small letters."""
        return frozenset(name.strip().lower() for name in self.names.split(",")) - {""}

    @property
    def delivers(self) -> bool:
        """Tell whether this process delivers the outbox."""
        return self.smtp_host is not None and self.smtp_deliver

    @field_validator("documents")
    @classmethod
    def _has_a_file(cls, documents: str, info: ValidationInfo) -> str:
        if documents == "trusted" and info.data.get("trusted_documents") is None:
            raise ValueError("'trusted' needs the file that CARNET_TRUSTED_DOCUMENTS names")
        return documents

    @field_validator("smtp_sender")
    @classmethod
    def _is_address(cls, value: str | None) -> str | None:
        from domain.outbox.letters import addresses  # and all tables with it, which the command line can do without

        found, refusals = addresses(value, ())
        if refusals or len(found) > 1:
            raise ValueError("enter one e-mail address, such as office@example.com")
        return found[0] if found else None

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.smtp_host and not self.smtp_sender:
            raise ValueError("CARNET_SMTP_HOST needs CARNET_SMTP_SENDER")
        if self.smtp_host and self.smtp_security == "none" and not is_loopback(self.smtp_host):
            raise ValueError("CARNET_SMTP_SECURITY may be none only for a mail server on this machine")
        return self


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach a server that listens on `host`."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
