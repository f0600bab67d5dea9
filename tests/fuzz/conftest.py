"""How much is fuzzed: a little in every run of the tests, a lot by ``make fuzz``."""

import os

from hypothesis import HealthCheck, Phase, settings

brief = settings(
    max_examples=80,
    derandomize=True,
    database=None,
    deadline=None,  # `fuzzing.bounded` counts CPU time: other programs may run, too
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    report_multiple_bugs=False,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)
settings.register_profile("brief", brief)
settings.register_profile(
    "long",
    brief,
    max_examples=int(os.environ.get("FUZZ_EXAMPLES", "1000")),
    derandomize=False,
)
