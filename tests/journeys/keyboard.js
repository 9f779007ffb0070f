// Watches a walk through the page by Tab; answers how many stops it should have.
// window.walked.faults() tells in words what was not reached, came out of order, or did not show its focus.
() => {
    const seen = it => it.checkVisibility({visibilityProperty: true}) && it.getClientRects().length > 0 && !it.disabled;
    const told = it => (it.textContent.trim() || it.name || it.getAttribute("aria-label") || it.id || it.tagName).replace(/\s+/g, " ").slice(0, 60);
    const shown = it => it.matches("input[type=checkbox], input[type=radio]") && it.closest("label") || it;  // the box of a choice is drawn by its label
    const look = it => [it, shown(it)].map(one => {
        const style = getComputedStyle(one);
        return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.borderColor, style.backgroundColor].join();
    }).join("|");
    const ring = it => [it, shown(it)].some(one => {
        const style = getComputedStyle(one);
        return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none";
    });
    const stops = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]")]
        .filter(it => it.tabIndex >= 0 && seen(it));
    const before = new Map(stops.map(it => [it, look(it)]));
    const path = [], faults = [];
    const walked = window.walked = {isRound: false};
    addEventListener("focusin", event => {
        const it = event.target;
        if (path.includes(it)) { walked.isRound = true; return; }
        path.push(it);
        if (before.has(it) && (look(it) === before.get(it) || !ring(it))) faults.push("no focus to be seen: " + told(it));
        const at = shown(it).getBoundingClientRect();
        const x = at.left + Math.min(at.width / 2, 20), y = at.top + Math.min(at.height / 2, 20);
        const top = document.elementFromPoint(x, y);
        if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) faults.push("out of sight: " + told(it));
        else if (top && !shown(it).contains(top) && !top.contains(it)) faults.push("covered by " + told(top) + ": " + told(it));
    });
    walked.faults = () => {
        const reached = new Set(path);
        const groups = new Set(path.filter(it => it.type === "radio").map(it => it.name));  // the arrows go on inside a group
        for (const it of stops)
            if (!reached.has(it) && !(it.type === "radio" && groups.has(it.name))) faults.push("not reached: " + told(it));
        for (let i = 1; i < path.length; i++)
            if (path[i - 1].compareDocumentPosition(path[i]) & Node.DOCUMENT_POSITION_PRECEDING)
                faults.push("out of order: " + told(path[i - 1]) + " before " + told(path[i]));
        return faults;
    };
    return stops.length;
}
