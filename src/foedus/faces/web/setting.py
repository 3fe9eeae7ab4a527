"""What one server was started with; nothing of it changes while it runs."""

from dataclasses import dataclass, field
from hashlib import sha256
from ipaddress import ip_address
from pathlib import Path
from secrets import token_urlsafe

from foedus.cases.folder import case_folder, case_names
from foedus.faults import CaseFault, NeedFault
from foedus.reading.sitting import Sitting


@dataclass(frozen=True, slots=True)
class Setting:
    """Where the server listens, what it shows, and the secrets of this run."""

    workspace: Path
    """Folder whose case folders are shown; nothing outside it is opened by an address."""
    who: str
    """Who reviews, where the address names nobody."""
    host: str = "127.0.0.1"
    port: int = 8650
    names: tuple[str, ...] = ()
    """Host names by which browsers may call a server that is bound beyond this machine."""
    case: str | None = None
    """The case that was named when the server was started."""
    sitting: Sitting | None = None
    """The claims under review, if any."""
    token: str | None = None
    """Asked of everybody, where the server is bound beyond this machine."""
    secret: str = field(default_factory=lambda: token_urlsafe(32))
    """Stands in each form of this run, so that no other page can send one."""

    @property
    def claims(self) -> Path:
        """Give the file of claims under review, which may not be there yet."""
        return self.sitting.claims if self.sitting else self.workspace / "claims.jsonl"

    @property
    def documents(self) -> Path:
        """Give the folder of the documents under review."""
        return self.sitting.folder if self.sitting else self.workspace

    @property
    def door(self) -> str:
        """Give what the form of /enter carries; strangers see no other secret."""
        return sha256(f"enter {self.secret}".encode()).hexdigest()

    @property
    def hosts(self) -> frozenset[str]:
        """Give the `Host` headers that a browser may send."""
        local = ("127.0.0.1", "localhost", "[::1]")
        called = local if is_loopback(self.host) else (*local, bracketed(self.host))
        every = (*called, *self.names)
        plain = every if self.port == 80 else ()
        return frozenset((*(f"{name}:{self.port}".lower() for name in every), *plain))

    @property
    def address(self) -> str:
        """Give the address to open."""
        wild = self.host in ("0.0.0.0", "::")
        return f"http://{'localhost' if wild else bracketed(self.host)}:{self.port}/"


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach a server bound there.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def bracketed(host: str) -> str:
    """Write a host as it stands in an address.

    >>> bracketed("::1"), bracketed("localhost")
    ('[::1]', 'localhost')
    """
    return f"[{host}]" if ":" in host else host


def check_token(token: str | None, host: str) -> None:
    """Refuse to be reached from elsewhere without a token that is worth the name.

    Raises
    ------
    NeedFault
        Bound beyond this machine with no token, or with one of under 16 characters.
    """
    if not is_loopback(host) and len(token or "") < 16:
        raise NeedFault(
            f"bound to {host} with {'no token' if not token else 'a short token'}",
            expected="a token of 16 characters or more, since others can reach the server",
            where="foedus serve",
            mend="set FOEDUS_TOKEN to a long random text, or leave --host out",
        )


def cases_of(setting: Setting) -> dict[str, str]:
    """Give the cases at hand: name in an address -> name or folder to read it by.

    Those of the package come first, then folders of the workspace, then the case that
    was named when the server was started.
    """
    found = {name: name for name in case_names()}
    for path in sorted(setting.workspace.glob("*/case.yaml")):
        inside = path.resolve().is_relative_to(setting.workspace.resolve())
        if inside:
            found.setdefault(path.parent.name, str(path.parent))
    if setting.case is not None and setting.case not in found:
        found[case_folder(setting.case).resolve().name] = setting.case
    return found


def case_of(setting: Setting, name: str) -> str:
    """Give the name or folder by which a case of an address is read.

    Raises
    ------
    CaseFault
        No such case is at hand.
    """
    found = cases_of(setting)
    if name in found:
        return found[name]
    raise CaseFault(
        f"no case {name!r}",
        expected=f"one of {', '.join(found)}",
        where="foedus serve",
        mend="choose one of the list of cases, or put its folder into the workspace",
    )
