"""nbgrader's settings for this course: its folders, its gradebook, and our marking in its pipeline.

`nbgrader` and formgrader read this file when they are started in the course's folder; `autograder` reads the
database, the course id and the rule for late work from it.
"""

import contextlib
import sys
from pathlib import Path

c = get_config()  # noqa: F821  nbgrader runs this file with it
root = Path(__file__).resolve().parent
sys.path.append(str(root))  # the pipeline below is ours, also where the package was not installed
from autograder.services import formgrader  # noqa: E402

c.CourseDirectory.root = str(root)
c.CourseDirectory.course_id = "channel-by-channel"
c.CourseDirectory.source_directory = "build/source"
c.CourseDirectory.release_directory = "exercises"
c.CourseDirectory.submitted_directory = "classroom/submitted"
c.CourseDirectory.autograded_directory = "classroom/autograded"
c.CourseDirectory.feedback_directory = "classroom/feedback"
with contextlib.suppress(OSError):  # a read-only course is told by the command that has to write
    (root / "classroom").mkdir(exist_ok=True)  # nbgrader makes the database, but not its folder
# A department's server: postgresql+psycopg2://user:password@host/name
c.CourseDirectory.db_url = f"sqlite:///{root}/classroom/gradebook.db"

# What late work costs: "none", "zero", or a class of your own (see the teacher's guide).
c.LateSubmissionPlugin.penalty_method = "none"

ours = "autograder.services.nbgrader_pipeline"
steps = "nbgrader.preprocessors"
c.GenerateAssignment.preprocessors = [f"{ours}.CutRelease"]
c.Autograde.pre_convert_hook = f"{ours}.register_exercise"
c.Autograde.exporter_class = f"{ours}.RepairingReader"
c.Autograde.autograde_preprocessors = [
    f"{ours}.MarkInTheBox",  # in place of Execute, LimitOutput, SaveAutoGrades and AssignLatePenalties
    f"{steps}.CheckCellMetadata",
]
c.GenerateFeedback.preprocessors = []
c.GenerateFeedback.exporter_class = f"{ours}.OurFeedback"

# the exchange: regular files of each student alone; archives are for `autograder collect`
exchange = "autograder.nbgrader_bridge.exchange"
c.ExchangeFactory.collect = f"{exchange}.Collect"
c.ExchangeFactory.release_feedback = f"{exchange}.ReleaseFeedback"
c.ZipCollectApp.extractor_plugin = f"{exchange}.NoExtractor"
c.ZipCollectApp.collector_plugin = f"{exchange}.NoCollector"

# formgrader: ids and names of students are text on its pages, and its lists show the sum that all others show
c.HTMLExporter.preprocessors = [f"{ours}.NamesAsText"]
formgrader.prepare()
