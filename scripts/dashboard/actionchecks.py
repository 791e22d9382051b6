"""What can be done on the pages: checks against the real gateway, each action once."""

import re

from pagechecks import path_of

# What can't be taken back comes last, when nothing needs its subject any more.
LAST = ("task.cancel", "task.reject", "agent.retire", "run.cancel", "token.revoke")


ACTION = re.compile(rb'action="/act/([a-z_.]+)"')
# What a person comes to on the pages of this workspace.
EXPECTED = set("""agent.nudge agent.retire decision.answer decision.delegate decision.withdraw
evidence.verify finding.accept followup.resolve gate.run lane.park lane.unpark message.ack
message.mark_read message.send plan.approve rule.set run.approve run.cancel run.pause run.resume
run.start task.accept task.block task.cancel task.park task.pause task.ready task.reject
task.release task.replay task.resume task.rework task.unblock task.unpark token.revoke""".split())


def offers(visit):
    """The first page that offers each operation, among all that pages lead to."""
    found = {}
    # One that filters offers what the whole does.
    whole = [each for each in visit.links if "?" not in each]
    for address in dict.fromkeys((*visit.pages, *whole)):
        for operation in ACTION.findall(visit.fetch(address)[2]):
            found.setdefault(operation.decode(), address)
    return sorted(found.items(), key=lambda each: (place_of(each[0]), each[0]))


def place_of(operation):
    """When it is its turn."""
    return LAST.index(operation) + 1 if operation in LAST else 0


def take(page, operation):
    """Does the first thing of a kind that a page offers, as a person would; answers the notice."""
    form = page.locator(f"form.action[action='/act/{operation}']").first
    # The outermost comes first: what is within it is seen only then.
    for folded in form.locator("xpath=ancestor::details").all():
        if folded.get_attribute("open") is None:
            folded.locator("summary").first.click()
    for field in form.locator("input[type=text]:not([name='in.task']), textarea").all():
        field.fill("Because it is right.")
    form.locator("button").click()
    if page.locator("dialog[open]").count():
        page.locator("dialog[open] .actions button").last.click()
    page.wait_for_selector("#notice strong")
    return page.locator("#notice").get_attribute("data-tone"), page.locator("#notice").inner_text()


def each_action(visit):
    """Each action that the pages offer is carried out, and said to be."""
    done, wrong, is_last = [], [], False
    # What one action makes possible is offered by the next look.
    while left := [each for each in offers(visit) if each[0] not in done]:
        ordinary = [each for each in left if place_of(each[0]) == 0]
        is_last, before = is_last or not ordinary, len(done)
        for operation, address in left if is_last else ordinary:
            page = visit.open(address)
            # What was done meanwhile may have taken it away; then it is looked for again.
            if page.locator(f"form.action[action='/act/{operation}']").count():
                done.append(operation)
                tone, words = take(page, operation)
                if tone != "good":
                    wrong.append((operation, path_of(address), words))
            page.close()
        if len(done) == before:
            assert not is_last, f"offered, and not there when one comes: {left}"
            is_last = True
    assert not wrong, "\n".join(map(str, wrong))
    assert EXPECTED <= set(done), f"never offered: {sorted(EXPECTED - set(done))}"
    return f"{len(done)}: {', '.join(done)}"


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
