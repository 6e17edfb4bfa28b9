"""The pages on which register editors prepare, check, publish and retire entries."""
