"""What can be done on the pages: checks against the real gateway, each action once."""

from pagechecks import path_of

# What can't be taken back comes last, when nothing needs its subject any more.
LAST = ("task.cancel", "task.reject", "agent.retire", "run.cancel", "token.revoke")


OFFERED = """() => [...document.querySelectorAll('form.action')]
    .map((form) => form.getAttribute('action'))"""


def offers(visit):
    """The first page that offers each operation, with the operation."""
    found = {}
    page = visit.context.new_page()
    for address in visit.pages:
        page.goto(address)
        for action in page.evaluate(OFFERED):
            found.setdefault(action.split("/")[2], address)
    page.close()
    return sorted(found.items(), key=lambda each: (each[0] in LAST, each[0]))


def take(page, operation):
    """Does the first thing of a kind that a page offers, as a person would; answers the notice."""
    form = page.locator(f"form.action[action='/act/{operation}']").first
    folded = form.locator("xpath=ancestor::details[contains(@class, 'act')]")
    if folded.count() and folded.first.get_attribute("open") is None:
        folded.first.locator("summary").first.click()
    for field in form.locator("input[type=text]:not([name='in.task']), textarea").all():
        field.fill("Because it is right.")
    form.locator("button").click()
    if page.locator("dialog[open]").count():
        page.locator("dialog[open] .actions button").last.click()
    page.wait_for_selector("#notice strong")
    return page.locator("#notice").get_attribute("data-tone"), page.locator("#notice").inner_text()


def each_action(visit):
    """Each action that the pages offer is carried out, and said to be."""
    found, wrong = offers(visit), []
    assert len(found) >= 3, found
    for operation, address in found:
        page = visit.open(address)
        if page.locator(f"form.action[action='/act/{operation}']").count():
            tone, words = take(page, operation)
            if tone != "good":
                wrong.append((operation, path_of(address), words))
        page.close()
    assert not wrong, "\n".join(map(str, wrong))
    return ", ".join(operation for operation, _ in found)


def changed_meanwhile(visit):
    """What has changed since it was shown is refused with what it is now."""
    page = visit.open(visit.site.url + "/tasks/T-104")
    page.evaluate("""() => {
        for (const field of document.querySelectorAll('[name=shown]')) field.value = 'f'.repeat(64);
    }""")
    operation = page.locator("form.action:has([name=shown])").first.get_attribute("action")
    tone, words = take(page, operation.split("/")[2])
    assert tone == "attention" and "has changed" in words, (tone, words)
    page.close()


def without_scripts(visit):
    """Without scripts a form is posted, and one comes back to the page with what was done."""
    with visit.browser.person(java_script_enabled=False) as context:
        context.add_cookies(visit.context.cookies())
        page = context.new_page()
        page.goto(visit.site.url + "/tasks/T-106")
        form = page.locator("form.action[action='/act/task.park']").first
        folded = form.locator("xpath=ancestor::details")
        if folded.count():
            folded.first.locator("summary").click()
        for field in form.locator("input[type=text], textarea").all():
            field.fill("Not now.")
        form.locator("button").click()
        page.wait_for_url("**/tasks/T-106")
        assert "done" in page.locator("#notice").inner_text()
        assert "parked" in page.locator("main").inner_text()


ALL = (changed_meanwhile, without_scripts, each_action)
