"""What a person sees and does on the GraphiQL page, in a real browser."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.visit import Visit

pytestmark = pytest.mark.browser


async def test_the_examples_open_as_tabs(visit: Visit):
    tabs = visit.page.get_by_role("tab")
    assert await tabs.all_inner_texts() == [
        "ContactsAndCards",
        "CompaniesAndPersons",
        "EditPhone",
        "PreviewEdit",
        "HistoryOfACustomer",
        "QuoteForAContact",
    ]


async def test_variables_of_an_example_stand_in_their_editor(visit: Visit):
    await visit.page.get_by_role("tab", name="EditPhone").click()
    variables = visit.page.locator(".graphiql-editor-tool .view-line", has_text='"phone"')
    await expect(variables.first).to_be_visible()


async def test_an_example_runs_and_shows_its_result(visit: Visit):
    await visit.run()
    await visit.expect_result('"contacts"')
    await visit.expect_result('"totalCount"')


async def test_the_documentation_shows_a_type_with_its_description(visit: Visit):
    await visit.open_panel("Documentation Explorer")
    documentation = visit.page.locator(".graphiql-doc-explorer")
    await documentation.get_by_role("link", name="Query", exact=True).click()
    await documentation.get_by_role("link", name="ContactConnection", exact=True).first.click()
    await documentation.get_by_role("link", name="Contact", exact=True).first.click()
    await expect(documentation.locator(".graphiql-doc-explorer-title")).to_have_text("Contact")
    await expect(documentation.locator(".graphiql-markdown-description").first).not_to_be_empty()


async def test_completion_offers_the_fields_of_the_schema(visit: Visit):
    await visit.write("{ contac")
    offers = visit.page.locator(".suggest-widget .monaco-list-row", has_text="contacts")
    await expect(offers.first).to_be_visible()


async def test_a_field_that_does_not_exist_is_underlined(visit: Visit):
    await visit.write("{ nonsense }")
    await expect(visit.page.locator(".graphiql-query-editor .squiggly-error").first).to_be_visible()


async def test_what_was_run_stands_in_the_history(visit: Visit):
    await visit.run()
    await visit.expect_result('"contacts"')
    await visit.open_panel("History")
    await expect(visit.page.locator(".graphiql-history-item").first).to_contain_text("ContactsAndCards")


async def test_the_explorer_offers_the_root_fields(visit: Visit):
    await visit.open_panel("GraphiQL Explorer")
    await expect(visit.page.locator(".graphiql-explorer-root").get_by_text("contacts").first).to_be_visible()


async def test_tabs_are_kept_over_a_reload(visit: Visit):
    await visit.write("query OfMyOwn { __typename }")
    await expect(visit.page.get_by_role("tab", name="OfMyOwn")).to_be_visible()
    await visit.page.wait_for_timeout(700)  # GraphiQL stores its tabs half a second after the last key
    await visit.page.reload()
    await visit.until_ready()
    await expect(visit.page.get_by_role("tab", name="OfMyOwn")).to_be_visible()
    await expect(visit.page.get_by_role("tab")).to_have_count(7)


async def test_workers_do_the_work_of_the_editors(visit: Visit):
    await visit.write("{ contac")
    await expect(visit.page.locator(".suggest-widget .monaco-list-row").first).to_be_visible()
    assert any("worker-graphql" in worker.url for worker in visit.page.workers)


async def test_the_plain_page_runs_an_operation(plain_visit: Visit):
    await plain_visit.page.get_by_role("button", name="Run").click()
    await expect(plain_visit.page.locator("#result")).to_contain_text('"totalCount"')


async def test_the_plain_page_offers_every_example(plain_visit: Visit):
    await plain_visit.page.get_by_label("Example").select_option("EditPhone")
    await expect(plain_visit.page.get_by_label("Operation")).to_have_value(re.compile("updateCustomer"))
