"""Real engines. A test is skipped where its engine is not installed; `.ci/run` installs all."""
