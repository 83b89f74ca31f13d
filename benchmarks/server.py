"""How soon an editor has the findings: `python -m benchmarks.server [FILE] [--saves 200]`.

Milliseconds from saving to the diagnostics, in a running `kerlint server`, as the editor sees them over the pipe.
Before each save one line changes, and the text is new to the server: nothing that it kept can answer. `unchanged` is
a save without a change. Without FILE the script is a made-up one of 500 rows. On a busy machine only the server's
processor time tells much.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from kerlint.source import split_lines
from tests.editor import Editor

HEAD = '''\
"""Compare small convolutional networks on CIFAR-10."""

import argparse
import os
import random

import matplotlib.pyplot as plt
import numpy as np
from sklearn.metrics import classification_report
from tensorflow import keras
from tensorflow.keras import callbacks, layers, models, optimizers, regularizers
from tensorflow.keras.preprocessing.image import ImageDataGenerator

parser = argparse.ArgumentParser()
parser.add_argument("--batch-size", type=int, default=64)
parser.add_argument("--epochs", type=int, default=20)
parser.add_argument("--output", default="runs")
args = parser.parse_args()

random.seed(7)
np.random.seed(7)
os.makedirs(args.output, exist_ok=True)
names = ["airplane", "car", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]
results = {}

(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
x_train = x_train.astype("float32") / 255
x_test = x_test.astype("float32") / 255
y_train = keras.utils.to_categorical(y_train, len(names))
y_test = keras.utils.to_categorical(y_test, len(names))
x_train, x_val = x_train[:-5000], x_train[-5000:]
y_train, y_val = y_train[:-5000], y_train[-5000:]


def conv_block(x, filters, size=3, strides=1, decay=1e-4):
    x = layers.Conv2D(
        filters, size, strides=strides, padding="same", use_bias=False, kernel_regularizer=regularizers.l2(decay)
    )(x)
    x = layers.BatchNormalization()(x)
    return layers.Activation("relu")(x)


def residual(x, filters, strides=1):
    shortcut = x
    x = conv_block(x, filters, strides=strides)
    x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    if strides != 1 or shortcut.shape[-1] != filters:
        shortcut = layers.Conv2D(filters, 1, strides=strides, use_bias=False)(shortcut)
    return layers.Activation("relu")(layers.add([x, shortcut]))


def plot(history, name):
    figure, axes = plt.subplots(1, 2, figsize=(10, 4))
    for axis, key in zip(axes, ("loss", "accuracy")):
        axis.plot(history.history[key], label="training")
        axis.plot(history.history["val_" + key], label="validation")
        axis.set_xlabel("epoch")
        axis.set_title(key)
        axis.legend()
    figure.tight_layout()
    figure.savefig(os.path.join(args.output, f"{name}.png"))
    plt.close(figure)


'''
EXPERIMENT = """\
# --- experiment {number} ---

def build_{number}(width={width}, rate={rate}):
    inputs = keras.Input(shape=(32, 32, 3), name="image")
    x = conv_block(inputs, width)
    for stage in range(3):
        for block in range(2):
            strides = 2 if stage and not block else 1
            x = residual(x, width * 2**stage, strides)
        x = layers.Dropout(rate)(x)
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dense({units}, activation="relu")(x)
    outputs = layers.Dense(len(names), activation="softmax")(x)
    return models.Model(inputs, outputs, name="residual_{number}")


datagen_{number} = ImageDataGenerator(
    rotation_range={angle},
    width_shift_range=0.1,
    height_shift_range=0.1,
    horizontal_flip=True,
)
train_{number} = datagen_{number}.flow(x_train, y_train, batch_size=args.batch_size, seed=7)

baseline = models.Sequential()
baseline.add(layers.Conv2D({width}, 3, activation="relu", padding="same", input_shape=(32, 32, 3)))
baseline.add(layers.Conv2D({width}, 3, activation="relu"))
baseline.add(layers.MaxPooling2D())
baseline.add(layers.Dropout(0.25))
baseline.add(layers.Conv2D({width} * 2, 3, activation="relu", padding="same"))
baseline.add(layers.Conv2D({width} * 2, 3, activation="relu"))
baseline.add(layers.MaxPooling2D())
baseline.add(layers.Flatten())
baseline.add(layers.Dense({units}, activation="relu"))
baseline.add(layers.Dropout({rate}))
baseline.add(layers.Dense(10, activation="softmax"))

