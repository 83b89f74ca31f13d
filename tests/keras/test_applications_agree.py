"""Kerlint's numbers of `keras.applications` against real models, built without weights and without filling them."""

from __future__ import annotations

import inspect
import math
from typing import Any

import pytest

from kerlint.keras.applications import architecture, infer, input_shape, model_name, names
from kerlint.keras.signatures import signature
from kerlint.symbolic.values import Unknown
from tests.keras.reading import read

pytestmark = pytest.mark.tensorflow


@pytest.fixture(scope="module")
def keras() -> Any:
    return pytest.importorskip("keras")


def _built(keras: Any, name: str, arguments: dict[str, Any]) -> Any:
    """(input, output, weights, trained weights), or the text of the refusal."""

    def size(weights: Any) -> int:
        return sum(math.prod(weight.shape) for weight in weights)

    with keras.StatelessScope():
        try:
            model = getattr(keras.applications, name)(**{"weights": None, **arguments})
            return model.input_shape, model.output_shape, size(model.weights), size(model.trainable_weights)
        except ValueError as error:
            return str(error)
        finally:
            # Or leaving the scope would fill the weights.
            keras.backend.clear_session()


def test_every_architecture_is_known(keras: Any) -> None:
    exported = {name for name, value in vars(keras.applications).items() if inspect.isfunction(value)}
    assert exported <= set(names())
    for name in exported:
        assert architecture(name) is not None
        found = signature(f"keras.applications.{name}", 3)
        assert found is not None
        assert found.positional == tuple(inspect.signature(getattr(keras.applications, name)).parameters)


# One of each kind, on other sizes and channels than the numbers were made from.
CASES: list[tuple[str, dict[str, Any]]] = [
    ("VGG16", {"include_top": False, "input_shape": (150, 170, 3)}),
    ("VGG16", {"input_shape": (64, 99, 1), "classes": 3}),
    ("VGG19", {}),
    ("ResNet50", {"include_top": False, "input_shape": (33, 201, 4), "pooling": "avg"}),
    ("ResNet50", {"classes": 12}),
    ("ResNet101V2", {"include_top": False}),
    ("ResNet50V2", {"include_top": False, "input_shape": (97, 97, 1)}),
    ("DenseNet121", {"include_top": False, "input_shape": (95, 130, 3)}),
    ("DenseNet169", {"include_top": False, "pooling": "max", "input_shape": (None, None, 1)}),
    ("InceptionV3", {"include_top": False, "input_shape": (75, 150, 3)}),
    ("InceptionV3", {"classes": 2, "input_shape": (140, 140, 3)}),
    ("InceptionResNetV2", {"include_top": False, "input_shape": (76, 151, 1)}),
    ("Xception", {"include_top": False, "input_shape": (71, 147, 3)}),
    ("MobileNet", {"include_top": False, "input_shape": (39, 161, 3)}),
    ("MobileNet", {"alpha": 0.5, "classes": 3}),
    ("MobileNetV2", {"include_top": False, "alpha": 1.4, "input_shape": (45, 97, 1)}),
    ("MobileNetV2", {"alpha": 0.35, "classes": 3}),
    ("MobileNetV3Small", {"include_top": False, "input_shape": (33, 97, 3)}),
    ("MobileNetV3Small", {"minimalistic": True, "classes": 4}),
    ("MobileNetV3Large", {"alpha": 0.75}),
    ("NASNetMobile", {"include_top": False, "input_shape": (33, 98, 3)}),
    ("EfficientNetB0", {"include_top": False, "input_shape": (33, 97, 1)}),
    ("EfficientNetB3", {"classes": 5}),
    ("EfficientNetV2B1", {"include_top": False, "input_shape": (65, 97, 3)}),
    ("EfficientNetV2S", {}),
    ("ConvNeXtTiny", {"include_top": False, "input_shape": (70, 97, 3)}),
    ("ConvNeXtTiny", {"classes": 5}),
    ("VGG16", {"include_top": False, "input_shape": (31, 64, 3)}),
    ("InceptionV3", {"include_top": False, "input_shape": (74, 99, 3)}),
    ("ResNet50", {"input_shape": (None, None, 3)}),
    ("ResNet50", {"input_shape": (224, 224)}),
    ("MobileNetV3Small", {"include_top": False, "input_shape": (31, 64, 3)}),
]


@pytest.mark.parametrize(("name", "arguments"), CASES, ids=str)
def test_numbers(keras: Any, name: str, arguments: dict[str, Any]) -> None:
    true = _built(keras, name, arguments)
    told = {"weights": None, **arguments}
    shape = input_shape(name, told)
    inferred = infer(name, told, shape)
    if isinstance(true, str):
        assert inferred.problem is not None, true
    else:
        assert (shape, inferred.output, inferred.params, inferred.trainable_params) == true


# Keras refuses these before it would load any weights.
REFUSED: list[tuple[str, dict[str, Any]]] = [
    ("VGG16", {"classes": 10}),
    ("VGG16", {"input_shape": (150, 150, 3)}),
    ("VGG16", {"include_top": False, "input_shape": (150, 150, 1)}),
    ("ResNet50", {"input_shape": (None, None, 3)}),
    ("EfficientNetB3", {"input_shape": (224, 224, 3)}),
    ("MobileNet", {"input_shape": (200, 200, 3)}),
    ("MobileNet", {"include_top": False, "depth_multiplier": 2}),
    ("MobileNetV2", {"include_top": False, "alpha": 0.25}),
    ("MobileNetV3Large", {"include_top": False, "alpha": 0.5}),
    ("MobileNetV3Large", {"include_top": False, "alpha": 0.75, "minimalistic": True}),
    ("NASNetMobile", {"include_top": False, "input_shape": (None, None, 3)}),
    ("Xception", {"include_top": False, "input_shape": (64, 64, 3)}),
    ("DenseNet121", {"include_top": False, "input_shape": (224, 224)}),
]


