"""The fixes that rules offer: what they write, in the way the script is written, and for whom they are safe."""

from __future__ import annotations

import ast
import difflib
from pathlib import Path

import pytest

from kerlint.diagnostic import Applicability, Diagnostic
from kerlint.fixer import apply_fixes
from kerlint.linter import lint_source
from kerlint.settings import Settings
from tests.rules.test_fixtures import FIXTURES, expectations, folder_code, settings_of, told

SAFE, UNSAFE = Applicability.SAFE, Applicability.UNSAFE

OUTPUT = """\
import keras
import tensorflow as tf
from keras import layers

OPTIONS = {{"units": 4, "activation": "relu"}}


def block(units, activation="relu"):
    return layers.Dense(units, activation=activation)


model = keras.Sequential([layers.Input((8,)), layers.Dense(16, "relu"), {}])
model.compile(optimizer="adam", loss={})
"""
CATEGORICAL, BINARY = '"categorical_crossentropy"', "keras.losses.BinaryCrossentropy()"
LOGITS = "keras.losses.CategoricalCrossentropy(from_logits=True)"

MONITOR = """\
import keras

model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
name = "val_acc"
model.fit(x, y, validation_split=0.1, callbacks=[keras.callbacks.EarlyStopping({})])
"""

WEIGHTS = """\
import keras

model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy")
options = {{"class_weight": [1.0, 2.0]}}
model.fit(x, y, {})
"""


def found(text: str, code: str, target: str = "auto") -> Diagnostic:
    settings = Settings(select=(code,), target_keras=target, root=Path(__file__).parent)
    (diagnostic,) = lint_source(text, "script.py", settings)
    return diagnostic


def fixed(text: str, diagnostic: Diagnostic) -> str:
    assert diagnostic.fix is not None
    return apply_fixes(text, [diagnostic.fix])[0]


@pytest.mark.parametrize(
    "loss, before, after, applicability",
    [
        (CATEGORICAL, 'layers.Dense(4, activation="relu")', 'layers.Dense(4, activation="softmax")', SAFE),
        (CATEGORICAL, "layers.Dense(4, 'tanh')", "layers.Dense(4, 'softmax')", SAFE),
        (CATEGORICAL, "layers.Dense(n, 'tanh')", "layers.Dense(n, 'softmax')", UNSAFE),
        (
            CATEGORICAL,
            'layers.Dense(4), layers.Activation("relu")',
            'layers.Dense(4), layers.Activation("softmax")',
            SAFE,
        ),
        (
            CATEGORICAL,
            "layers.Dense(4), layers.ReLU()",
            'layers.Dense(4), layers.Activation("softmax")',
            UNSAFE,
        ),
        (
            CATEGORICAL,
            "layers.Dense(4, activation=tf.nn.relu)",
            "layers.Dense(4, activation=tf.nn.softmax)",
            UNSAFE,
        ),
        (
            CATEGORICAL,
            "layers.Dense(4, activation=layers.ELU())",
            'layers.Dense(4, activation="softmax")',
            UNSAFE,
        ),
        (
            CATEGORICAL,
            "layers.Dense(4, activation=keras.activations.selu)",
            "layers.Dense(4, activation=keras.activations.softmax)",
            UNSAFE,
        ),
        (CATEGORICAL, 'layers.Dense(4, OPTIONS["activation"])', 'layers.Dense(4, "softmax")', UNSAFE),
        (BINARY, "layers.Dense(1, activation='relu')", "layers.Dense(1, activation='sigmoid')", UNSAFE),
        (BINARY, "layers.Dense(4, activation='relu')", "layers.Dense(4, activation='sigmoid')", UNSAFE),
        # The default of a recurrent layer is tanh.
        (
            CATEGORICAL,
            "layers.RepeatVector(3), layers.LSTM(4)",
            'layers.RepeatVector(3), layers.LSTM(4, activation="softmax")',
            UNSAFE,
        ),
        (LOGITS, "layers.Dense(4, activation='relu')", "layers.Dense(4)", UNSAFE),
        (LOGITS, "layers.Dense(4, 'relu', False)", "layers.Dense(4, None, False)", UNSAFE),
        (
            LOGITS,
            "layers.Dense(4), layers.Activation('relu')",
            "layers.Dense(4), layers.Activation('linear')",
            UNSAFE,
        ),
    ],
)
def test_output_activation(loss: str, before: str, after: str, applicability: Applicability) -> None:
    text = OUTPUT.format(before, loss)
    diagnostic = found(text, "KER101")
    assert fixed(text, diagnostic) == OUTPUT.format(after, loss)
    assert diagnostic.fix is not None
    assert diagnostic.fix.applicability == applicability


