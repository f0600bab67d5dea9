"""The pages of ``autograder serve``: signing in and out, one's own page, the class, feedback."""

import contextlib
import urllib.parse
from datetime import timedelta
from http import HTTPStatus

from autograder.commands.site import COOKIE, Page, RefusedError, refused
from autograder.gradebook.links import LinkError
from autograder.gradebook.own_pages import own_page, own_solution
from autograder.pages import site as pages

# A page with a student's work in it: whatever it may be, it has no script, no form and no origin.
_THEIRS = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)


class Here(Page):
    """Somebody's own page: a student's work, or the class for its staff."""

    def get(self) -> None:
        """Show it."""
        try:
            who, site = self.person(), self.site.pages
        except RefusedError as error:
            if not self.settings["hub"] or error.status_code != HTTPStatus.FORBIDDEN:
                raise
            self.redirect(f"{self.site.serving.path}hub")
            return
        look, form = self.site.look(), self.site.links.form_token(self.link())
        names = self.site.assignments
        if who.is_staff:
            known = self.site.links.students()
            self.finish(site.staff(look, who, names, form, known))
        else:
            course = self.site.course
            pages = {name for name in names if own_page(course, name, who.name).exists()}
            solved = {name for name in names if own_solution(course, name, who.name).exists()}
            self.finish(site.student(look, who, names, form, pages, solved))


class SignIn(Page):
    """A link is followed: the browser keeps it, and shows an address without it."""

    def get(self, link: str) -> None:
        """Sign somebody in, unless somebody else is."""
        try:
            who = self.site.links.person(link)
        except LinkError as error:
            raise refused(HTTPStatus.FORBIDDEN, str(error)) from None
        other = who
        with contextlib.suppress(LinkError):  # what the browser has may have ended
            other = self.site.links.person(self.link())
        if other != who:
            line = f"This browser is in use by {other.name}. Sign out there first."
            raise refused(HTTPStatus.CONFLICT, line)
        self.keep(link)
        self.redirect(self.site.serving.path)

    def keep(self, link: str) -> None:
        """Let the browser keep a link, where no script and no other host reads it."""
        self.set_cookie(
            COOKIE,
            link,
            path=self.site.serving.path,
            max_age=int(timedelta(days=self.site.serving.days).total_seconds()),
            httponly=True,
            secure=self.site.serving.is_encrypted,
            samesite="Lax",
        )


class SignOut(Page):
    """The browser forgets a link."""

    def post(self) -> None:
        """Sign somebody out."""
        self.check_form(self.get_body_argument("form", ""))
        self.clear_cookie(COOKIE, path=self.site.serving.path)
        self.finish(self.site.pages.line("You are signed out. Your link still opens."))


class Feedback(Page):
    """A feedback page: one's own, or for the staff anybody's."""

    def get(self, assignment: str, student: str = "") -> None:
        """Show it."""
        who = self.person()
        if student and not who.is_staff:
            raise refused(HTTPStatus.FORBIDDEN, "This page is for the staff.")
        name = self.assignment(assignment)
        whose = student or who.name
        if who.is_staff and whose not in self.site.look().students(name):
            raise refused(HTTPStatus.NOT_FOUND, "There is no such page.")
        try:
            page = own_page(self.site.course, name, whose).read_bytes()
        except FileNotFoundError:
            raise refused(HTTPStatus.NOT_FOUND, "There is no feedback yet.") from None
        self.set_header("Content-Security-Policy", _THEIRS)
        self.finish(page)


class Solution(Page):
    """One's own solved notebook, to be saved and never shown."""

    def get(self, assignment: str) -> None:
        """Send it."""
        who, name = self.person(), self.assignment(assignment)
        try:
            notebook = own_solution(self.site.course, name, who.name).read_bytes()
        except FileNotFoundError:
            raise refused(HTTPStatus.NOT_FOUND, "There is no solved notebook yet.") from None
        file = urllib.parse.quote(f"{name}-solution.ipynb")
        self.set_header("Content-Type", "application/x-ipynb+json")
        self.set_header("Content-Disposition", f"attachment; filename*=UTF-8''{file}")
        self.set_header("Content-Security-Policy", _THEIRS)
        self.finish(notebook)


class File(Page):
    """The style sheet, or the script."""

    def get(self, name: str) -> None:
        """Send it."""
        kinds = {
            "style.css": ("text/css", pages.style),
            "page.js": ("text/javascript", pages.script),
        }
        kind, content = kinds[name]
        self.set_header("Content-Type", f"{kind}; charset=utf-8")
        self.set_header("Cache-Control", "max-age=3600")
        self.finish(content())


class Nothing(Page):
    """Any other address."""

    def prepare(self) -> None:
        """Refuse."""
        super().prepare()
        raise refused(HTTPStatus.NOT_FOUND, "There is nothing here.")
