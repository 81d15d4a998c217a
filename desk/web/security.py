"""Headers that keep a page to itself."""

from flask import Flask
from secure import (
    ContentSecurityPolicy,
    PermissionsPolicy,
    ReferrerPolicy,
    Secure,
    XContentTypeOptions,
    XFrameOptions,
)
from werkzeug.wrappers import Response


def init_app(app: Flask) -> None:
    """Send the headers with every response."""
    # Written out once: they are the same for every page.
    headers = Secure(
        csp=ContentSecurityPolicy()
        .default_src("'self'")
        .img_src("'self'", "data:")
        .object_src("'none'")
        .base_uri("'none'")
        .form_action("'self'")
        .frame_ancestors("'none'"),
        permissions=PermissionsPolicy().camera().geolocation().microphone(),
        # The page a form came from is needed to go back to it (web/resume.py).
        referrer=ReferrerPolicy().same_origin(),
        xcto=XContentTypeOptions().nosniff(),
        xfo=XFrameOptions().deny(),
    ).headers

    @app.after_request
    def send(response: Response) -> Response:
        for name, value in headers.items():
            # A page with a secret in its address says less of where one comes from.
            response.headers.setdefault(name, value)
        # A shared PC: the Back button must not show the last person's pages.
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        return response
