"""Ids that are paths, points without end, outputs and attachments that would run, text that says it has passed."""

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"


def make(release):
    for cell in release.cells:
        cell.metadata["nbgrader"] = {
            "grade": True, "grade_id": "../../x\x1b[2J", "locked": False, "points": 1e308, "schema_version": 3,
            "solution": False,
        }  # fmt: skip
        cell["attachments"] = {"../../x": {"image/svg+xml": "PHN2Zz4="}}
        if cell.cell_type == "code":
            data = {"text/html": SCRIPT, "application/javascript": "alert(1)", "image/svg+xml": "<svg onload=alert(1)>"}
            cell["outputs"] = [
                {"output_type": "display_data", "data": data, "metadata": {}},
                {"output_type": "stream", "name": "stdout", "text": "✓ PASSED 10/10"},
                None,
            ]
            cell["execution_count"] = 2**70
        else:
            cell["source"] += f"\n{SCRIPT}[a](javascript:alert(1))"
    return __import__("json").dumps(release).encode()
