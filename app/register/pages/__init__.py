"""The register as anybody reads it, without signing in; it only ever reads."""
