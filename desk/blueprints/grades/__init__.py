"""A student's own grades, and the rules they are made by."""

from flask import Blueprint

grades = Blueprint("grades", __name__, url_prefix="/grades")
