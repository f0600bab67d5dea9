"""nbgrader's settings for this course."""

from autograder.connect import connect

c = get_config()  # noqa: F821 (traitlets defines it)
connect(c)

c.CourseDirectory.course_id = "single-neuron-models"
c.Course.tests = "autograde_tests"  # the package of hidden tests, in this folder
c.Course.points = 100  # what each assignment is worth, bonus apart
