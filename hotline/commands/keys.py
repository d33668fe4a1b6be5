"""`hotline keys`: who signs in, whose keys they use, and new keys when somebody leaves. See docs/KEYS.md."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated

import typer

from cases import granting, keyring, officers, passwords, rotation
from cases.keyring import COORDINATOR
from cases.officers import Newcomer, Officer
from cases.readers import TRIAGE
from directory.errors import UnknownDepartment
from hotline import asking, unlocking
from hotline.commands import opened
from hotline.compose import Composed
from hotline.errors import CommandRefused
from hotline.unlocking import Hand
from locales import daytime
from store import boxes, recovery

app = typer.Typer(help="Keys of departments, and the people who use them.", no_args_is_help=True)

EVERYTHING = "ALL"
Name = Annotated[str, typer.Argument(help="sign-in name")]
By = Annotated[
    str, typer.Option(help="sign-in name of who does it; without it the recovery key is asked for")
]


@app.command()
def officer(
    name: Name,
    department: Annotated[str, typer.Option(help="code of an officer's department")] = "",
    role: Annotated[str, typer.Option(help="officer, operator, coordinator, editor or admin")] = "officer",
    territory: Annotated[
        str, typer.Option(help="what others than officers see; none: the whole country")
    ] = "",
) -> None:
    """Let somebody sign in: asks for their password twice. They read cases once their key is granted."""
    with opened.house() as house:
        if territory and house.directory.territories.find(territory) is None:
            raise CommandRefused(f"There is no territory {territory}.")
        code = _department(house, role, department)
        new = replace(_newcomer(name, role, code), territory="" if role == "officer" else territory)
        with house.database.transaction() as tx:
            officers.add(tx, house.keys, _made(house, new), actor="desk")
    if not code:
        typer.echo(f"{new.name} can sign in now. This role reads no case and needs no key.")
        return
    typer.echo(f"{new.name} can sign in now and will use the key of {code}.")
    typer.echo(f"One step is left: hotline keys grant {new.name!r} --by NAME (who has that key);")
    typer.echo("without --by it asks for the recovery key.")


@app.command()
def grant(name: Name, by: By = "") -> None:
    """Give somebody the key of their department, so that they can read its cases."""
    with opened.house() as house:
        with house.database.reading() as tx:
            theirs = officers.present(tx, house.keys, name)
        hand = unlocking.by(house, by)
        with house.database.transaction() as tx:
            granting.grant(tx, hand.unlocked, theirs, actor=hand.actor, now=_now())
    typer.echo(f"{theirs.name} can read the cases of {theirs.department} now.")


@app.command()
def leave(name: Name, by: By = "") -> None:
    """Let somebody go: their password opens nothing from now on, and their department gets a new key."""
    with opened.house() as house:
        with house.database.reading() as tx:
            theirs = officers.present(tx, house.keys, name)
            holders = rotation.affected(tx, theirs)
            same = by and officers.find(tx, house.keys, by) == theirs
        if same:
            raise CommandRefused("Somebody else has to do this: --by NAME, or the recovery key.")
        hand = unlocking.by(house, by)
        with house.database.transaction() as tx:
            officers.leave(tx, theirs, actor=hand.actor, now=_now())
        typer.echo(f"{theirs.name} has left and can open nothing any more.")
        if theirs.department:
            _rotate(house, hand, holders)


@app.command()
def rotate(
    code: Annotated[str, typer.Argument(help="code of a department, COORDINATOR, or ALL")], by: By = ""
) -> None:
    """Make a new key for a department, for those who are there now; what they could read stays readable."""
    with opened.house() as house:
        with house.database.reading() as tx:
            known = (COORDINATOR, *keyring.departments(tx))
        if code not in (*known, EVERYTHING):
            raise CommandRefused(f"There is no key of {code}. `hotline departments list` prints the codes.")
        _rotate(house, unlocking.by(house, by), known if code == EVERYTHING else (code,))


@app.command()
def recover(
    code: Annotated[str, typer.Argument(help="department that lost all its people, or COORDINATOR")] = "",
    name: Annotated[str, typer.Argument(help="sign-in name of who takes over")] = "",
    new_recovery_key: Annotated[
        bool, typer.Option("--new-recovery-key", help="the recovery key itself is lost or was seen")
    ] = False,
    by: Annotated[str, typer.Option(help="sign-in name of the coordinator, for --new-recovery-key")] = "",
) -> None:
    """Come back after a loss: a department without its people, or the recovery key itself.

    With CODE and NAME: asks for the recovery key, then for a password. Everybody who was there has left, NAME
    takes over, and the key is new. With --new-recovery-key --by NAME: a coordinator makes a new recovery key,
    printed once.
    """
    with opened.house() as house:
        if new_recovery_key and by and not code:
            _replace_recovery_key(house, by)
        elif code and name and not (new_recovery_key or by):
            _take_over(house, code, name)
        else:
            raise CommandRefused("Either CODE and NAME, or --new-recovery-key --by a coordinator.")


@app.command("list")
def listing() -> None:
    """List those who sign in: whose key they use, and whether it has been granted to them."""
    with opened.house() as house, house.database.reading() as tx:
        people, granted = officers.everybody(tx, house.keys), officers.granted(tx)
    for one in people:
        if one.left_at is not None:
            state = f"left {daytime.day(one.left_at).isoformat()}"
        else:
            state = "reads cases" if one.grantee in granted else "waits for `hotline keys grant`"
            state = state if one.department else "needs no key"
        typer.echo(f"{one.department:<28} {one.role:<12} {one.name:<24} {state}")
    if not people:
        typer.echo("Nobody can sign in yet. Begin with: hotline keys officer NAME --role coordinator")


@app.command()
def password(
    name: Name,
    forgotten: Annotated[
        bool, typer.Option("--forgotten", help="new keys; somebody has to grant the department's again")
    ] = False,
) -> None:
    """Change a password: asks for the old one, then for the new one twice."""
    with opened.house() as house:
        with house.database.reading() as tx:
            theirs = officers.present(tx, house.keys, name)
        if forgotten:
            made = _made(house, _newcomer(theirs.name, theirs.role, theirs.department))
            with house.database.transaction() as tx:
                officers.renew(tx, house.keys, made, actor="desk")
            typer.echo(f"{made.name} has a new password.")
            typer.echo(f"One step is left: hotline keys grant {made.name!r} --by NAME")
            return
        old = asking.secret(f"Present password of {theirs.name}")
        changed = passwords.with_password(theirs, old, asking.new_password(theirs.name))
        with house.database.transaction() as tx:
            passwords.keep_lock(tx, theirs, changed, now=_now())
    typer.echo(f"{theirs.name} has a new password.")


def _take_over(house: Composed, code: str, name: str) -> None:
    above = {COORDINATOR: "coordinator", TRIAGE: "operator"}  # whoever takes over the desk reads every report
    role = above.get(code.partition(":")[0], "officer")
    code = _department(house, role, code)
    hand = unlocking.with_recovery_key(house)
    made = _made(house, _newcomer(name, role, code))
    with house.database.transaction() as tx:
        before = [one for one in officers.everybody(tx, house.keys) if one.department == code]
        for one in before:
            if one.left_at is None:
                officers.leave(tx, one, actor=hand.actor, now=_now())
        officers.add(tx, house.keys, made, actor=hand.actor)
        granting.grant(tx, hand.unlocked, made, actor=hand.actor, now=_now())
        holders = rotation.affected(tx, made)
    typer.echo(f"{made.name} is in charge of {code} now; whoever was there before can open nothing any more.")
    _rotate(house, hand, holders)


def _replace_recovery_key(house: Composed, by: str) -> None:
    hand, pair = unlocking.by(house, by), boxes.make_pair()
    done = rotation.replace_recovery_key(house.database, hand.unlocked, pair, actor=hand.actor, now=_now())
    typer.echo(f"New recovery key, shown only now:\n\n    {recovery.written(pair.private)}\n")
    typer.echo("Print it or write it down, keep it away from this machine, and destroy the old one.")
    typer.echo(
        f"It opens {done.resealed} sealed parts, and all that is for departments. Make a new backup now."
    )
    _say_beyond(done.beyond)


def _rotate(house: Composed, hand: Hand, holders: tuple[str, ...]) -> None:
    resealed = beyond = 0
    for holder in holders:
        done = rotation.rotate(house.database, hand.unlocked, holder, actor=hand.actor, now=_now())
        resealed, beyond = resealed + done.resealed, beyond + done.beyond
    what = f"The key of {holders[0]} is" if len(holders) == 1 else f"{len(holders)} keys are"
    typer.echo(f"{what} new. Sealed again: {resealed} parts of cases; the old keys open nothing any more.")
    _say_beyond(beyond)


def _say_beyond(beyond: int) -> None:
    if beyond:
        typer.echo(f"{beyond} parts could not be opened by you and stay sealed for the old key.")


def _department(house: Composed, role: str, code: str) -> str:
    try:
        return officers.department_of(house.directory.departments, role, code)
    except UnknownDepartment as error:
        wrong = f"There is no department {code}" if code else "An officer needs --department CODE"
        raise CommandRefused(f"{wrong}; `hotline departments list` prints the codes.") from error


def _newcomer(name: str, role: str, code: str) -> Newcomer:
    if not name.strip():
        raise CommandRefused("A sign-in name has at least one letter.")
    return Newcomer(name, role, code, asking.new_password(name))


def _made(house: Composed, new: Newcomer) -> Officer:
    return passwords.make(house.keys, new, now=_now())


def _now() -> datetime:
    return datetime.now(UTC)
