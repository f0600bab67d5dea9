"""The watch over a page notices what the journeys rely on."""

from collections.abc import Callable

import pytest

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("script", "complaint"),
    [("console.error('it broke')", "it broke"), ("undefined.name", "Cannot read properties")],
)
def test_errors_are_noted(script: str, complaint: str, watched: Callable) -> None:
    page, watch = watched()
    page.set_content(f"<script>{script}</script>")
    page.wait_for_timeout(100)
    assert len(watch.complaints) == 1
    assert complaint in watch.complaints[0]


def test_calls_to_strangers_are_noted(watched: Callable) -> None:
    page, watch = watched()
    page.route("http://*.invalid/**", lambda route: route.fulfill(body=""))
    page.set_content("<img src='http://known.invalid/a.png'><img src='http://other.invalid/b.png'>")
    page.wait_for_load_state("networkidle")
    assert watch.strangers("http://known.invalid/") == ["http://other.invalid/b.png"]
    assert watch.complaints == []


def test_a_quiet_page_is_quiet(watched: Callable) -> None:
    page, watch = watched()
    page.set_content("<script>console.log('fine'); console.warn('hm')</script><p>Hello</p>")
    page.wait_for_timeout(100)
    assert (watch.complaints, watch.strangers()) == ([], [])
