"""The faults that benchmarks.recall puts into scripts: each finds its place in a plain script, and is told there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import recall
from benchmarks.faults import FAULTS, Code, Fault
from benchmarks.recall import FOUND, MISSED, PARTLY, Run, changed, table
from kerlint.linter import check_source
from kerlint.settings import Settings
from kerlint.source import source_from_text

IMAGES = """\
from keras import Sequential
from keras.callbacks import EarlyStopping
from keras.datasets import mnist
from keras.layers import Conv2D, Dense, Flatten, MaxPooling2D
from keras.utils import to_categorical

(x_train, y_train), (x_test, y_test) = mnist.load_data()
x_train = x_train.reshape(-1, 28, 28, 1) / 255.0
x_test = x_test.reshape(-1, 28, 28, 1) / 255.0
y_train = to_categorical(y_train, 10)
y_test = to_categorical(y_test, 10)
model = Sequential()
model.add(Conv2D(32, 3, activation="relu", input_shape=(28, 28, 1)))
model.add(MaxPooling2D(2))
model.add(Flatten())
model.add(Dense(64, activation="relu"))
model.add(Dense(10, activation="softmax"))
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
stop = EarlyStopping(monitor="val_accuracy", patience=3)
model.fit(x_train, y_train, epochs=9, validation_data=(x_test, y_test), callbacks=[stop])
model.predict(x_test)
"""
GENERATORS = """\
from keras import Sequential
from keras.datasets import cifar10
from keras.layers import Dense, Flatten
from keras.preprocessing.image import ImageDataGenerator

(x_train, y_train), (x_test, y_test) = cifar10.load_data()
batch_size = 50
train_datagen = ImageDataGenerator(rescale=1 / 255, rotation_range=20)
test_datagen = ImageDataGenerator(rescale=1 / 255)
train = train_datagen.flow(x_train, y_train, batch_size=batch_size)
test = test_datagen.flow(x_test, y_test, batch_size=batch_size)
more = train_datagen.flow_from_directory("photos", target_size=(32, 32), class_mode="sparse")
model = Sequential([Flatten(input_shape=(32, 32, 3)), Dense(10, activation="softmax")])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit_generator(
    train, steps_per_epoch=50000 // batch_size, validation_data=test, validation_steps=10000 // batch_size
)
model.fit(more)
"""
SEQUENCES = """\
from keras import Sequential
from keras.datasets import imdb
from keras.layers import LSTM, Dense, Embedding
from keras.preprocessing.sequence import pad_sequences

(x_train, y_train), (x_test, y_test) = imdb.load_data(num_words=5000)
x_train = pad_sequences(x_train, maxlen=100)
model = Sequential()
model.add(Embedding(5000, 32, input_length=100))
model.add(LSTM(32, return_sequences=True))
model.add(LSTM(16))
model.add(Dense(1, activation="sigmoid"))
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(x_train, y_train)
"""
OUTPUTS = """\
import numpy as np
from keras import Input, Model
from keras.layers import Dense, Reshape

image = Input(shape=(64,))
hidden = Reshape((8, 8))(image)
kind = Dense(3, name="kind")(image)
size = Dense(1, name="size")(image)
model = Model(inputs=image, outputs=[kind, size, hidden])
model.compile("adam", loss={"kind": "mse", "size": "mse"})
model.fit(np.zeros((9, 64)), {"kind": np.zeros((9, 3)), "size": np.zeros(9)})
"""
SCRIPTS = (IMAGES, GENERATORS, SEQUENCES, OUTPUTS)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name.replace(" ", "-"))
def test_a_fault_has_its_place_and_is_told(fault: Fault) -> None:
    verdicts = []
    for text in SCRIPTS:
        source = source_from_text(text, "train.py")
        before = check_source(source, Settings()).diagnostics
        assert all(word in text for word in fault.words) or not list(fault.sites(Code(text)))
        for edit in fault.sites(Code(text)):
            one = recall.outcome(fault, edit, source, before, Settings())
            assert one is not None, f"{edit} is no Python"
            verdicts.append(one.verdict)
    assert FOUND in verdicts, f"{len(verdicts)} places"


def test_rows_stay_where_they_are() -> None:
    source = source_from_text(GENERATORS, "train.py")
    for fault in FAULTS:
        for edit in fault.sites(Code(source.text)):
            faulty = changed(source, edit)
            assert faulty is not None
            assert faulty.text != source.text
            assert faulty.text.count("\n") == source.text.count("\n")


def test_scripts_that_are_alike_count_once(tmp_path: Path) -> None:
    for folder, text in (("a", IMAGES), ("b", f"# a copy\n{IMAGES}\nprint(1)\n"), ("c", SEQUENCES)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "train.py").write_text(text)
    (tmp_path / "c" / "broken.py").write_text("import keras\nmodel.fit((\n")
    folders = [str(tmp_path / folder) for folder in "abc"]
    found = list(Run([one for one in FAULTS if "relu" in one.name], 40, 0, 60).outcomes(folders))
    assert [(one.fault, Path(one.path).parent.name) for one in found] == [
        ("relu for softmax", "a"),
        ("relu for sigmoid", "c"),
    ]
    assert list(Run(FAULTS, 40, 0, 0).outcomes(folders)) == []
    lines = table(found).splitlines()
    assert lines[-1].split() == ["all", "2", "2", "0", "0", "100%"]
    assert json.dumps(found[0].told)


def test_a_script_that_has_the_finding_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "train.py").write_text(IMAGES.replace('64, activation="relu"', "64"))
    faults = [one for one in FAULTS if one.name in ("hidden activation left out", "relu for softmax")]
    assert [one.fault for one in Run(faults, 40, 0, 60).outcomes([str(tmp_path)])] == ["relu for softmax"]


def test_what_other_rules_say_is_a_part(tmp_path: Path) -> None:
    source = source_from_text(IMAGES, "train.py")
    fault = next(one for one in FAULTS if one.name == "relu for softmax")
    (edit,) = fault.sites(Code(IMAGES))
    before = check_source(source, Settings()).diagnostics
    told = {
        code: recall.outcome(Fault("x", (code,), (), fault.sites), edit, source, before, Settings())
        for code in ("KER101", "KER404")
    }
    assert [one and one.verdict for one in told.values()] == [FOUND, PARTLY]
    harmless = recall.Replacement(edit.start, edit.end, '"softmax"')
    missed = recall.outcome(fault, harmless, source, before, Settings())
    assert missed is not None
    assert missed.verdict == MISSED
