"""Grading: periods, gradebooks, every grade of a class and how it came about."""

from flask import Blueprint

grading = Blueprint("grading", __name__, url_prefix="/grading")
