"""What all tests of what hidden tests are made of share."""

from clean_process import as_if_nothing_had_run  # noqa: F401 (a fixture of all tests)
