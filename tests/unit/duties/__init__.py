"""Tests of the rule book of duties."""
