#!/usr/bin/env python3
"""How well do curves of kernels predict shapes that they were not fitted to?

    scripts/holdout.py [--part N] FOLDER [DEVICE ...] > holdout.md

FOLDER holds tables DEVICE-gemm.csv.gz, DEVICE-attention-forward.csv.gz and DEVICE-nccl.csv.gz as `shardwright profile
import` reads them; without DEVICE all devices are taken. Every shape belongs to one of five parts, by the CRC-32 of its
extents, the same part for every library, kernel and data type. Four parts are imported as a profile, which then predicts the
fifth: part 0, or the one (0 to 4) that `--part` says. Standard output is a table in Markdown: |predicted / measured - 1|, median and 90th percentile, by device and kernel;
"large" are products with all extents of 1,024 and more, and messages of 1 MiB and more. Nothing else than Python 3 is needed.
"""

import argparse
import csv
import gzip
import io
import pathlib
import subprocess
import sys
import tempfile
import zlib

PARTS = 5
SHARDWRIGHT = pathlib.Path(__file__).resolve().parent.parent / "shardwright"
TABLES = {
    "gemm": ("m", "n", "k"),
    "attention-forward": ("batch_size", "isl", "num_heads", "num_key_value_heads", "head_dim"),
    "nccl": ("op_name", "num_gpus", "message_size"),
}
TYPES = ("gemm_dtype", "attn_dtype", "nccl_dtype")
LARGE_EXTENT = 1024
LARGE_MESSAGE = 1 << 20
ENDING = ".csv.gz"


def main(folder, devices, part):
    devices = devices or sorted({path.name.rsplit("-gemm", 1)[0] for path in folder.glob("*-gemm" + ENDING)})
    if not devices:
        sys.exit(f"{folder}: holds no DEVICE-gemm{ENDING}")
    print("| device | table | kernel | type | library | shapes | median | p90 | large | median | p90 |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    for device in devices:
        with tempfile.TemporaryDirectory() as scratch:
            for row in held_out(folder, device, part, pathlib.Path(scratch)):
                print("| " + " | ".join([device, *row]) + " |", flush=True)


def held_out(folder, device, part, scratch):
    """Rows of the table: table, kernel, type, library, then count, median and 90th percentile of all shapes and of large ones."""
    tables = {name: folder / f"{device}-{name}{ENDING}" for name in TABLES}
    tables = {name: path for name, path in tables.items() if path.exists()}
    for name, path in tables.items():
        split(path, TABLES[name], part, scratch / f"fit-{name}.csv", scratch / f"test-{name}.csv")
    profile = scratch / "profile.json"
    fitted = [scratch / f"fit-{name}.csv" for name in tables]
    if shardwright("import", *fitted, "--device", device, "-o", profile) is None:
        return
    for name in tables:
        predicted = shardwright("predict", scratch / f"test-{name}.csv", "--device", profile)
        if predicted is not None:
            yield from ([name, *row] for row in summary(csv.DictReader(io.StringIO(predicted)), f"{device}-{name}"))


def split(path, shape, part, fit, test):
    with gzip.open(path, "rt", newline="") as source, open(fit, "w", newline="") as most, open(test, "w", newline="") as rest:
        rows = csv.DictReader(source)
        writers = [csv.DictWriter(file, rows.fieldnames) for file in (most, rest)]
        for writer in writers:
            writer.writeheader()
        for row in rows:
            extents = ",".join(row[column] for column in shape)
            writers[zlib.crc32(extents.encode()) % PARTS == part].writerow(row)


def shardwright(*arguments):
    """What the command prints; None where it refuses, with its words on standard error."""
    command = [SHARDWRIGHT, "profile", *map(str, arguments)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        print(done.stderr, file=sys.stderr, end="")
        return None
    return done.stdout


def summary(rows, name):
    errors, unpredicted = {}, 0
    for row in rows:
        if not row["predicted_microseconds"]:
            unpredicted += 1
        else:
            kind = next(row[column] for column in TYPES if column in row)
            operator = row["kernel"] + (" " + row["op_name"] if "op_name" in row else "")
            error = abs(float(row["predicted_microseconds"]) / float(row["microseconds"]) - 1)
            errors.setdefault((operator, kind, row["stack"]), []).append((error, large(row)))
    if unpredicted:
        print(f"{name}: {unpredicted:,} rows are of kernels or types without a curve", file=sys.stderr)
    for key, measured in errors.items():
        yield [*key, *figures([e for e, _ in measured]), *figures([e for e, is_large in measured if is_large])]


def large(row):
    if "message_size" in row:
        return int(row["message_size"]) >= LARGE_MESSAGE
    return "m" not in row or min(int(row[extent]) for extent in ("m", "n", "k")) >= LARGE_EXTENT


def figures(errors):
    if not errors:
        return ["0", "-", "-"]
    return [f"{len(errors):,}", percent(quantile(errors, 0.5)), percent(quantile(errors, 0.9))]


def quantile(values, share):
    """Interpolated between neighbours."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def percent(share):
    return f"{100 * share:.1f} %"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", type=int, default=0, choices=range(PARTS))
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("devices", nargs="*")
    options = parser.parse_args()
    main(options.folder, options.devices, options.part)
