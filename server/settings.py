"""Read the settings from the environment. Nothing else reads it."""

from ipaddress import ip_address
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationInfo, field_validator
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
        description="The address to listen on. Until callers are authenticated it must be a loopback address.",
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

    @field_validator("documents")
    @classmethod
    def _has_a_file(cls, documents: str, info: ValidationInfo) -> str:
        if documents == "trusted" and info.data.get("trusted_documents") is None:
            raise ValueError("'trusted' needs the file that CARNET_TRUSTED_DOCUMENTS names")
        return documents


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach a server that listens on `host`."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
