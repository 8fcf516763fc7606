"""Time and memory of a whole run by the number of articles: a table and a plot.

    python benchmarks/growth.py [--articles 100 1000 10000] [--paragraphs 6] [--svg docs/growth.svg]

Articles are recombined from our own (`recombined.py`); one process, no cache. Peak is of resident memory, in MB.
"""

import argparse
import math
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from stages import Cost, cost

HERE = Path(__file__).parent
WIDE, HIGH, EDGE = 560, 260, 50


def measured(articles: int, paragraphs: int) -> Cost:
    """Return what a run over so many articles takes."""
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "raw"
        raw.mkdir()
        make = [sys.executable, str(HERE / "recombined.py"), str(raw / "articles.jsonl"), str(articles)]
        subprocess.run([*make, "--paragraphs", str(paragraphs)], check=True)
        run = [sys.executable, "-m", "pipeline", "run", str(raw), str(Path(folder) / "out"), "-q"]
        return cost([*run, "--no-cache", "--workers", "1", "--set", "ingest.near_duplicate=1.0"])


def plot(costs: Mapping[int, Cost]) -> str:
    """Return time and memory by articles as SVG, each axis of powers of ten."""
    most = math.log10(max(max(c.seconds, c.peak) for c in costs.values())) + 0.2
    first, last = math.log10(min(costs)), math.log10(max(costs))

    def at(articles: int, value: float) -> str:
        x = EDGE + (WIDE - 2 * EDGE) * (math.log10(articles) - first) / max(last - first, 1e-9)
        return f"{x:.0f},{HIGH - EDGE - (HIGH - 2 * EDGE) * math.log10(max(value, 1)) / most:.0f}"

    lines = {
        "CPU seconds": ("#0072b2", [(n, c.seconds) for n, c in costs.items()]),
        "peak MB": ("#d55e00", [(n, c.peak) for n, c in costs.items()]),
    }
    shapes = []
    for place, (name, (colour, points)) in enumerate(lines.items()):
        path = " ".join(at(*point) for point in points)
        shapes.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        shapes.append(f'<text x="{EDGE}" y="{18 + 16 * place}" fill="{colour}" font-size="13">{name}</text>')
        for articles, value in points:
            x, y = at(articles, value).split(",")
            shapes.append(f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>')
            shapes.append(f'<text x="{x}" y="{int(y) - 8}" font-size="11" text-anchor="middle">{value:.0f}</text>')
    for articles in costs:
        x = at(articles, 1).split(",")[0]
        shapes.append(f'<text x="{x}" y="{HIGH - 20}" font-size="12" text-anchor="middle">{articles} articles</text>')
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" font-family="sans-serif" role="img">'
    return "\n".join([head, "<title>Time and memory by the number of articles</title>", *shapes, "</svg>", ""])


def main() -> None:
    """Measure, print and draw."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="+", default=[100, 1_000, 10_000])
    parser.add_argument("--paragraphs", type=int, default=6)
    parser.add_argument("--svg", type=Path)
    options = parser.parse_args()
    costs = {}
    print("| articles | CPU seconds | peak MB |\n|---|---|---|")
    for articles in options.articles:
        costs[articles] = found = measured(articles, options.paragraphs)
        print(f"| {articles} | {found.seconds:.0f} | {found.peak:.0f} |", flush=True)
    if options.svg:
        options.svg.write_text(plot(costs), encoding="utf-8")


if __name__ == "__main__":
    main()
