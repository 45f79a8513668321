"""The configuration: one frozen dataclass from the environment, which refuses to start unsafe."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from secrets import token_bytes

ROOT = Path(__file__).parent.parent
KEY_BYTES = 32
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class ConfigError(Exception):
    """The product cannot start as configured; the message says what to do."""


@dataclass(frozen=True)
class Config:
    """Where the data is and how the product is served."""

    database_url: str
    instance: Path
    secure: bool = False
    """Served over TLS: cookies are Secure and carry the __Host- prefix."""
    trusted_hosts: tuple[str, ...] = LOOPBACK
    trusted_proxies: int = 0
    testing: bool = False
    cheap_hashes: bool = False
    """Fast password hashes for tests; refused outside of them."""

    def __post_init__(self) -> None:
        if self.cheap_hashes and not self.testing:
            raise ConfigError("cheap_hashes 只供测试使用，请去掉这一设置")

    @classmethod
    def from_environment(cls) -> "Config":
        """Read DATABASE_URL, INSTANCE_PATH, SECURE, TRUSTED_HOSTS and TRUSTED_PROXIES."""
        instance = Path(os.environ.get("INSTANCE_PATH", ROOT / "instance"))
        hosts = tuple(filter(None, os.environ.get("TRUSTED_HOSTS", "").split(",")))
        return cls(
            database_url=_with_driver(os.environ.get("DATABASE_URL") or f"sqlite:///{instance / 'canteen.sqlite3'}"),
            instance=instance,
            secure=os.environ.get("SECURE") == "1",
            trusted_hosts=LOOPBACK + hosts,
            trusted_proxies=int(os.environ.get("TRUSTED_PROXIES", "0")),
        )

    @property
    def key(self) -> bytes:
        """The installation's secret: 32 bytes in a file of its own, made at the first start, never in a backup."""
        path = self.instance / "secret.key"
        if not path.exists():
            _write_key(path)
        key = path.read_bytes()
        if len(key) != KEY_BYTES:
            raise ConfigError(f"密钥文件 {path} 应为 {KEY_BYTES} 字节，请从保管处恢复原来的文件")
        if os.name == "posix" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise ConfigError(f"密钥文件 {path} 他人可读，请执行 chmod 600")
        return key


def _write_key(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(token_bytes(KEY_BYTES))


def _with_driver(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://", 1)
