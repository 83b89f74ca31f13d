"""compile, fit and their arguments in every form that scripts use."""

from __future__ import annotations

from kerlint.script import Compile, Fit, Script
from tests.keras.reading import read

MODEL = """
import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras.layers import *
from tensorflow.keras.callbacks import *
from tensorflow.keras.models import Model, Sequential
model = Sequential([Dense(4, input_shape=(3,), name="hidden"), Dense(2, activation="softmax", name="out")])
"""
TWO = """
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras.layers import *
i = Input((3,))
model = keras.Model(i, [Dense(1, name="a")(i), Dense(2, name="b")(i)])
"""


def compiled(text: str, before: str = MODEL) -> Compile:
    return read(before + text).compiles[-1]


def losses(text: str, before: str = MODEL) -> list[tuple[str | None, str | None, bool | None]]:
    """(output, loss, from_logits) of the last compile."""
    return [(output.name, loss.name, loss.from_logits) for output, loss in compiled(text, before).losses]


def logged(text: str, before: str = MODEL) -> list[str | None]:
    metrics = compiled(text, before).metrics
    assert metrics is not None
    return [metric.logged for metric in metrics]


def fitted(text: str) -> Script:
    return read(MODEL + 'model.compile("adam", "mse")\n' + text)


def fit(text: str) -> Fit:
    (only,) = fitted(text).fits
    return only


# --- compile ------------------------------------------------------------------------------------------


def test_losses_by_string_function_class_and_object() -> None:
    for written in (
        '"categorical_crossentropy"',
        "keras.losses.categorical_crossentropy",
        "tf.losses.categorical_crossentropy",
        '"CategoricalCrossentropy"',
        "keras.losses.CategoricalCrossentropy()",
    ):
        assert losses(f'model.compile("adam", {written})') == [("out", "categorical_crossentropy", False)]


def test_logits_and_aliases() -> None:
    assert losses('model.compile("adam", keras.losses.BinaryCrossentropy(from_logits=True))') == [
        ("out", "binary_crossentropy", True)
    ]
    assert losses('model.compile("adam", keras.losses.BinaryCrossentropy(from_logits=flag))') == [
        ("out", "binary_crossentropy", None)
    ]
    assert losses('model.compile("adam", "mse")') == [("out", "mean_squared_error", False)]
    assert losses('model.compile("adam", loss=lambda y, p: p)') == [("out", None, None)]
    assert losses('model.compile("adam")') == []


def test_losses_of_several_outputs() -> None:
    wanted = [("a", "mean_squared_error", False), ("b", "mean_absolute_error", False)]
    assert losses('model.compile("adam", ["mse", "mae"])', TWO) == wanted
    assert losses('model.compile("adam", {"a": "mse", "b": "mae"})', TWO) == wanted
    assert losses('model.compile("adam", loss="mse")', TWO) == [
        ("a", "mean_squared_error", False),
        ("b", "mean_squared_error", False),
    ]


def test_optimizers() -> None:
    by_name = compiled('model.compile("RMSprop", "mse")').optimizer
    assert by_name is not None
    assert by_name.target == "keras.optimizers.RMSprop"
    made = compiled("""
opt = keras.optimizers.SGD(0.1, 0.9)
opt.learning_rate = 0.01
model.compile(opt, "mse")
""").optimizer
    assert made is not None
    assert (made.value("learning_rate"), made.value("momentum")) == (0.01, 0.9)
    old = compiled('model.compile(keras.optimizers.Adam(lr=1e-3), "mse")').optimizer
    assert old is not None
    assert old.arguments["learning_rate"].keyword == "lr"
    assert compiled('model.compile(make_optimizer(), "mse")').optimizer is None


def test_the_third_positional_argument_is_metrics_where_it_cannot_be_weights() -> None:
    assert logged('model.compile("adam", "mse", ["acc"])') == ["acc"]
    assert logged('model.compile("adam", "mse", [0.5], ["mae"])') == ["mae"]


def test_metrics_and_the_names_they_log() -> None:
    assert logged("""
def f1(y, p):
    return p
class Own(keras.metrics.Metric):
    def __init__(self, name="own", **kwargs):
        super().__init__(name=name, **kwargs)
model.compile("adam", "mse", metrics=[
    "accuracy", keras.metrics.binary_accuracy, f1, Own(), keras.metrics.AUC(), keras.metrics.AUC(),
    keras.metrics.Recall(name="r"), anything(),
])
""") == ["accuracy", "binary_accuracy", "f1", "own", "auc", "auc_1", "r", None]


def test_metrics_of_several_outputs_carry_their_names() -> None:
    assert logged('model.compile("adam", "mse", metrics={"b": ["acc"]})', TWO) == ["b_acc"]
    assert logged('model.compile("adam", "mse", metrics=[["mae"], ["acc"]])', TWO) == ["a_mae", "b_acc"]


def test_metrics_that_are_not_known() -> None:
    assert compiled('model.compile("adam", "mse", metrics=choose())').metrics is None
    assert compiled('model.compile("adam", "mse", **options)').metrics is None
    assert compiled('model.compile("adam", "mse")').metrics == ()


# --- fit ----------------------------------------------------------------------------------------------


def test_validation() -> None:
    assert fit("model.fit(x, y)").validates is False
    assert fit("model.fit(x, y, validation_split=0.2)").validates is True
    assert fit("model.fit(x, y, validation_data=(a, b))").validates is True
    assert fit("model.fit(x, y, validation_data=None)").validates is False
    assert fit("model.fit(x, y, **more)").validates is None


