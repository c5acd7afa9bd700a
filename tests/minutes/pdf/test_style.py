"""The style of papers, where a rule of it costs time."""

import time

from minutes.pdf import press
from tests.minutes.pdf.test_child import ABOUT


def seconds(kind, heights):
    entries = "".join(f"<li>{'W' * height}</li>" for height in heights)
    html = f'<html lang="en"><body class="paper"><div class="index"><div class="{kind}"><ul class="names">{entries}</ul></div></div></body></html>'
    start = time.process_time()
    press.print_pdf(html, ABOUT, None)
    return time.process_time() - start


def test_index_of_uneven_entries_costs_little_more_than_a_list():
    """Columns that are balanced are set anew for each pixel: twenty times as long, and minutes for a year."""
    heights = [700, *[3] * 30, 1500]
    seconds("plain", [1])  # the fonts are read
    assert seconds("entries", heights) < 10 * seconds("plain", heights)
