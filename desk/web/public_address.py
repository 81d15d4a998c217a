"""Addresses of the desk as they are printed, for phones that are not signed in."""

from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, request, url_for

LOOPBACK_NAMES = frozenset({"localhost", ""})


def public_root() -> str:
    """Return where the desk is reached: as set, else as it was reached just now."""
    address = current_app.config["PUBLIC_URL"] or request.url_root
    return str(address).rstrip("/")


def public_url(endpoint: str, **values: Any) -> str:
    """Return the whole address of a page, to print or to put in a QR code."""
    return public_root() + url_for(endpoint, **values).removeprefix(request.root_path)


def is_loopback() -> bool:
    """Say whether printed addresses lead nowhere but to this very computer."""
    host = urlsplit(public_root()).hostname or ""
    if host in LOOPBACK_NAMES:
        return True
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
