#!/usr/bin/env python3
"""Table (Markdown) and chart (SVG) of runs made by `--repeat`: mIoU, mean and standard deviation over seeds.

    table.py RUNS TITLE --rows START .. --columns LABELS .. [--chart FILE]

Reads RUNS/START-LABELS/seeds.json; a cell whose runs are not there yet is left out.
"""
import argparse
import json
import math
import pathlib
import statistics

COLOURS = ["#777777", "#1f77b4", "#2ca02c", "#9467bd", "#d62728", "#ff7f0e", "#17becf"]


def cell(runs, row, column):
    """mIoU of each seed in per cent, or none."""
    file = runs / f"{row}-{column}" / "seeds.json"
    if not file.exists():
        return None
    return [100 * seed["after"]["meanIou"] for seed in json.loads(file.read_text())["seeds"]]


def deviation(values):
    return statistics.stdev(values) if len(values) > 1 else 0.0


def written(values):
    return "" if values is None else f"{statistics.mean(values):.1f} +- {deviation(values):.1f}"


def against(first, other):
    """How far apart two means are, in standard errors of their difference."""
    if first is None or other is None or len(first) < 2 or len(other) < 2:
        return ""
    error = math.sqrt(deviation(first) ** 2 / len(first) + deviation(other) ** 2 / len(other))
    return f"{(statistics.mean(other) - statistics.mean(first)) / error:+.1f}"


def table(runs, rows, columns):
    lines = ["| start | " + " | ".join(columns) + " |", "| --- |" + " --- |" * len(columns)]
    for row in rows:
        lines.append(f"| {row} | " + " | ".join(written(cell(runs, row, c)) for c in columns) + " |")
    lines.append("")
    lines.append(f"Standard errors above {rows[0]}:")
    for row in rows[1:]:
        gains = [against(cell(runs, rows[0], c), cell(runs, row, c)) for c in columns]
        lines.append(f"  {row:14} " + " ".join(f"{gain:>6}" for gain in gains))
    return "\n".join(lines)


def chart(runs, title, rows, columns):
    width, height, left, top, plot = 640, 340, 46, 36, 240
    cells = [cell(runs, r, c) for r in rows for c in columns]
    highest = max(statistics.mean(v) + deviation(v) for v in cells if v)
    highest = 10 * math.ceil(highest / 10)
    group = (width - left - 10) / len(columns)
    bar = group * 0.8 / len(rows)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">',
        f'<rect width="{width}" height="{height}" fill="white"/>',
        f'<text x="{left}" y="20" font-size="14">{title}: mIoU in %, mean and standard deviation</text>',
    ]
    for value in range(0, highest + 1, 10):
        y = top + plot * (1 - value / highest)
        out.append(f'<path d="M{left} {y:.1f}H{width - 10}" stroke="#dddddd"/>')
        out.append(f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end">{value}</text>')
    for i, column in enumerate(columns):
        start = left + i * group
        out.append(f'<text x="{start + group / 2:.1f}" y="{top + plot + 18}" text-anchor="middle">{column} labels</text>')
        for j, row in enumerate(rows):
            values = cell(runs, row, column)
            if values is None:
                continue
            mean, spread = statistics.mean(values), deviation(values)
            x = start + group * 0.1 + j * bar
            y = top + plot * (1 - mean / highest)
            fill = COLOURS[j % len(COLOURS)]
            out.append(f'<rect x="{x:.1f}" y="{y:.1f}" width="{bar * 0.9:.1f}" height="{plot + top - y:.1f}" fill="{fill}"/>')
            low, high = (top + plot * (1 - (mean + s) / highest) for s in (-spread, spread))
            out.append(f'<path d="M{x + bar * 0.45:.1f} {low:.1f}V{high:.1f}" stroke="black"/>')
    for j, row in enumerate(rows):
        x = left + j * (width - left) / len(rows)
        out.append(f'<rect x="{x:.1f}" y="{height - 26}" width="10" height="10" fill="{COLOURS[j % len(COLOURS)]}"/>')
        out.append(f'<text x="{x + 14:.1f}" y="{height - 17}">{row}</text>')
    return "\n".join(out + ["</svg>", ""])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("runs", type=pathlib.Path)
    parser.add_argument("title")
    parser.add_argument("--rows", nargs="+", required=True)
    parser.add_argument("--columns", nargs="+", required=True)
    parser.add_argument("--chart", type=pathlib.Path)
    arguments = parser.parse_args()
    print(table(arguments.runs, arguments.rows, arguments.columns))
    if arguments.chart:
        arguments.chart.write_text(chart(arguments.runs, arguments.title, arguments.rows, arguments.columns))
        print(f"\nChart: {arguments.chart}")


if __name__ == "__main__":
    main()