@pytest.mark.parametrize(
    "layer, loss",
    [
        # The same expression is a hidden layer's activation, too.
        ("block(16), block(4)", CATEGORICAL),
        # More than the activation stands there.
        ("layers.Dense(**OPTIONS)", CATEGORICAL),
        # Another activation does not help.
        ('layers.Dense(1, activation="relu")', CATEGORICAL),
        ("layers.Dense(4), layers.ReLU()", LOGITS),
    ],
)
def test_output_activation_without_a_fix(layer: str, loss: str) -> None:
    assert found(OUTPUT.format(layer, loss), "KER101").fix is None


def test_an_activation_that_another_model_has_inside_stays() -> None:
    text = (
        OUTPUT.format("block(4)", CATEGORICAL)
        + "keras.Sequential([layers.Input((8,)), block(6), layers.Dense(1)])\n"
    )
    assert found(text, "KER101").fix is None
    assert found(text.replace("block(6)", "layers.Dense(6)"), "KER101").fix is not None


@pytest.mark.parametrize("target, applicability", [("3", SAFE), ("2", UNSAFE), ("auto", UNSAFE)])
def test_monitor(target: str, applicability: Applicability) -> None:
    text = MONITOR.format("monitor='val_acc', patience=2")
    diagnostic = found(text, "KER601", target)
    assert fixed(text, diagnostic) == MONITOR.format("monitor='val_accuracy', patience=2")
    assert diagnostic.fix is not None
    assert diagnostic.fix.applicability == applicability


def test_a_file_that_is_named_after_the_monitored_value() -> None:
    text = MONITOR.replace("EarlyStopping({})", "ModelCheckpoint({}, save_best_only=True)").format(
        '"{epoch}-{val_acc:.2f}.keras", "val_acc"'
    )
    assert fixed(text, found(text, "KER601")) == text.replace(
        '"{epoch}-{val_acc:.2f}.keras", "val_acc"', '"{epoch}-{val_accuracy:.2f}.keras", "val_accuracy"'
    )


CHECKPOINT = """\
import keras

model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
name = {}
best = keras.callbacks.ModelCheckpoint(name, monitor="val_acc", save_best_only=True, mode="max")
model.fit(x, y, validation_split=0.1, callbacks=[best])
"""


@pytest.mark.parametrize(
    "name, mended, applicability",
    [
        ("'w-{val_acc:.2f}.keras'", "'w-{val_accuracy:.2f}.keras'", SAFE),
        ("'w.keras'", "'w.keras'", SAFE),
        # Made of parts, or of several: what is not mended is looked at.
        ("'w-' + '{val_acc:.2f}.keras'", None, UNSAFE),
        ("'a'\nname = 'w-{val_acc:.2f}.keras'", None, UNSAFE),
    ],
)
def test_a_file_name_in_a_variable(name: str, mended: str | None, applicability: Applicability) -> None:
    text = CHECKPOINT.format(name)
    diagnostic = found(text, "KER601", "3")
    assert diagnostic.fix is not None
    assert diagnostic.fix.applicability is applicability
    right = CHECKPOINT.format(name if mended is None else mended).replace('"val_acc"', '"val_accuracy"')
    assert fixed(text, diagnostic) == right


def test_monitor_that_is_a_name_has_no_fix() -> None:
    assert found(MONITOR.format("name"), "KER601").fix is None


@pytest.mark.parametrize(
    "before, after",
    [
        ("class_weight=[1.0, 2.0]", "class_weight=dict(enumerate([1.0, 2.0]))"),
        ("class_weight=np.ones(2), epochs=3", "class_weight=dict(enumerate(np.ones(2))), epochs=3"),
    ],
)
def test_class_weight(before: str, after: str) -> None:
    text = "import numpy as np\n" + WEIGHTS.format(before)
    diagnostic = found(text, "KER603")
    assert fixed(text, diagnostic) == "import numpy as np\n" + WEIGHTS.format(after)


