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
        if endpoint != "static" or not name:
            return
        if name not in versions or app.debug:
            path = Path(app.static_folder or "") / name
            versions[name] = f"{path.stat().st_mtime_ns:x}" if path.is_file() else ""
        values["v"] = versions[name]

    return add_version
