"""One server and one browser for all tests; each test gets fresh tabs, in which nothing may go wrong unseen."""

import os

import pytest
from driver import CHROMIUM, FLAGS, Lab, serve
from playwright.sync_api import expect, sync_playwright

WIDE, PHONE = {"width": 1400, "height": 900}, {"width": 390, "height": 844}


def pytest_collection_modifyitems(items):
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser():
    if CHROMIUM is None:
        report = pytest.fail if os.environ.get("CI") else pytest.skip
        report("no chromium on the PATH; install it, for example: apt-get install chromium")
    expect.set_options(timeout=10_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(browser):
    with serve() as server:
        # The first visit imports torch, which on a busy machine takes longer than any answer may.
        page = browser.new_page()
        page.goto(server.url)
        page.wait_for_selector(".live-view[data-painted]", timeout=60_000)
        page.close()
        yield server


@pytest.fixture
def new_lab(browser, server):
    """Opens tabs; a test fails on any console error or page error in them."""
    labs = []

    def new_lab(url=server.url, beside=None, **options):
        context = beside.page.context if beside else browser.new_context(**{"viewport": WIDE, **options})
        labs.append(Lab(context.new_page(), url))
        return labs[-1]

    yield new_lab
    for lab in labs:
        lab.page.context.close()
    errors = [error for lab in labs for error in lab.errors]
    assert not errors, errors


@pytest.fixture
def lab(new_lab):
    return new_lab()


@pytest.fixture
def phone(new_lab):
    return new_lab(viewport=PHONE, has_touch=True)
