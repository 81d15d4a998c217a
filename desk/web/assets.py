"""Addresses of static files that change with the file, so browsers may keep them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask


def versioned(app: Flask) -> Callable[[str, dict[str, Any]], None]:
    """Return what adds a version to the address of each static file."""
    versions: dict[str, str] = {}

    def add_version(endpoint: str, values: dict[str, Any]) -> None:
        name = values.get("filename")
        if not endpoint.endswith("static") or not name:
            return
        file = f"{endpoint}/{name}"
        if file not in versions or app.debug:
            owner = app.blueprints.get(endpoint.removesuffix(".static"), app)
            path = Path(owner.static_folder or "") / name
            versions[file] = f"{path.stat().st_mtime_ns:x}" if path.is_file() else ""
        values["v"] = versions[file]

    return add_version