def test_a_validation_split_parts_the_samples_as_keras_does() -> None:
    found = fit("model.fit(np.zeros((101, 3)), np.zeros((101, 2)), validation_split=0.25)")
    assert found.train is not None
    assert found.validation is not None
    assert found.train.size is not None
    assert found.validation.size is not None
    assert (found.train.size.samples, found.validation.size.samples) == (75, 26)
    assert (found.train.subset, found.validation.subset) == ("training", "validation")


def test_arguments_of_keras_1_keep_their_names() -> None:
    found = fit("model.fit_generator(gen(), 2000, nb_epoch=5, nb_val_samples=800)")
    assert found.method == "fit_generator"
    assert found.call.value("samples_per_epoch") == 2000
    assert found.steps is None
    assert found.epochs is not None
    assert found.epochs.value == 5


def test_callbacks_however_they_come_together() -> None:
    for written in (
        "callbacks=[EarlyStopping(), TerminateOnNaN()]",
        "callbacks=[EarlyStopping()] + [TerminateOnNaN()]",
        "callbacks=cbs",
    ):
        found = fit(f"cbs = [EarlyStopping()]\ncbs.append(TerminateOnNaN())\nmodel.fit(x, y, {written})")
        assert found.callbacks is not None
        assert [callback.class_name for callback in found.callbacks] == ["EarlyStopping", "TerminateOnNaN"]
        assert found.callbacks_complete
    assert fit("model.fit(x, y, callbacks=EarlyStopping())").callbacks != ()
    assert fit("model.fit(x, y)").callbacks == ()
    assert fit("model.fit(x, y, callbacks=get())").callbacks is None
    assert not fit("model.fit(x, y, callbacks=[EarlyStopping(), wandb()])").callbacks_complete


def test_fit_in_a_loop_is_repeated() -> None:
    found = fitted("for _ in range(3):\n    model.fit(x, y)").fits
    assert all(item.repeated for item in found)
    assert not fit("model.fit(x, y)").repeated


# --- objects that the script does not show ------------------------------------------------------------


def test_fits_of_unknown_objects_count_only_where_they_are_kerass() -> None:
    def count(text: str) -> int:
        return len(
            read("import keras\nfrom sklearn.svm import SVC\nfrom lightfm import LightFM\n" + text).fits
        )

    assert count("def train(model, x, y):\n    model.fit(x, y, epochs=3)") == 1
    assert count("def train(model, g):\n    model.fit_generator(g)") == 1
    assert (
        count("def train(model, x, y):\n    model.compile(optimizer='sgd', loss='mse')\n    model.fit(x, y)")
        == 1
    )
    assert count("def train(clf, x, y):\n    clf.fit(x, y)") == 0
    assert count("SVC().fit(x, y)") == 0
    assert count("LightFM().fit(x, epochs=3)") == 0


def test_the_model_of_an_unknown_object_is_none() -> None:
    (found,) = read("import keras\ndef train(model, x):\n    model.fit(x, epochs=3)").fits
    assert found.model is None
    assert found.epochs is not None
    assert found.epochs.value == 3


# --- callbacks that reach no fit ----------------------------------------------------------------------


def unused(text: str) -> list[tuple[str, str | None]]:
    return [(item.callback.class_name, item.holder_name) for item in fitted(text).unused_callbacks]


def test_unused_callbacks_are_told_by_their_list() -> None:
    assert unused("cbs = [EarlyStopping()]\nmodel.fit(x, y)") == [("EarlyStopping", "cbs")]
    assert unused("stop = EarlyStopping()\nmodel.fit(x, y)") == [("EarlyStopping", "stop")]
    assert unused("stop = EarlyStopping()\ncbs = [stop]\nmodel.fit(x, y)") == [("EarlyStopping", "cbs")]


def test_callbacks_that_may_be_used_are_not_told() -> None:
    for text in (
        "cbs = [EarlyStopping()]\nmodel.fit(x, y, callbacks=cbs)",
        "cbs = [EarlyStopping()]\ntrain(model, cbs)\nmodel.fit(x, y)",
        "stop = EarlyStopping()\nstop.set_model(model)\nmodel.fit(x, y)",
        "def make():\n    return [EarlyStopping()]\nmodel.fit(x, y)",
        "def make():\n    cbs = [EarlyStopping()]\n    return cbs\nmodel.fit(x, y)",
        "class T:\n    def __init__(self):\n        self.cbs = [EarlyStopping()]\nt = T()\nmodel.fit(x, y)",
        "both = CallbackList([EarlyStopping()])\nboth.on_train_begin()\nmodel.fit(x, y)",
        "cbs = [EarlyStopping()]\nmodel.fit(x, y, **{'callbacks': cbs})",
        "cbs = [EarlyStopping()]\nmodel.predict(x, callbacks=cbs)\nmodel.fit(x, y)",
    ):
        assert unused(text) == [], text


def test_own_callbacks_count() -> None:
    own = "class Log(Callback):\n    def on_epoch_end(self, epoch, logs=None):\n        print(self.params)\n"
    assert unused(own + "log = Log()\nmodel.fit(x, y)") == [("Log", "log")]
    (found,) = fitted(own + "model.fit(x, y, callbacks=[Log()])").fits
    assert found.callbacks is not None
    assert found.callbacks[0].own
    assert found.callbacks[0].bases == ("keras.callbacks.Callback",)


def test_what_a_class_hands_to_a_callback_of_keras_is_its_configuration() -> None:
    (callback,) = read("""
from keras.callbacks import EarlyStopping
class Mine(EarlyStopping):
    def __init__(self):
        super().__init__("val_loss", 0, patience=5)
Mine()
""").callbacks
    given = {name: argument.value for name, argument in callback.call.arguments.items()}
    assert given == {"monitor": "val_loss", "min_delta": 0, "patience": 5}
