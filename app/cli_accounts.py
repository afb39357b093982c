"""Commands for accounts: add, list, role, password, invite, end, disable, enable, tokens."""

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli_options import DatabaseOption, opened

if TYPE_CHECKING:
    from app.queries.accounts import AccountRow
    from app.services.accounts import Ended

WHO = "command line"

account = typer.Typer(
    no_args_is_help=True, help="Accounts: who may sign in. From the first on, all who write do."
)
token = typer.Typer(no_args_is_help=True, help="Tokens for programs: add, list, end.")
account.add_typer(token, name="token")

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="As history tells it.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Report as JSON.")]
KeepTokensOption = Annotated[
    bool, typer.Option("--keep-tokens", help="Leave its tokens for programs as they are.")
]
InviteOption = Annotated[
    bool,
    typer.Option("--invite", help="Set no password: print the path where the person does."),
]


def asked_password(name: str) -> str:
    """Return the hash of a password that is typed unseen, or stands in standard input's first line.

    Raises:
        Invalid: it may not be chosen.
    """
    from app.services.passwords import check_password, hashed

    if sys.stdin.isatty():
        given = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    else:
        given = sys.stdin.readline().rstrip("\r\n")
    check_password(given, name)
    return hashed(given)


def tell_invitation(name: str, secret: str) -> None:
    """Print where an invited person sets a password; nothing but the path goes to stdout."""
    typer.echo(f"{name} sets a password at this path of the site, within seven days:", err=True)
    typer.echo(f"/welcome/{secret}")


def said(ended: "Ended") -> str:
    """Return what ended, for people."""
    labels = f" ({', '.join(ended.tokens)})" if ended.tokens else ""
    return f"Ended: sessions {ended.sessions}, tokens {len(ended.tokens)}{labels}."


@account.command("add")
def add(
    name: NameArgument,
    role: Annotated[
        str | None,
        typer.Option(help="reader, editor or admin (default: admin for the first, else editor)."),
    ] = None,
    invite: InviteOption = False,
    database: DatabaseOption = None,
) -> None:
    """Add an account; its password is asked for, or read from standard input."""
    from app.models import Role
    from app.queries.accounts import has_accounts
    from app.services import accounts

    with opened(database) as found:
        with found.reader() as session:
            is_first = not has_accounts(session)
            wanted = accounts.check_role(role or (Role.ADMIN if is_first else Role.EDITOR))
            plain = accounts.check_new_name(session, name)
        kept = None if invite else asked_password(plain)
        with found.writer() as session:
            made = accounts.add_account(session, plain, wanted, who=WHO, password_hash=kept)
            secret = accounts.invite(session, made, who=WHO) if invite else None
    typer.echo(f"Added {plain}, {wanted}.", err=invite)
    if secret:
        tell_invitation(plain, secret)
    if is_first:
        typer.echo("From now on only who signs in may write.", err=invite)


@account.command("list")
def index(database: DatabaseOption = None, as_json: JsonOption = False) -> None:
    """List accounts with their role, and when they were here last."""
    from app.queries.accounts import find_accounts

    with opened(database) as found, found.reader() as session:
        rows = find_accounts(session)
    if as_json:
        typer.echo(json.dumps([told(row) for row in rows], default=str, ensure_ascii=False))
        return
    if not rows:
        typer.echo("There is no account: only the person at this machine may write.")
    for row in rows:
        here = f"here last {row.seen_at:%Y-%m-%d %H:%M} UTC" if row.seen_at else "never here"
        typer.echo(
            f"{row.name}  ({row.role}, {row.state})  {here}, "
            f"sessions: {row.sessions}, tokens: {row.tokens}"
        )


def told(row: "AccountRow") -> dict[str, object]:
    """Return what a program is told of an account."""
    return {
        "name": row.name,
        "role": row.role,
        "state": row.state,
        "made_at": row.made_at.isoformat(),
        "made_by": row.made_by,
        "seen_at": row.seen_at and row.seen_at.isoformat(),
        "sessions": row.sessions,
        "tokens": row.tokens,
    }