@pytest.mark.parametrize(("name", "arguments"), REFUSED, ids=str)
def test_refusals_with_imagenet(keras: Any, name: str, arguments: dict[str, Any]) -> None:
    assert isinstance(_built(keras, name, {"weights": "imagenet", **arguments}), str)
    assert infer(name, arguments, input_shape(name, arguments)).problem is not None


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("VGG16", {}),
        ("VGG16", {"include_top": False, "input_shape": (150, 150, 3)}),
        ("MobileNet", {"input_shape": (160, 160, 3)}),
        ("MobileNetV2", {"include_top": False, "alpha": 1.3, "input_shape": (None, None, 3)}),
        ("MobileNetV3Small", {"input_shape": (100, 100, 3)}),
        ("EfficientNetB3", {"input_shape": (300, 300, 3)}),
        ("VGG16", {"weights": "my_weights.h5", "classes": 3}),
    ],
    ids=str,
)
def test_what_imagenet_takes(name: str, arguments: dict[str, Any]) -> None:
    inferred = infer(name, arguments, input_shape(name, arguments))
    assert inferred.problem is None
    assert inferred.output is not None


@pytest.mark.parametrize("shape", [(None, 28, 28, 3), (None, 64, 64, 1), (None, 40, None, 3)])
@pytest.mark.parametrize("name", ["VGG16", "ResNet50"])
def test_input_tensor(keras: Any, name: str, shape: tuple[int | None, ...]) -> None:
    """Keras holds `input_tensor` to no least size."""
    true = _built(keras, name, {"include_top": False, "input_tensor": keras.Input(shape[1:])})
    inferred = infer(name, {"include_top": False, "weights": None, "input_tensor": object()}, shape)
    if isinstance(true, str):
        assert inferred.problem is not None, true
    else:
        assert (shape, inferred.output, inferred.params, inferred.trainable_params) == true


def test_applied_to_another_tensor(keras: Any) -> None:
    told = {"weights": None, "include_top": False, "input_shape": (64, 64, 3)}
    with keras.StatelessScope():
        model = keras.applications.MobileNet(**told)
        with pytest.raises(ValueError, match="incompatible"):
            model(keras.Input((80, 80, 3)))
        keras.backend.clear_session()
    assert infer("MobileNet", told, (None, 80, 80, 3)).problem is not None
    assert infer("MobileNet", told, (None, 64, 64, 3)).problem is None


@pytest.mark.parametrize("name", names())
def test_preprocessing_is_told_as_the_model_needs_it(name: str) -> None:
    """A model scales by itself, or its `preprocess_input` does."""
    known = architecture(name)
    assert known is not None
    assert known.rescales == (known.preprocessing == "none")


@pytest.mark.parametrize("name", names())
def test_unknown_arguments_invent_nothing(name: str) -> None:
    unknown = object()
    for parameter in ("include_top", "weights", "pooling", "classes", "alpha", "input_shape", "minimalistic"):
        inferred = infer(name, {parameter: unknown}, None)
        assert inferred.problem is None
    assert infer(name, {"include_top": unknown, "weights": None}, (None, 224, 224, 3)).output is None


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("VGG16", {}),
        ("EfficientNetV2B0", {"include_top": False}),
        ("MobileNetV3Small", {}),
        ("DenseNet121", {"name": "features"}),
        ("MobileNet", {}),
        ("MobileNet", {"include_top": False}),
        ("MobileNet", {"include_top": False, "input_shape": (96, 128, 3), "alpha": 0.5}),
        ("MobileNetV2", {"include_top": False, "input_shape": (64, 64, 3), "alpha": 0.35}),
    ],
)
def test_names_of_models(keras: Any, name: str, arguments: dict[str, Any]) -> None:
    real = getattr(keras.applications, name)(weights=None, **arguments)
    assert model_name(name, {"weights": None, **arguments}) == real.name


def test_names_of_pretrained_models() -> None:
    """Weights are downloaded for these, so Keras is not asked: the names are those of its source."""
    shape = {"include_top": False, "input_shape": (100, 100, 3)}
    assert model_name("MobileNetV2", shape) == "mobilenetv2_1.00_224"
    assert model_name("MobileNetV2", {**shape, "input_shape": (96, 96, 3)}) == "mobilenetv2_1.00_96"
    assert model_name("MobileNet", {**shape, "input_shape": (96, 96, 3)}) == "mobilenet_1.00_224"
    assert model_name("MobileNet", {**shape, "weights": Unknown()}) is None


@pytest.mark.parametrize("name", ["VGG16", "ConvNeXtTiny"])
def test_an_application_takes_the_name_of_its_input(keras: Any, name: str) -> None:
    keras.backend.clear_session()
    getattr(keras.applications, name)(weights=None, include_top=False)
    (_, following) = read(
        f"""
        import keras
        base = keras.applications.{name}(weights=None, include_top=False)
        inputs = keras.Input((3,))
        model = keras.Model(inputs, keras.layers.Dense(2)(inputs))
        """
    ).models
    inputs = keras.Input((3,))
    real = keras.Model(inputs, keras.layers.Dense(2)(inputs))
    assert following.name == real.name
    assert [call.layer.name for call in following.calls] == [layer.name for layer in real.layers]
