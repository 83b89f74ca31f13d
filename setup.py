"""Which folders are packages: `kerlint/` as it is, and `rules/`, installed as `kerlint_rules`."""

from setuptools import find_packages, setup

setup(
    packages=[
        *find_packages(include=["kerlint", "kerlint.*"]),
        "kerlint_rules",
        *(f"kerlint_rules.{package}" for package in find_packages("rules")),
    ],
    package_dir={"kerlint": "kerlint", "kerlint_rules": "rules"},
)