def test_class_weight_without_a_fix() -> None:
    assert found(WEIGHTS.format("**options"), "KER603").fix is None


def test_options_that_stand_for_several_arguments_are_not_replaced():
    script = (Path(__file__).parent / "KER304" / "found_in_options.py").read_text(encoding="utf-8")
    assert found(script, "KER304").fix is None
    assert found(script.replace("**options", "steps_per_epoch=1000"), "KER304").fix is not None


def test_balanced_weights_are_shown() -> None:
    text = WEIGHTS.format('class_weight="balanced"')
    diagnostic = found(text, "KER603")
    assert diagnostic.fix is not None
    assert diagnostic.fix.applicability is Applicability.DISPLAY
    assert 'dict(enumerate(compute_class_weight("balanced", classes=np.unique(y), y=y)))' in fixed(
        text, diagnostic
    )


@pytest.mark.parametrize(
    "given, wanted",
    [
        ("x[3] / 255", "(x[3] / 255)[None]"),
        ("(x[3] / 255)", "(x[3] / 255)[None]"),
        ("x[3] if flag else x[4]", "(x[3] if flag else x[4])[None]"),
        ("x[3].astype(float)", "x[3].astype(float)[None]"),
        ("x[3]", "x[3:4]"),
    ],
)
def test_a_sample_becomes_a_batch(given: str, wanted: str) -> None:
    text = (
        "import keras\n(x, y), _ = keras.datasets.cifar10.load_data()\n"
        "model = keras.Sequential([keras.Input((32, 32, 3)), keras.layers.Flatten(), keras.layers.Dense(10)])\n"
        f"model.predict({given})\n"
    )
    mended = fixed(text, found(text, "KER221"))
    assert mended.endswith(f"model.predict({wanted})\n")
    assert lint_source(mended, "script.py", Settings(select=("KER221",))) == []


def test_save_to_dir() -> None:
    text = "import keras\nflow = keras.preprocessing.image.ImageDataGenerator().flow({})\nmodel.fit(flow)\n"
    before, after = 'x, y, save_to_dir="out", seed=1', "x, y, seed=1"
    diagnostic = found(text.format(before), "KER217")
    assert fixed(text.format(before), diagnostic) == text.format(after)


@pytest.mark.parametrize(
    ("first", "wanted"),
    [
        ("layers.LSTM(8)", "layers.LSTM(8, return_sequences=True)"),
        ("layers.GRU(8, dropout=0.1,)", "layers.GRU(8, dropout=0.1, return_sequences=True,)"),
        ("layers.LSTM(units=8, return_sequences=False)", "layers.LSTM(units=8, return_sequences=True)"),
        (
            "layers.Bidirectional(layers.LSTM(8))",
            "layers.Bidirectional(layers.LSTM(8, return_sequences=True))",
        ),
        ('layers.LSTM(8, "tanh")', 'layers.LSTM(8, "tanh", return_sequences=True)'),
        ("layers.LSTM(**{'units': 8})", None),
    ],
)
def test_a_recurrent_layer_gets_return_sequences(first: str, wanted: str | None) -> None:
    text = (
        "import keras\nfrom keras import layers\n\n"
        f"model = keras.Sequential([keras.Input((20, 4)), {first}, layers.LSTM(4)])\n"
    )
    diagnostic = found(text, "KER406")
    if wanted is None:
        assert diagnostic.fix is None
        return
    assert fixed(text, diagnostic) == text.replace(first, wanted)
    assert diagnostic.fix is not None
    assert diagnostic.fix.applicability is UNSAFE


FLATTEN = """\
import keras
from keras.layers import (
    Conv2D,
    Dense,  # the head
)
{}
(x, y), _ = keras.datasets.mnist.load_data()
{}
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(x.reshape(-1, 28, 28, 1) / 255, y)
"""
IN_A_LIST = """\
model = keras.Sequential([
    Conv2D(8, 3, input_shape=(28, 28, 1)),
    {}Dense(10, activation="softmax"),
])"""
ADDED = """\
model = keras.Sequential()
if True:
    model.add(Conv2D(8, 3, input_shape=(28, 28, 1))); {}model.add(Dense(10, "softmax"))"""