@account.command("role")
def role(
    name: NameArgument,
    role: Annotated[str, typer.Argument(metavar="ROLE", help="reader, editor or admin.")],
    database: DatabaseOption = None,
) -> None:
    """Say what an account may do from now on."""
    from app.services import accounts

    with opened(database) as found, found.writer() as session:
        changed = accounts.get_account(session, name)
        accounts.set_role(session, changed, accounts.check_role(role), who=WHO)
        typer.echo(f"{changed.name} is {role} now.")


@account.command("password")
def password(
    name: NameArgument, keep_tokens: KeepTokensOption = False, database: DatabaseOption = None
) -> None:
    """Set a password, asked for or read from standard input; its sessions and tokens end."""
    from app.services import accounts

    with opened(database) as found:
        with found.reader() as session:
            plain = accounts.get_account(session, name).name
        kept = asked_password(plain)
        with found.writer() as session:
            changed = accounts.get_account(session, plain)
            ended = accounts.set_password(session, changed, kept, who=WHO, keep_tokens=keep_tokens)
    typer.echo(f"{plain} has a new password. {said(ended)}")


@account.command("invite")
def invite(name: NameArgument, database: DatabaseOption = None) -> None:
    """Print a path where the person sets a password; an earlier one counts no more."""
    from app.services import accounts

    with opened(database) as found, found.writer() as session:
        invited = accounts.get_account(session, name)
        plain, secret = invited.name, accounts.invite(session, invited, who=WHO)
    tell_invitation(plain, secret)


@account.command("end")
def end(
    name: NameArgument, keep_tokens: KeepTokensOption = False, database: DatabaseOption = None
) -> None:
    """Sign an account out everywhere, and end its tokens."""
    from app.services import accounts

    with opened(database) as found, found.writer() as session:
        ended = accounts.end_all(
            session, accounts.get_account(session, name), who=WHO, keep_tokens=keep_tokens
        )
    typer.echo(said(ended))


@account.command("disable")
def disable(name: NameArgument, database: DatabaseOption = None) -> None:
    """Let nobody sign in to an account any more; its sessions and tokens end."""
    from app.services import accounts

    with opened(database) as found, found.writer() as session:
        changed = accounts.get_account(session, name)
        accounts.disable(session, changed, who=WHO)
        typer.echo(f"{changed.name} is disabled: sessions and tokens ended.")


@account.command("enable")
def enable(name: NameArgument, database: DatabaseOption = None) -> None:
    """Let an account sign in again with the password that it had."""
    from app.services import accounts

    with opened(database) as found, found.writer() as session:
        changed = accounts.get_account(session, name)
        accounts.enable(session, changed, who=WHO)
        typer.echo(f"{changed.name} may sign in.")


@token.command("add")
def add_token(
    name: NameArgument,
    label: Annotated[str, typer.Option(help="What it is for.")],
    scope: Annotated[str, typer.Option(help="read, or write (which reads too).")] = "read",
    database: DatabaseOption = None,
) -> None:
    """Print a new token, this once."""
    from app.services import accounts

    with opened(database) as found, found.writer() as session:
        holder = accounts.get_account(session, name)
        wanted = accounts.check_scope(scope)
        made = accounts.add_token(session, holder, label, wanted, who=WHO)
    typer.echo("Send it as `Authorization: Bearer …`; it is shown this once:", err=True)
    typer.echo(made)


@token.command("list")
def tokens(name: NameArgument, database: DatabaseOption = None) -> None:
    """List an account's tokens with their scope and last use."""
    from app.queries.accounts import find_tokens
    from app.services import accounts

    with opened(database) as found, found.reader() as session:
        rows = find_tokens(session, accounts.get_account(session, name).id or 0)
    for row in rows:
        used = f"used last {row.used_at:%Y-%m-%d %H:%M} UTC" if row.used_at else "never used"
        typer.echo(f"{row.id:>3}  {row.prefix}…  {row.scope}  {row.label}  ({used})")


@token.command("end")
def end_token(
    name: NameArgument,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="As `token list` shows it.")],
    database: DatabaseOption = None,
) -> None:
    """End a token."""
    from app.services import accounts

    with opened(database) as found, found.writer() as session:
        accounts.end_token(session, accounts.get_account(session, name), number, who=WHO)
    typer.echo("It counts no more.")
