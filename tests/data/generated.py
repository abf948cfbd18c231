"""Checks that a generated document is the same as its generator's current output.

    generated.py DOCUMENT COMMAND...
"""
import difflib
import subprocess
import sys


def main():
    path, command = sys.argv[1], sys.argv[2:]
    made = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    with open(path, encoding="utf-8") as file:
        kept = file.read().splitlines()
    changes = list(difflib.unified_diff(kept, made, path, " ".join(command), lineterm="", n=0))
    print("\n".join(changes[:40]))
    return 1 if changes else 0


if __name__ == "__main__":
    sys.exit(main())
