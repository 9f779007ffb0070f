// What our own rules ask of a page beyond axe-core; answers the faults in words.
// A target inside a sentence may be as high as its line; one in a table, which a desk shows dense, 44 px.
() => {
    const seen = it => it.checkVisibility({visibilityProperty: true}) && it.getClientRects().length > 0;
    const told = it => (it.textContent.trim() || it.name || it.id || it.className).slice(0, 60);
    const faults = [];
    if (parseFloat(getComputedStyle(document.body).fontSize) < 18) faults.push("words below 18 px");
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const small = new Set();
    while (words.nextNode()) {
        const it = words.currentNode.parentElement;
        if (words.currentNode.data.trim() && seen(it) && parseFloat(getComputedStyle(it).fontSize) < 16 && !it.closest("svg"))
            small.add(told(it));
    }
    for (const one of small) faults.push("words below 16 px: " + one);
    for (const it of document.querySelectorAll("input, select, textarea")) {
        if (it.type === "hidden" || !seen(it)) continue;
        const label = [...it.labels].find(one => seen(one) && one.textContent.trim()) ||
            (it.getAttribute("aria-labelledby") || "").split(" ").map(id => document.getElementById(id)).find(one => one && seen(one)) ||
            it.closest("td, th");  // in a table its column says what it is, and aria-label for those who hear
        if (!label) faults.push("no label to be seen: " + told(it));
    }
    for (const it of document.querySelectorAll("button, .button, summary, select, textarea, .top-link, label.option, .choices a, .steps a, input:not([type=checkbox], [type=radio], [type=hidden])")) {
        const high = it.getBoundingClientRect().height;
        if (seen(it) && high < (it.closest("table") ? 43.5 : 47.5)) faults.push("lower than 48 px: " + told(it) + " " + high);
    }
    for (const it of document.querySelectorAll("input[type=checkbox], input[type=radio]")) {
        const whole = it.closest("label") || it;
        if (seen(it) && whole.getBoundingClientRect().height < 43.5) faults.push("lower than 44 px: " + told(it) + told(whole));
    }
    return faults;
}
