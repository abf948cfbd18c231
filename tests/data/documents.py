"""Checks that every command in a document still prints the output that the document shows. A line `...` matches any lines.

    documents.py DUEBY ROOT DOCUMENT.md...
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap

FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```", re.M | re.S)


def commands(block):
    """Returns [command, expected lines] for each command in a block of a document. A line that begins with "> " continues the
    command."""
    found = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append([line[2:], []])
        elif found and line.startswith("> ") and not found[-1][1]:
            found[-1][0] += "\n" + line[2:]
        elif found:
            found[-1][1].append(line)
    return found


def run(block, folder, environment):
    """Runs the commands of a block in one shell. Returns the output of each, with its messages first."""
    script = "".join(f"{{ {command}\n}} 2>\"$MESSAGES\"; last=$?; cat \"$MESSAGES\"; echo '@@'; (exit $last)\n" for command, _ in block)
    out = subprocess.run(["bash", "-c", script], cwd=folder, env=environment, capture_output=True, text=True).stdout
    return out.split("@@\n")


def without_digests(text):
    """Replaces digests, which change with the data."""
    return re.sub(r"\b[0-9a-f]{16}\b", "DIGEST", text)


def matches(expected, said):
    while expected and not expected[-1]:
        expected.pop()
    pattern = "".join("(?:.*\n)*?" if line == "..." else re.escape(without_digests(line)) + "\n" for line in expected)
    return re.fullmatch(pattern, "".join(line + "\n" for line in without_digests(said).rstrip("\n").splitlines()))


def main():
    dueby, root, documents = sys.argv[1], sys.argv[2], sys.argv[3:]
    count, wrong = 0, 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary) / "tree"
        for name in ("examples", "data", "docs"):
            shutil.copytree(pathlib.Path(root) / name, folder / name)
        path = os.path.dirname(os.path.abspath(dueby)) + os.pathsep + os.environ["PATH"]
        environment = dict(os.environ, PATH=path, NO_COLOR="1", MESSAGES=os.path.join(temporary, "messages"))
        for document in documents:
            text = (pathlib.Path(root) / document).read_text(encoding="utf-8")
            for _, kind, body in FENCE.findall(text):
                block = [] if kind == "norun" else commands(textwrap.dedent(body))
                for (command, expected), said in zip(block, run(block, folder, environment) if block else []):
                    count += 1
                    if not matches(expected, said):
                        wrong += 1
                        print(f"{document}: $ {command}\nexpected:\n" + "\n".join(expected) + f"\nfound:\n{said}")
    print(f"{count} commands, {wrong} differ")
    return 1 if wrong or not count else 0


if __name__ == "__main__":
    sys.exit(main())
