"""The table of permissions, and the page that shows it."""

import re
from pathlib import Path

import pytest

from app.auth.permissions import GRANTS, Permission, permissions_of, require
from app.errors import Forbidden
from app.model.principal import Principal, Role

PAGE = Path(__file__).resolve().parents[2] / "docs" / "access.md"


def test_the_page_shows_the_table_as_it_is() -> None:
    rows = [line.strip("| \n").split("|") for line in PAGE.read_text("utf-8").splitlines() if line.startswith("|")]
    head, *body = [[cell.strip() for cell in row] for row in rows if row[0].strip().startswith(("permission", "`"))]
    shown = {
        row[0].strip("`"): {role for role, cell in zip(head[1:], row[1:] + [""] * 6, strict=False) if cell == "yes"}
        for row in body
        if ":" in row[0]
    }

    assert shown == {permission.value: {role.value for role in roles} for permission, roles in GRANTS.items()}


def test_every_permission_has_a_row_and_every_role_a_use() -> None:
    assert set(GRANTS) == set(Permission)
    assert all(permissions_of(Principal("x", (role,))) - {Permission.READ_SELF} for role in Role)
    assert all(re.fullmatch(r"[a-z]+:[a-z]+", permission) for permission in Permission)


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("scopes", [(), (Permission.READ_RULE,), tuple(Permission)])
def test_scopes_only_take_away(role: Role, permission: Permission, scopes: tuple[Permission, ...]) -> None:
    allowed = role in GRANTS[permission] and (not scopes or permission in scopes or permission is Permission.READ_SELF)
    principal = Principal("x", (role,), scopes=scopes)

    assert (permission in permissions_of(principal)) == allowed
    if allowed:
        require(principal, permission)
    else:
        with pytest.raises(Forbidden):
            require(principal, permission)


def test_nobody_without_roles_may_anything() -> None:
    assert permissions_of(Principal("x", ())) == frozenset()
