"""Handlers of data take whatever they are given, and never raise."""

from __future__ import annotations

import random

import pytest

from kerlint.keras.data.dataset_methods import METHODS
from tests.keras.reading import read

VALUES = [
    "None",
    "True",
    "-1",
    "0",
    "3",
    "2.5",
    "10 ** 12",
    "'text'",
    "''",
    "b''",
    "()",
    "(1, 2)",
    "[]",
    "[3, 'a', None]",
    "{}",
    "{'a': 1}",
    "nothing",
    "nothing.at(all)",
    "lambda *a: a",
    "lambda: None",
    "np.zeros((5, 4))",
    "np.zeros(())",
    "np.array([])",
    "np.array([float('nan')])",
    "array",
    "dataset",
    "flow",
    "generator",
    "model",
    "print",
    "keras",
    "iter([])",
    "slice(1, 2)",
    "float('nan')",
    "tf.random.normal((2, 2))",
]
CALLS = [
    "ImageDataGenerator",
    "generator.flow",
    "generator.flow_from_directory",
    "generator.flow_from_dataframe",
    "generator.fit",
    "generator.standardize",
    "generator.random_transform",
    "nothing.flow_from_directory",
    "flow.next",
    "flow.reset",
    "keras.utils.image_dataset_from_directory",
    "keras.utils.text_dataset_from_directory",
    "keras.utils.audio_dataset_from_directory",
    "keras.utils.timeseries_dataset_from_array",
    "keras.utils.split_dataset",
    "keras.utils.to_categorical",
    "keras.utils.normalize",
    "keras.utils.load_img",
    "keras.utils.img_to_array",
    "keras.utils.pad_sequences",
    "keras.preprocessing.text.Tokenizer",
    "keras.preprocessing.text.Tokenizer(9).texts_to_matrix",
    "keras.preprocessing.text.Tokenizer(9).texts_to_sequences",
    "keras.preprocessing.sequence.TimeseriesGenerator",
    "keras.preprocessing.image.random_zoom",
    "keras.applications.vgg16.preprocess_input",
    "keras.datasets.mnist.load_data",
    "keras.datasets.imdb.load_data",
    "keras.datasets.boston_housing.load_data",
    "keras.layers.RandomFlip()",
    "keras.layers.Resizing(3, 4)",
    "keras.layers.Rescaling(2)",
    "tfds.load",
    "tf.cast",
    "tf.one_hot",
    "tf.reshape",
    "tf.expand_dims",
    "tf.transpose",
    "tf.squeeze",
    "tf.cond",
    "tf.image.resize",
    "tf.image.random_crop",
    "tf.image.random_brightness",
    "tf.image.crop_to_bounding_box",
    "tf.image.convert_image_dtype",
    "tf.image.decode_jpeg",
    "tf.random.uniform",
    "tf.data.Dataset.from_tensor_slices",
    "tf.data.Dataset.from_tensors",
    "tf.data.Dataset.from_generator",
    "tf.data.Dataset.range",
    "tf.data.Dataset.zip",
    "tf.data.Dataset.list_files",
    "tf.data.Dataset.sample_from_datasets",
    "tf.data.TFRecordDataset",
    "tf.data.experimental.cardinality",
    "tf.data.experimental.make_csv_dataset",
    *(f"dataset.{name}" for name in METHODS),
    *(f"tf.data.Dataset.{name}" for name in METHODS if not name.startswith("_")),
]
KEYWORDS = (
    "batch_size drop_remainder target_size class_mode classes directory subset validation_split shuffle seed x y "
    "color_mode image_size label_mode labels data targets sequence_length length num_classes maxlen rescale "
    "zoom_range brightness_range preprocessing_function featurewise_center split as_supervised with_info size depth "
    "output_signature output_types args target_height training dtype"
).split()
SETUP = """
import numpy as np
import tensorflow as tf
import tensorflow_datasets as tfds
from tensorflow import keras
from tensorflow.keras.preprocessing.image import ImageDataGenerator

array = np.zeros((12, 5, 5, 3))
dataset = tf.data.Dataset.from_tensor_slices((array, np.arange(12)))
generator = ImageDataGenerator()
flow = generator.flow(array, np.arange(12))
model = keras.Sequential([keras.layers.Dense(2)])
"""


@pytest.mark.parametrize("seed", range(40))
def test_garbage(seed: int) -> None:
    chance = random.Random(seed)
    lines = [SETUP]
    for number in range(40):
        values = [chance.choice(VALUES) for _ in range(chance.randint(0, 4))]
        keywords = chance.sample(KEYWORDS, chance.randint(0, 3))
        arguments = [*values, *(f"{name}={chance.choice(VALUES)}" for name in keywords)]
        if chance.random() < 0.1:
            arguments.append(chance.choice(("*nothing", "**nothing", "**{'x': 1}")))
        lines += [
            f"made{number} = {chance.choice(CALLS)}({', '.join(arguments)})",
            f"made{number}.{chance.choice(('samples', 'class_indices', 'shape', 'batch_size', 'class_names'))}",
            f"made{number}.{chance.choice(list(METHODS))}({chance.choice(VALUES)})",
            f"len(made{number}); next(made{number}); made{number}[0]; made{number} / 2",
            f"model.fit(made{number}, {chance.choice(VALUES)})",
        ]
    assert read("\n".join(lines)).fits
