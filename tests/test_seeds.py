"""Four situations from question sites: what Kerlint tells of each, and that it tells no more."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from kerlint.diagnostic import Applicability, Diagnostic, Severity
from kerlint.linter import lint_source
from kerlint.settings import DatasetSize, Settings

SEEDS = Path(__file__).parent.parent / "sample_scripts" / "seeds"
TENTH = "3,968 of 40,000 images (9.9 %) an epoch"
PICTURES, CLASSES = 40_000, 5


def seed(number: int) -> tuple[str, Path]:
    (path,) = SEEDS.glob(f"{number}-*.py")
    return path.read_text(encoding="utf-8"), path


def found(text: str, path: Path, settings: Settings | None = None) -> list[Diagnostic]:
    return lint_source(text, str(path), settings or Settings(root=path.parent))


def codes(diagnostics: list[Diagnostic], at_least: Severity = Severity.WARNING) -> list[str]:
    return sorted(item.code for item in diagnostics if item.severity.rank >= at_least.rank)


def only(diagnostics: list[Diagnostic], code: str) -> Diagnostic:
    (diagnostic,) = [item for item in diagnostics if item.code == code]
    return diagnostic


def line(text: str, diagnostic: Diagnostic) -> str:
    return text.splitlines()[diagnostic.span.start.row - 1]


def words(diagnostic: Diagnostic) -> str:
    return "\n".join((diagnostic.message, *diagnostic.notes, *(item.message for item in diagnostic.related)))


# --- 0: a tenth of the pictures ---------------------------------------------------------------------------


def from_settings(text: str, folder: Path) -> tuple[str, Settings]:
    sizes = {"simulation/training": DatasetSize(samples=PICTURES)}
    return text, Settings(root=folder, datasets=sizes)


def from_a_comment(text: str, folder: Path) -> tuple[str, Settings]:
    call = "training_pictures = "
    assert call in text
    return text.replace(call, f"# kerlint: samples={PICTURES}\n{call}"), Settings(root=folder)


def from_the_directory(text: str, folder: Path) -> tuple[str, Settings]:
    for kind in range(CLASSES):
        pictures = folder / "simulation" / "training" / f"class{kind}"
        pictures.mkdir(parents=True)
        for number in range(PICTURES // CLASSES):
            (pictures / f"{number}.png").touch()
    return text, Settings(root=folder)


@pytest.mark.parametrize("known", [from_settings, from_a_comment, from_the_directory])
def test_the_steps_see_a_tenth(known, tmp_path: Path) -> None:
    text, path = seed(0)
    text, settings = known(text, tmp_path)
    diagnostics = found(text, tmp_path / path.name, settings)

    steps = only(diagnostics, "KER301")
    assert steps.name == "inconsistent-steps"
    assert TENTH in steps.message
    assert "steps_per_epoch=31" in line(text, steps)
    assert codes(diagnostics) == ["KER217", "KER301"]


def test_where_the_size_was_learnt(tmp_path: Path) -> None:
    text, path = seed(0)
    told = {}
    for known in (from_settings, from_a_comment, from_the_directory):
        folder = tmp_path / known.__name__
        folder.mkdir()
        changed, settings = known(text, folder)
        told[known] = words(only(found(changed, folder / path.name, settings), "KER301"))
    assert "tool.kerlint.datasets" in told[from_settings]
    assert "comment" in told[from_a_comment]
    assert "counted" in told[from_the_directory]
    assert "simulation/training" in told[from_the_directory]


def test_nothing_of_steps_without_a_size() -> None:
    text, path = seed(0)
    assert codes(found(text, path)) == ["KER217"]


def test_the_dump_and_what_differs_from_validation() -> None:
    text, path = seed(0)
    diagnostics = found(text, path)

    dump = only(diagnostics, "KER217")
    assert dump.name == "augmentation-dump"
    assert "save_to_dir" in line(text, dump)

    augmentation = only(diagnostics, "KER203")
    assert (augmentation.name, augmentation.severity) == ("unbalanced-augmentation", Severity.INFO)
    for transform in ("shear", "zoom", "flip"):
        assert transform in words(augmentation)

    # The normalisation is the same on both sides.
    assert "KER202" not in codes(diagnostics, Severity.INFO)
    assert "samplewise" not in words(augmentation)


# --- 1: steps by another batch size, and convolutions in pairs ---------------------------------------------


def test_steps_by_another_batch_size() -> None:
    text, path = seed(1)
    mismatches = [item for item in found(text, path) if item.code == "KER302"]
    assert [item.name for item in mismatches] == ["steps-batch-mismatch"] * 2
    training, validation = sorted(mismatches, key=lambda item: item.span)
    assert "n_train_calls // batch_size" in line(text, training)
    assert "`batch_size`" in training.message
    assert "`train_batchsize`" in training.message
    assert "n_val_calls // batch_size" in line(text, validation)
    assert "`batch_size`" in validation.message
    assert "`val_batchsize`" in validation.message


def test_linear_layers_in_pairs() -> None:
    text, path = seed(1)
    lines = text.splitlines()
    second_of_pair = [
        row
        for row, (before, here) in enumerate(itertools.pairwise(lines), start=2)
        if "Conv2D(" in before and "Conv2D(" in here
    ]
    assert len(second_of_pair) == 3
    stacked = [item for item in found(text, path) if item.code == "KER401"]
    assert [item.name for item in stacked] == ["stacked-linear-layers"] * 3
    # Told at one layer of the pair, with the other beside it.
    for row, item in zip(second_of_pair, sorted(stacked, key=lambda item: item.span), strict=True):
        rows = {item.span.start.row, *(related.span.start.row for related in item.related)}
        assert {row - 1, row} <= rows


def test_nothing_else_of_seed_1() -> None:
    text, path = seed(1)
    diagnostics = found(text, path)
    assert codes(diagnostics) == ["KER302"] * 2 + ["KER401"] * 3
    augmentation = only(diagnostics, "KER203")
    assert augmentation.severity == Severity.INFO
    assert "shear" in words(augmentation)
    assert "zoom" in words(augmentation)


# --- 2: nothing ---------------------------------------------------------------------------------------------


def test_nothing_of_seed_2() -> None:
    text, path = seed(2)
    assert found(text, path) == []


# --- 3: relu before the cross-entropy -----------------------------------------------------------------------


def test_relu_before_the_cross_entropy() -> None:
    text, path = seed(3)
    diagnostics = found(text, path)
    relu = only(diagnostics, "KER101")
    assert (relu.name, relu.severity) == ("relu-before-crossentropy", Severity.ERROR)
    assert "Dense(n_classes, activation='relu')" in line(text, relu)
    assert relu.fix is not None
    assert relu.fix.applicability is not Applicability.DISPLAY
    assert [edit.content for edit in relu.fix.edits] == ["'softmax'"]


def test_callbacks_that_never_reach_fit() -> None:
    text, path = seed(3)
    diagnostics = found(text, path)
    unused = only(diagnostics, "KER602")
    assert unused.name == "unused-callbacks"
    assert "stop_early = [" in line(text, unused)
    assert codes(diagnostics) == ["KER101", "KER602"]