for name, model in (("baseline_{number}", baseline), ("residual_{number}", build_{number}())):
    model.compile(
        optimizer=optimizers.Adam(learning_rate={speed}),
        loss="categorical_crossentropy",
        metrics=["accuracy"],
    )
    model.summary()
    history = model.fit(
        train_{number},
        epochs=args.epochs,
        validation_data=(x_val, y_val),
        callbacks=[
            callbacks.EarlyStopping(monitor="val_loss", patience=5, restore_best_weights=True),
            callbacks.ModelCheckpoint(os.path.join(args.output, name + ".keras"), save_best_only=True),
            callbacks.ReduceLROnPlateau(monitor="val_loss", factor=0.2, patience=3),
        ],
    )
    plot(history, name)
    loss, accuracy = model.evaluate(x_test, y_test, batch_size=args.batch_size)
    predicted = model.predict(x_test).argmax(axis=1)
    print(classification_report(y_test.argmax(axis=1), predicted, target_names=names))
    results[name] = {{"loss": loss, "accuracy": accuracy, "parameters": model.count_params()}}


"""
TAIL = """\
for name, values in sorted(results.items(), key=lambda item: -item[1]["accuracy"]):
    print(f"{name:20} {values['accuracy']:.3f} {values['loss']:.3f} {values['parameters']:,}")
"""
EDITED = 'baseline.add(layers.Dense(10, activation="{}"))'


def long_script(rows: int = 500) -> str:
    """A training script of about so many rows, with as many experiments as fit in."""
    text, number = HEAD, 0
    while len(text.splitlines()) + len(EXPERIMENT.splitlines()) // 2 < rows:
        number += 1
        text += EXPERIMENT.format(
            number=number,
            width=16 * number,
            rate=number / 20,
            units=64 * number,
            angle=5 * number,
            speed=number / 1000,
        )
    return text + TAIL


def milliseconds(editor: Editor, name: str, version: int) -> tuple[float, int]:
    """From a save to the diagnostics of this version, and how many there are."""
    started = time.perf_counter()
    editor.tell("textDocument/didSave", {"textDocument": {"uri": editor.uri(name)}})
    count = len(editor.diagnostics(name, version))
    return 1000 * (time.perf_counter() - started), count


def processor_seconds(pid: int) -> float | None:
    """What a process has had of the processors so far; None where there is no /proc to tell."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Measured:
    """What one kind of save took.

    Attributes:
        times: milliseconds from each save to its diagnostics.
        counts: the numbers of findings seen.
        processor: milliseconds that the server was at work for each save, None where that cannot be told.
    """

    times: list[float]
    counts: set[int]
    processor: float | None

    def __str__(self) -> str:
        tail = statistics.quantiles(self.times, n=20, method="inclusive")[-1]
        told = f"median {statistics.median(self.times):6.1f} ms   95th percentile {tail:6.1f} ms"
        return told if self.processor is None else f"{told}   processor time {self.processor:6.1f} ms"


def measure(text: str, saves: int) -> dict[str, Measured]:
    """Saves after a change and saves without one, in a server of their own."""
    rows = split_lines(text)
    edited = next((row for row in reversed(range(len(rows))) if rows[row] == EDITED.format("softmax")), None)
    last = max(row for row, line in enumerate(rows) if line.strip())
    measured = {}
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "train.py").write_text(text, encoding="utf-8")
        editor = Editor(Path(folder))
        editor.open("train.py", text)
        editor.diagnostics("train.py", 1)
        version = 1

        def change() -> None:
            nonlocal version
            version += 1
            # With every other change the last layer of a model goes wrong; in a script given, a comment changes.
            row = last if edited is None else edited
            new = rows[last] if edited is None else EDITED.format("relu" if version % 2 else "softmax")
            place = {"start": {"line": row, "character": 0}, "end": {"line": row, "character": 10_000}}
            document = {"uri": editor.uri("train.py"), "version": version}
            # Never the text of a save before.
            changes = [{"range": place, "text": f"{new}  # {version}"}]
            editor.tell("textDocument/didChange", {"textDocument": document, "contentChanges": changes})

        for kind in ("changed", "unchanged"):
            before = processor_seconds(editor.process.pid)
            taken = []
            for _ in range(saves):
                if kind == "changed":
                    change()
                taken.append(milliseconds(editor, "train.py", version))
            after = processor_seconds(editor.process.pid)
            processor = None if before is None or after is None else 1000 * (after - before) / saves
            measured[kind] = Measured([time for time, _ in taken], {count for _, count in taken}, processor)
        editor.close()
    return measured


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, help="a script instead of the made-up one")
    parser.add_argument("--saves", type=int, default=200, help="how often to save (default 200)")
    args = parser.parse_args()
    text = args.file.read_text(encoding="utf-8") if args.file else long_script()
    measured = measure(text, args.saves)
    told = " or ".join(map(str, sorted(measured["changed"].counts)))
    print(f"{len(text.splitlines())} rows, {args.saves} saves, {told} findings")
    for kind, taken in measured.items():
        print(f"{kind:10} {taken}")


if __name__ == "__main__":
    main()
