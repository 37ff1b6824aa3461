"""Speed, memory and start time, beside what others take for the same work.

python -m tests.benchmarks [SECTION...]

See docs/performance.md. Nothing here is collected by the tests: figures are read, not asserted.
"""
