"""Runs a program in a pseudo-terminal and ends with its exit code. Answers each question of the CDK with yes."""

import os
import pty
import sys

QUESTION = b"(y/n)"
asked = b""


def read(terminal: int) -> bytes:
    global asked
    output = os.read(terminal, 65536)
    asked += output
    if QUESTION in asked:
        asked = asked.rsplit(QUESTION, 1)[1]
        os.write(terminal, b"y\r")
    return output


def no_input(_stdin: int) -> bytes:
    return b""


status = pty.spawn(sys.argv[1:], read, no_input)
sys.exit(os.waitstatus_to_exitcode(status))
