"""Tests of proposals for advice."""
