// Begins, once the page is there: a module runs after it.

for (const act of afterReading) act();
setInterval(showFreshness, 1000);
setInterval(tellAges, 10_000);
watch();
