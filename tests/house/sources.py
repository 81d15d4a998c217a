"""The files of the project as the tests that police them read them."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = ("config.py", "desk", "dev.py", "wsgi.py")


@cache
def modules() -> tuple[Path, ...]:
    """Return the Python files the desk is made of."""
    found: list[Path] = []
    for name in OURS:
        path = ROOT / name
        found += [path] if path.is_file() else path.rglob("*.py")
    return tuple(sorted(found))


@cache
def tree(path: Path) -> ast.Module:
    """Return a module, parsed."""
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    """Return the file's path inside the project."""
    return path.relative_to(ROOT).as_posix()


@cache
def kept_files() -> tuple[Path, ...]:
    """Return every file that is, or would be, in version control."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    names = done.stdout.decode().split("\0")
    return tuple(path for name in names if name and (path := ROOT / name).is_file())
