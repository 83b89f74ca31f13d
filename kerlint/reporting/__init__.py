"""Diagnostics laid out: for people, for machines, for code hosts."""
