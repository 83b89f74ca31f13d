from __future__ import annotations

from pathlib import Path

import pytest

from kerlint import world as world_module
from kerlint.world import GENERATOR_FORMATS, IMAGE_DATASET_FORMATS, World


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for path in (
        "train/cats/1.jpg",
        "train/cats/2.JPEG",
        "train/cats/deep/er/3.png",
        "train/cats/notes.txt",
        "train/cats/4.gif",
        "train/dogs/1.bmp",
        "train/dogs/2.tif",
        "train/.hidden/1.jpg",
        "train/empty/readme.md",
        "train/loose.jpg",
    ):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "9.jpg").touch()
    (tmp_path / "train" / "dogs" / "linked").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "train" / "dogs" / "loop").symlink_to(tmp_path / "train" / "dogs")
    return tmp_path


def test_counts_by_class(data: Path) -> None:
    world = World(data)
    assert world.count_images("train") == {".hidden": 1, "cats": 3, "dogs": 2, "empty": 0}
    assert world.count_images("train", IMAGE_DATASET_FORMATS, hidden_classes=False) == {
        "cats": 4,
        "dogs": 1,
        "empty": 0,
    }
    assert world.count_files("train", IMAGE_DATASET_FORMATS) == 7
    assert world.count_images("nowhere") is None
    assert world.count_images("train/loose.jpg") is None


def test_links_are_followed_where_asked_and_not_for_ever(data: Path) -> None:
    counts = World(data).count_images("train", follow_links=True)
    assert counts is not None
    assert counts["dogs"] == 3


@pytest.mark.tensorflow
def test_counts_agree_with_keras(data: Path) -> None:
    from tensorflow.keras.preprocessing.image import ImageDataGenerator
    from tensorflow.keras.utils import image_dataset_from_directory

    (data / "train" / "dogs" / "loop").unlink()
    world = World(data)
    for follow in (False, True):
        generator = ImageDataGenerator().flow_from_directory(data / "train", follow_links=follow)
        counts = world.count_images("train", GENERATOR_FORMATS, follow_links=follow)
        assert counts is not None
        assert generator.samples == sum(counts.values())
        assert list(generator.class_indices) == list(counts)
        dataset = image_dataset_from_directory(data / "train", follow_links=follow)
        counts = world.count_images("train", IMAGE_DATASET_FORMATS, follow_links=follow, hidden_classes=False)
        assert counts is not None
        assert len(dataset.file_paths) == sum(counts.values())
        assert dataset.class_names == list(counts)


def test_huge_directories_are_not_counted(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(world_module, "MOST_ENTRIES", 3)
    assert World(data).count_images("train") is None


def test_relative_paths_are_tried_from_the_script_then_from_the_root(data: Path) -> None:
    inner = data / "scripts"
    inner.mkdir()
    (inner / "here.txt").write_text("a")
    world = World(inner, also=(data,))
    assert world.exists("here.txt")
    assert world.is_dir("train")
    assert world.read_text("here.txt") == "a"
    assert world.list_dir("train/empty") == ("readme.md",)
    assert world.exists(data / "train")


@pytest.mark.parametrize("path", ["nowhere", "a\0b", "~nobody-at-all/x", "", "x" * 5000])
def test_odd_paths_are_not_there(tmp_path: Path, path: str) -> None:
    world = World(tmp_path / "not" / "there")
    assert world.read_text(path) is None
    assert world.count_images(path) is None
    assert not world.exists(path)


def test_what_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"\xff")
    (tmp_path / "b.py").write_bytes(b"\xef\xbb\xbfx")
    world = World(tmp_path)
    assert world.read_text("a.py") is None
    assert world.read_text("b.py") == "x"
    assert world.read_text(".") is None


def test_facts_hold_until_the_answer_changes(data: Path) -> None:
    world = World(data)
    world.count_images("train")
    world.count_images("train")
    world.exists("later")
    world.read_text("train/cats/notes.txt")
    facts = world.facts
    assert [fact.kind for fact in facts] == ["count_images", "exists", "read_text"]
    assert World(data).holds(facts)
    (data / "train" / "cats" / "5.jpg").touch()
    assert not World(data).holds(facts)
    (data / "train" / "cats" / "5.jpg").unlink()
    assert World(data).holds(facts)
    (data / "later").touch()
    assert not World(data).holds(facts)
