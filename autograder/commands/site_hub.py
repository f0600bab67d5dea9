"""Signing in to ``autograder serve`` by a JupyterHub, where the page is one of its services.

The hub says who somebody is, by its own OAuth; from then on they have a link of ours, for a day.
"""

import os
import re
from http import HTTPStatus
from typing import Any

from tornado.web import authenticated

from autograder.commands.site import Site, refused
from autograder.commands.site_pages import SignIn
from autograder.course import CourseError
from autograder.gradebook.links import Person
from autograder.gradebook.names import normal

_DAYS = 1.0


def is_service() -> bool:
    """Whether a hub has started this program, as one of its services."""
    return bool(os.environ.get("JUPYTERHUB_API_TOKEN"))


def routes(site: Site) -> list[Any]:
    """What is answered for the hub's sake.

    Raises
    ------
    CourseError
        If JupyterHub is not installed here, or the page has another address than the hub's.
    """
    try:
        from jupyterhub.services.auth import HubOAuthCallbackHandler, HubOAuthenticated
    except ModuleNotFoundError:
        missing = "A hub starts this program, and JupyterHub is not installed beside it."
        raise CourseError(f"{missing} Type: pip install 'jupyterhub>=5,<6'") from None
    path, theirs = site.serving.path, os.environ.get("JUPYTERHUB_SERVICE_PREFIX", "")
    if path != theirs:
        raise CourseError(f"The hub has this page at {theirs}: c.Serve.url has to end with that.")

    class HubSignIn(HubOAuthenticated, SignIn):
        """Somebody comes from the hub, or is sent there first."""

        @authenticated
        def get(self) -> None:
            """Sign somebody in whom the hub knows."""
            user: dict[str, Any] = self.current_user
            name = normal(user["name"])
            is_staff = bool(user.get("admin")) or name in site.serving.staff
            who = Person(name, is_staff)
            try:
                (link,) = site.links.issue([who], _DAYS).values()
            except CourseError as error:
                raise refused(HTTPStatus.FORBIDDEN, str(error)) from None
            self.keep(link)
            self.redirect(path)

    return [
        (f"{re.escape(path)}hub", HubSignIn, {"site": site}),
        (f"{re.escape(path)}oauth_callback", HubOAuthCallbackHandler),
    ]
