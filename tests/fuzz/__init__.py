"""Fuzzing: random bytes and random system calls against what reads or holds what students hand in."""