@pytest.mark.parametrize(
    ("imports", "model", "made"),
    [
        ("", IN_A_LIST, "Flatten(),\n    "),
        ("", ADDED, "model.add(Flatten()); "),
        ("from keras.layers import Flatten\n", IN_A_LIST, "Flatten(),\n    "),
        # Another Flatten, or two ways to the name.
        ("from shapes import Flatten\n", IN_A_LIST, None),
        ("Flatten = None\n", IN_A_LIST, None),
    ],
)
def test_a_name_is_imported_where_the_script_imports_its_like(
    imports: str, model: str, made: str | None
) -> None:
    text = FLATTEN.format(imports, model.format(""))
    diagnostic = found(text, "KER402")
    if made is None:
        assert diagnostic.fix is None
        return
    right = FLATTEN.format(imports, model.format(made))
    if not imports:
        right = right.replace("Dense,  # the head", "Dense, Flatten,  # the head")
    assert fixed(text, diagnostic) == right


def test_every_version_of_an_import_gets_the_name() -> None:
    text = FLATTEN.format("", ADDED.format("")).replace(
        "from keras.layers import (\n    Conv2D,\n    Dense,  # the head\n)",
        "try:\n    from tensorflow.keras.layers import Dense, Conv2D\n"
        "except ImportError:\n    from keras.layers import Conv2D, Dense as Dense",
    )
    result = fixed(text, found(text, "KER402"))
    assert "    from tensorflow.keras.layers import Dense, Flatten, Conv2D\n" in result
    assert "    from keras.layers import Conv2D, Dense as Dense, Flatten\n" in result


def test_what_the_first_layer_says_of_the_input_moves() -> None:
    text = FLATTEN.format(
        "", 'model = keras.Sequential([Dense(64, input_shape=(28, 28, 1)), Dense(10, activation="softmax")])'
    )
    assert (
        'keras.Sequential([Flatten(input_shape=(28, 28, 1)), Dense(64), Dense(10, activation="softmax")])'
        in fixed(text, found(text, "KER402"))
    )


def test_code_is_not_used_where_its_names_may_mean_others() -> None:
    text = (
        "from keras.preprocessing.image import ImageDataGenerator\n\n\n"
        "def flows(split):\n"
        "    made = ImageDataGenerator(validation_split=split, horizontal_flip=True)\n"
        "    return made\n\n\n"
        "datagen = flows(0.2)\n"
        'train = datagen.flow_from_directory("data", subset="training")\n'
        'val = datagen.flow_from_directory("data", subset="validation")\n'
        "model.fit(train, validation_data=val)\n"
    )
    assert found(text, "KER204").fix is None
    here = text.replace("flows(0.2)", "ImageDataGenerator(validation_split=0.2, horizontal_flip=True)")
    assert 'val = ImageDataGenerator(validation_split=0.2).flow_from_directory("data", sub' in fixed(
        here, found(here, "KER204")
    )


# --- the fixtures of all rules ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [path for path in FIXTURES if expectations(path.read_text(encoding="utf-8"))],
    ids=lambda path: f"{folder_code(path)}/{path.name}",
)
def test_the_fixes_of_a_fixture(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    settings = settings_of(text, path, tmp_path).override({"select": (folder_code(path),)}, "test")
    before = lint_source(text, str(path), settings)
    for diagnostic in before:
        if diagnostic.fix is None:
            continue
        changed = fixed(text, diagnostic)
        ast.parse(changed)
        after = lint_source(changed, str(path), settings)
        # What the finding was about may stand some lines further down now.
        lines = text.splitlines()
        here = (diagnostic.message, lines[diagnostic.span.start.row - 1])
        assert here not in {(one.message, changed.splitlines()[one.span.start.row - 1]) for one in after}, (
            f"{told(diagnostic)}\n{changed}"
        )
        assert len(after) <= len(before)
        _only_edited_lines_differ(text, changed, diagnostic)


def _only_edited_lines_differ(text: str, changed: str, diagnostic: Diagnostic) -> None:
    assert diagnostic.fix is not None
    edited = {
        row for edit in diagnostic.fix.edits for row in range(edit.span.start.row, edit.span.end.row + 1)
    }
    before, after = text.splitlines(), changed.splitlines()
    for kind, start, end, *_ in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            assert set(range(start + 1, end + 1)) <= edited
            # An insertion stands in front of the line that it is made at, or in its place.
            assert start != end or start + 1 in edited or start in edited
