"""A whole class: collect, grade, report, export."""
