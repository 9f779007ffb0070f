"""The browser itself: that it is there, runs scripts and draws Vietnamese letters."""

from playwright.sync_api import Page

ALPHABET = "ắằẳẵặấầẩẫậếềểễệốồổỗộớờởỡợứừửữựỳỵỷỹđĐ"


def test_the_browser_opens_a_page_and_runs_its_script(page: Page) -> None:
    page.goto("data:text/html;charset=utf-8,<h1>Khuyến học</h1><script>document.title = 1 + 1</script>")

    assert page.title() == "2"
    assert page.inner_text("h1") == "Khuyến học"


def test_no_vietnamese_letter_is_drawn_as_the_box_of_a_missing_one(page: Page) -> None:
    page.goto("data:text/html;charset=utf-8,<canvas width=60 height=60></canvas>")

    drawn = page.evaluate(
        """letters => [...letters].map(letter => {
            const brush = document.querySelector("canvas").getContext("2d");
            brush.clearRect(0, 0, 60, 60);
            brush.font = "40px sans-serif";
            brush.fillText(letter, 10, 45);
            return brush.canvas.toDataURL();
        })""",
        ALPHABET + "\U000e0fff",  # the last is no letter in any font
    )

    box = drawn.pop()
    assert [letter for letter, image in zip(ALPHABET, drawn, strict=True) if image == box] == []
    assert len(set(drawn)) == len(ALPHABET)
