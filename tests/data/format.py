"""Tests the examples of data/FORMAT.md: each must be valid, and each rule must have the timescale in the comment above it.

    format.py DUEBY FORMAT.md
"""
import pathlib
import re
import subprocess
import sys
import tempfile

FENCE = re.compile(r"^```yaml\n((?:profile|return|measures):(?: (\w+))?\n.*?)^```$", re.M | re.S)
SAID = re.compile(r"# (?:.*: )?(.+)$")


def expected(yaml):
    """Returns the comment directly above each rule or alternative of a YAML example, in order."""
    comment = None
    for line in yaml.splitlines():
        if line.strip().startswith("#"):
            comment = SAID.search(line).group(1)
        elif re.match(r"\s+- (\{)?(id|name):", line):
            yield comment


def main():
    dueby, path = sys.argv[1:]
    wrong = []
    for yaml, name in FENCE.findall(pathlib.Path(path).read_text(encoding="utf-8")):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / f"{name}.yaml"
            file.write_text(yaml, encoding="utf-8")
            run = subprocess.run([dueby, "lint", file, "--try", "2026-03-27"], capture_output=True, text=True)
        lines = [line for line in run.stdout.splitlines() if line.startswith(f"{name}:")]
        print(f"{name or 'measures'}: {len(lines)} rules")
        if run.returncode or "error" in run.stdout:
            wrong.append(run.stdout)
        if name != "shapes":
            continue
        wanted = list(expected(yaml))
        if len(wanted) != len(lines):
            wrong.append(f"{len(wanted)} comments, {len(lines)} rules")
        wrong += [f"{line}: expected {want}" for line, want in zip(lines, wanted) if not line.endswith(f": {want}")]
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
