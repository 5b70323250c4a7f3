"""Broken and odd submissions, and what a good grader does with each."""
