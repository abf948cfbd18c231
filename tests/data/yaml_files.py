"""Checks that another parser (PyYAML) can read every YAML file of the data and the examples, so that other programs can use them.

    yaml_files.py FOLDER...
"""
import pathlib
import sys

import yaml


def main():
    wrong, count = [], 0
    for folder in sys.argv[1:]:
        for path in sorted(pathlib.Path(folder).rglob("*.yaml")):
            count += 1
            try:
                if yaml.safe_load(path.read_text(encoding="utf-8")) is None:
                    wrong.append(f"{path}: it is empty")
            except yaml.YAMLError as error:
                wrong.append(f"{path}: {error}")
    if not count:
        wrong.append("no YAML files")
    for one in wrong:
        print(one)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
