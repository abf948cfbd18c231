"""Runs a program of examples/vendor. It must print exactly the bytes of expected.txt.

    compare.py EXPECTED PROGRAM
"""
import difflib
import pathlib
import subprocess
import sys


def main():
    expected_file, program = sys.argv[1:]
    expected = pathlib.Path(expected_file).read_bytes()
    done = subprocess.run([program], capture_output=True, check=False)
    if done.returncode == 0 and done.stdout == expected:
        print(f'{expected.count(bytes([10]))} lines alike')
        return
    print(f'exit status {done.returncode}', done.stderr.decode())
    lines = [text.decode().splitlines(keepends=True) for text in (expected, done.stdout)]
    sys.stdout.writelines(difflib.unified_diff(*lines, 'expected.txt', 'printed'))
    sys.exit(1)


if __name__ == '__main__':
    main()
