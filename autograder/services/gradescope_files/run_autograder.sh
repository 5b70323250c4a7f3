#!/usr/bin/env bash
# Gradescope calls this for each submission. The grader opens the submission; this script never does.
root="${AUTOGRADER_ROOT:-/autograder}"
python="${AUTOGRADER_PYTHON:-$root/env/bin/python}"
export PYTHONPATH="$root/source"
chmod -R go-rwx "$root/source/solutions" "$root/results"   # whoever runs beside us, it is not theirs to read
exec "$python" -m autograder.services.gradescope "$root"
