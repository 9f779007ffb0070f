"""QR codes as drawings."""

import segno

MASK = 2  # every mask is read alike; trying all eight would take five times as long


def svg(address: str) -> str:
    """The square of an address without a margin, error correction Q: a quarter of it may be dirty.

    A drawing of one path in units of a module, to be printed at 25 mm or more.
    """
    rows = segno.make_qr(address, error="q", boost_error=False, mask=MASK).matrix
    runs: list[str] = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            begin = x
            while x < len(row) and row[x]:
                x += 1
            if x > begin:
                runs.append(f"M{begin} {y}h{x - begin}v1h{begin - x}z")
            else:
                x += 1
    size = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<path d="{"".join(runs)}"/></svg>'
    )
