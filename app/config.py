"""Settings: what the environment and the command line may decide."""

import json
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.logs import LogFormat

PACKAGE = Path(__file__).resolve().parent


def data_folder(name: str) -> Path:
    """Return the folder `templates`, `static`, `migrations` or `seeds`.

    In a checkout it stands beside the package; a wheel carries it inside, under `_data`.
    """
    beside = PACKAGE.parent / name
    inside = PACKAGE / "_data" / name
    return inside if inside.is_dir() else beside


def own_version() -> str:
    """Return the program's version, or a word where it runs from its sources."""
    try:
        return version("onrecord")
    except PackageNotFoundError:
        return "from its sources"


class Settings(BaseSettings):
    """Settings of one process; each can be given as `ONRECORD_<NAME>` in the environment."""

    model_config = SettingsConfigDict(env_prefix="ONRECORD_", extra="ignore")

    database_url: str = "sqlite:///data/onrecord.db"
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    # Host names the server answers to, beside loopback's and `host` (DNS rebinding).
    allowed_hosts: list[str] = Field(default_factory=list)
    # Reverse proxies, by address, whose word on the client and on https is taken; "*": any.
    trusted_proxies: list[str] = Field(default_factory=list)
    # Poll feeds and do queued work inside the server; else `poll` or `worker` must.
    background: bool = True
    # Seconds that a server which is told to stop waits for the requests that came before.
    grace: int = Field(default=30, ge=0, le=3600)
    # How the log is written to stderr, and whether each request is a line of it.
    log_format: LogFormat = LogFormat.TEXT
    access_log: bool = False
    # Count requests for Prometheus at /metrics; who gives the token reads it from elsewhere.
    metrics: bool = False
    metrics_token: str = Field(default="", repr=False)
    # Reload templates and forget nothing between requests: for work on the pages.
    debug: bool = False

    def environment(self) -> dict[str, str]:
        """Return the environment from which another process reads the same settings."""
        prefix = self.model_config["env_prefix"]
        return {
            f"{prefix}{name.upper()}": value if isinstance(value, str) else json.dumps(value)
            for name, value in self.model_dump(mode="json").items()
        }


@lru_cache
def get_settings() -> Settings:
    """Return the settings of this process, read once."""
    return Settings()
