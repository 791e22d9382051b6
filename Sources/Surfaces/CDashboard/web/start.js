// Begins, once the page is there: a module runs after it.

for (const act of afterReading) act();
// On a phone the pages' names scroll, and the one that is open may be far along.
$(".top nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
setInterval(showFreshness, 1000);
setInterval(tellAges, 10_000);
watch();
