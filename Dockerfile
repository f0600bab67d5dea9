# The grader as an image. In a course's folder:
#   docker run --rm -v "$PWD:/course" autograder autograder grade lif
# docs/server.md says more. `make image` builds it.
FROM docker.io/library/debian:trixie-slim AS build
# Where packages come from, if it is not PyPI: docker build --build-arg PIP_INDEX_URL=... and so on.
ARG PIP_INDEX_URL PIP_CERT UV_DEFAULT_INDEX SSL_CERT_FILE
RUN apt-get update && apt-get install --yes --no-install-recommends python3-venv
WORKDIR /build
COPY requirements.lock .
RUN python3 -m venv /opt/uv \
 && /opt/uv/bin/pip install --quiet --no-cache-dir "$(grep ^uv== requirements.lock)" \
 && python3 -m venv /opt/autograder
COPY pyproject.toml README.md LICENSE ./
COPY autograder autograder
RUN /opt/uv/bin/uv pip install --quiet --no-cache --compile-bytecode --python /opt/autograder/bin/python \
    --constraint requirements.lock '.[course]'

FROM docker.io/library/debian:trixie-slim
RUN apt-get update && apt-get install --yes --no-install-recommends python3 bubblewrap \
 && rm -rf /var/lib/apt/lists/*
COPY --from=build /opt/autograder /opt/autograder
# Whoever it runs as has a home: `docker run --user` knows nobody by name.
RUN useradd --uid 1000 --create-home grader && chmod 1777 /home/grader
ENV PATH=/opt/autograder/bin:/usr/local/bin:/usr/bin:/bin HOME=/home/grader
USER grader
WORKDIR /course
CMD ["autograder", "--help"]
