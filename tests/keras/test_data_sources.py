"""What fit is told to train on, in the ways scripts write it."""

from __future__ import annotations

from kerlint.script import DataSource, Fit, Transform, samples
from kerlint.symbolic.arithmetic import describe, known, same
from tests.keras.reading import read

IMPORT = """
import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers
from tensorflow.keras.preprocessing.image import ImageDataGenerator

model = keras.Sequential([layers.Dense(10)])
"""


def fit(text: str) -> Fit:
    """The last fit of a script."""
    return read(IMPORT + text).fits[-1]


def train(text: str) -> DataSource:
    """What the last fit of a script trains on."""
    source = fit(text).train
    assert source is not None
    return source


def names(transforms: tuple[Transform, ...] | None) -> list[str] | None:
    """Names of transforms in order."""
    return None if transforms is None else [transform.name for transform in transforms]


# --- ImageDataGenerator -----------------------------------------------------------------------------


def test_one_generator_for_two_flows() -> None:
    last = fit(
        """
made = ImageDataGenerator(rescale=1 / 255, rotation_range=20)
model.fit(made.flow_from_directory("a"), validation_data=made.flow_from_directory("b"))
"""
    )
    assert last.train is not None
    assert last.validation is not None
    assert last.train.factory is not None
    assert last.train.factory.key == last.validation.factory.key  # type: ignore[union-attr]
    assert last.train.key != last.validation.key
    assert names(last.validation.augmentation) == ["rotation_range"]


def test_arguments_from_a_dict() -> None:
    source = train(
        """
arguments = dict(rescale=1 / 255, horizontal_flip=True)
arguments["zoom_range"] = 0.2
model.fit(ImageDataGenerator(**arguments).flow_from_directory("a"))
"""
    )
    assert names(source.augmentation) == ["zoom_range", "horizontal_flip"]
    assert names(source.preprocessing) == ["rescale"]


def test_unknown_arguments_leave_it_open() -> None:
    source = train("model.fit(ImageDataGenerator(**config).flow_from_directory('a'))")
    assert source.augmentation is None
    assert source.preprocessing is None


def test_what_is_certain_is_said_beside_what_is_not() -> None:
    source = train(
        "model.fit(ImageDataGenerator(rotation_range=5, zoom_range=zoom).flow_from_directory('a'))"
    )
    assert names(source.augmentation) == ["rotation_range"]


def test_assigned_later() -> None:
    source = train(
        """
made = ImageDataGenerator()
flow = made.flow_from_directory("a", batch_size=8)
made.rescale = 1 / 255
flow.batch_size = 64
flow.shuffle = False
model.fit(flow)
"""
    )
    assert names(source.preprocessing) == ["rescale"]
    assert source.batch_size is not None
    assert source.batch_size.value == 64
    assert source.shuffle is False


def test_normalising_implies_centring() -> None:
    source = train(
        "model.fit(ImageDataGenerator(featurewise_std_normalization=True).flow_from_directory('a'))"
    )
    assert names(source.preprocessing) == ["featurewise_center", "featurewise_std_normalization"]


def test_own_preprocessing_function_is_known_by_its_code() -> None:
    last = fit(
        """
def scale(image):
    return image / 127.5 - 1

def noise(image):
    return image + np.random.normal(0, 1, image.shape)

a = ImageDataGenerator(preprocessing_function=scale)
b = ImageDataGenerator(preprocessing_function=noise)
model.fit(a.flow_from_directory("a"), validation_data=b.flow_from_directory("b"))
"""
    )
    assert last.train is not None
    assert last.validation is not None
    (fixed,) = last.train.preprocessing or ()
    assert not fixed.random
    assert "image / 127.5 - 1" in fixed.value
    assert names(last.validation.augmentation) == ["preprocessing_function"]
    assert last.validation.preprocessing == ()


def test_preprocessing_function_out_of_sight() -> None:
    source = train(
        """
from mine import eraser
made = ImageDataGenerator(preprocessing_function=eraser(0.5))
model.fit(made.flow_from_directory("a"))
"""
    )
    assert source.augmentation is None
    assert source.preprocessing is None


def test_applications_preprocessing_function() -> None:
    source = train(
        """
from tensorflow.keras.applications.vgg16 import preprocess_input
model.fit(ImageDataGenerator(preprocessing_function=preprocess_input).flow_from_directory('a'))
"""
    )
    assert source.preprocessing is not None
    assert source.preprocessing[0].value == "keras.applications.vgg16.preprocess_input"


def test_flow_of_scaled_arrays() -> None:
    source = train(
        """
(x, y), _ = keras.datasets.cifar10.load_data()
x = x / 255.0
y = keras.utils.to_categorical(y, 10)
made = ImageDataGenerator(horizontal_flip=True, samplewise_center=True)
made.fit(x)
model.fit(made.flow(x, y, 50))
"""
    )
    assert samples(source) == 50_000
    assert known(source.length) == 1_000
    assert source.inputs == (None, 32, 32, 3)
    assert source.labels == (None, 10)
    assert source.encoding == "one-hot"
    assert names(source.preprocessing) == ["rescale", "samplewise_center"]


def test_images_and_masks_zipped() -> None:
    source = train(
        """
made = ImageDataGenerator(rotation_range=10)
images = made.flow_from_directory("images", class_mode=None, batch_size=4, seed=1)
masks = made.flow_from_directory("masks", class_mode=None, batch_size=4, color_mode="grayscale", seed=1)
model.fit(zip(images, masks), steps_per_epoch=100)
"""
    )
    assert source.kind == "python-generator"
    assert source.repeated is True
    assert source.sized is False
    assert source.inputs == (None, 256, 256, 3)
    assert source.labels == (None, 256, 256, 1)
    assert names(source.augmentation) == ["rotation_range"]
    assert source.batch_size is not None
    assert source.batch_size.value == 4
    assert source.size is not None
    assert describe(source.size.samples) == "images.samples"


def test_generator_over_flows() -> None:
    source = train(
        """
def pairs(images, masks):
    for image, mask in zip(images, masks):
        yield image / 255.0, mask > 0.5

made = ImageDataGenerator()
images = made.flow_from_directory("images", class_mode=None, batch_size=4)
masks = made.flow_from_directory("masks", class_mode=None, batch_size=4)
model.fit(pairs(images, masks), steps_per_epoch=100)
"""
    )
    assert source.kind == "python-generator"
    assert source.repeated is True
    assert source.inputs == (None, 256, 256, 3)
    assert names(source.preprocessing) == ["rescale"]
    assert source.size is not None
    assert describe(source.size.samples) == "images.samples"


def test_flow_by_an_unknown_object() -> None:
    source = train("def run(made):\n    model.fit(made.flow_from_directory('a', batch_size=5))\n")
    assert source.kind == "generator"
    assert source.augmentation is None
    assert source.batch_size is not None
    assert source.batch_size.value == 5


def test_copied_generator() -> None:
    last = fit(
        """
import copy
first = ImageDataGenerator(zoom_range=0.1)
second = copy.deepcopy(first)
second.zoom_range = 0
model.fit(first.flow_from_directory("a"), validation_data=second.flow_from_directory("b"))
"""
    )
    assert last.train is not None
    assert last.validation is not None
    assert names(last.train.augmentation) == ["zoom_range"]
    assert last.validation.augmentation == ()


def test_channels_first() -> None:
    source = train(
        """
keras.backend.set_image_data_format("channels_first")
model.fit(ImageDataGenerator().flow_from_directory("a", target_size=(40, 30)))
"""
    )
    assert source.inputs == (None, 3, 40, 30)


def test_flow_of_arrays_prepared_out_of_sight() -> None:
    source = train(
        """
from mine import prepare
(x, y), _ = keras.datasets.cifar10.load_data()
model.fit(ImageDataGenerator(horizontal_flip=True).flow(prepare(x), y))
"""
    )
    assert names(source.augmentation) == ["horizontal_flip"]
    assert source.preprocessing is None


def test_next_batch() -> None:
    last = fit(
        """
flow = ImageDataGenerator(rescale=1 / 255).flow_from_directory("a", batch_size=12, classes=["x", "y", "z"])
images, labels = next(flow)
model.fit(images, labels, validation_data=flow.next())
"""
    )
    assert last.train is not None
    assert samples(last.train) == 12
    assert last.train.labels == (None, 3)
    assert names(last.train.preprocessing) == ["rescale"]
    assert last.validation is not None
    assert samples(last.validation) == 12


# --- arrays -----------------------------------------------------------------------------------------


def test_arrays() -> None:
    last = fit(
        """
(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train = x_train.reshape(-1, 784).astype("float32") / 255
model.fit(x_train, y_train, batch_size=100, validation_data=(x_test, y_test))
"""
    )
    assert last.train is not None
    assert last.train.kind == "array"
    assert last.train.name == "x_train"
    assert last.train.inputs == (None, 784)
    assert known(last.train.length) == 600
    assert last.train.classes == 10
    assert names(last.train.preprocessing) == ["reshape", "cast", "rescale"]
    assert last.validation is not None
    assert samples(last.validation) == 10_000
    assert last.validation.preprocessing == ()
    assert set(last.train.origin).isdisjoint(last.validation.origin)


def test_default_batch_size_of_arrays() -> None:
    source = train("model.fit(np.zeros((65, 3)), np.zeros((65, 1)))")
    assert source.batch_size is not None
    assert source.batch_size.node is None
    assert known(source.length) == 3


def test_unknown_arrays_keep_their_name() -> None:
    source = train("model.fit(x_train, y_train)")
    assert source.kind == "unknown"
    assert source.size is not None
    assert describe(source.size.samples) == "len(x_train)"


def test_something_unknown_alone_may_be_a_generator() -> None:
    source = train("model.fit(data)")
    assert source.kind == "unknown"
    assert source.size is None
    assert source.batch_size is None


def test_several_inputs() -> None:
    source = train("model.fit([np.zeros((20, 3)), np.zeros((20, 5))], np.zeros(20))")
    assert samples(source) == 20
    assert source.inputs is None
    assert source.labels == (None,)


def test_the_same_array_has_the_same_key() -> None:
    last = fit("x = np.zeros((9, 2))\nmodel.fit(x, x, validation_data=(x, x))")
    assert last.train is not None
    assert last.validation is not None
    assert last.train.origin == last.validation.origin


# --- tf.data ----------------------------------------------------------------------------------------


def test_transforms_in_a_mapped_function() -> None:
    source = train(
        """
def prepare(path, label):
    image = tf.io.decode_jpeg(tf.io.read_file(path), channels=3)
    image = tf.image.convert_image_dtype(image, tf.float32)
    image = tf.image.resize(image, [64, 48])
    image = tf.image.random_flip_left_right(image)
    return image, tf.one_hot(label, 5)

data = tf.data.Dataset.from_tensor_slices((paths, labels)).map(prepare).batch(16)
model.fit(data)
"""
    )
    assert names(source.preprocessing) == ["rescale", "resize"]
    assert names(source.augmentation) == ["random_flip_left_right"]
    assert source.inputs == (None, 64, 48, 3)
    assert source.classes == 5
    assert source.encoding == "one-hot"


def test_layers_in_a_mapped_function() -> None:
    source = train(
        """
augment = keras.Sequential([layers.Rescaling(1 / 255), layers.RandomFlip("horizontal"), layers.RandomZoom(0.1)])
data = keras.utils.image_dataset_from_directory("a", image_size=(32, 32))
model.fit(data.map(lambda x, y: (augment(x, training=True), y)))
"""
    )
    assert names(source.augmentation) == ["RandomFlip", "RandomZoom"]
    assert names(source.preprocessing) == ["rescale"]
    assert source.inputs == (None, 32, 32, 3)


def test_random_layers_rest_outside_training() -> None:
    source = train(
        """
flip = layers.RandomFlip()
data = keras.utils.image_dataset_from_directory("a")
model.fit(data.map(lambda x, y: (flip(x, training=False), y)))
"""
    )
    assert source.augmentation == ()


def test_mapped_function_out_of_sight() -> None:
    source = train(
        "from mine import prepare\nmodel.fit(keras.utils.image_dataset_from_directory('a').map(prepare))"
    )
    assert source.augmentation is None
    assert source.preprocessing is None
    assert source.batch_size is not None
    assert source.batch_size.value == 32


def test_noise_in_a_mapped_function_is_augmentation() -> None:
    source = train(
        """
data = tf.data.Dataset.from_tensor_slices(np.zeros((30, 4)))
data = data.map(lambda x: x + tf.random.normal((4,), stddev=0.1)).batch(5)
model.fit(data)
"""
    )
    assert names(source.augmentation) == ["add"]
    assert source.preprocessing == ()


def test_take_and_skip_are_apart() -> None:
    from kerlint.symbolic.origins import share

    last = fit(
        """
data = tf.data.Dataset.from_tensor_slices((np.zeros((100, 4)), np.zeros(100)))
model.fit(data.take(80).batch(8), validation_data=data.skip(80).batch(8))
"""
    )
    assert last.train is not None
    assert last.validation is not None
    assert (samples(last.train), samples(last.validation)) == (80, 20)
    assert share(last.train.origin, last.validation.origin) is False


def test_reshuffling_stands_in_the_origin() -> None:
    last = fit(
        """
data = tf.data.Dataset.from_tensor_slices((np.zeros((100, 4)), np.zeros(100))).shuffle(100)
model.fit(data.take(80).batch(8), validation_data=data.skip(80).batch(8))
"""
    )
    assert last.train is not None
    assert last.train.origin[0].rows[0][0] == "reshuffled"


def test_endless_dataset_with_symbolic_steps() -> None:
    last = fit(
        """
n = len(paths)
data = tf.data.Dataset.from_tensor_slices(paths).repeat().batch(BATCH)
model.fit(data, steps_per_epoch=n // BATCH)
"""
    )
    assert last.train is not None
    assert last.train.repeated is True
    assert last.train.sized is False
    assert last.train.size is not None
    assert last.steps is not None
    assert same(last.steps.value.args[0], last.train.size.samples)
    assert same(last.steps.value.args[1], last.train.batch_size.value)  # type: ignore[union-attr]


def test_dataset_of_a_generator() -> None:
    source = train(
        """
def batches():
    while True:
        yield np.zeros((16, 8)), np.zeros(16)

signature = (tf.TensorSpec((None, 8)), tf.TensorSpec((None,)))
model.fit(tf.data.Dataset.from_generator(batches, output_signature=signature), steps_per_epoch=10)
"""
    )
    assert source.kind == "dataset"
    assert source.repeated is True
    assert source.sized is False


def test_own_layer_as_mapped_function() -> None:
    source = train(
        """
class Flips(layers.Layer):
    def __init__(self):
        super().__init__()
        self.images = layers.RandomFlip(seed=1)
        self.masks = layers.RandomFlip(seed=1)

    def call(self, images, masks):
        return self.images(images), self.masks(masks)

data = tf.data.Dataset.from_tensor_slices((np.zeros((30, 8, 8, 3)), np.zeros((30, 8, 8, 1))))
model.fit(data.batch(10).map(Flips()))
"""
    )
    assert names(source.augmentation) == ["RandomFlip"]
    assert source.labels == (None, 8, 8, 1)


def test_windows_of_a_series() -> None:
    source = train(
        """
data = tf.data.Dataset.from_tensor_slices(np.zeros(100)).window(21, shift=1, drop_remainder=True)
data = data.flat_map(lambda window: window.batch(21)).map(lambda window: (window[:-1], window[-1]))
model.fit(data.shuffle(50).batch(16))
"""
    )
    assert (samples(source), known(source.length)) == (80, 5)
    assert source.inputs == (None, 20)
    assert source.shuffle is True


def test_splits_that_are_asked_for() -> None:
    last = fit(
        """
import tensorflow_datasets as tfds
data, info = tfds.load("something:3.*.*", with_info=True)
steps = info.splits["train"].num_examples // 64
model.fit(data["train"].repeat().batch(64), steps_per_epoch=steps)
"""
    )
    assert last.train is not None
    assert last.train.size is not None
    assert last.steps is not None
    assert same(last.steps.value.args[0], last.train.size.samples)


def test_tensorflow_datasets() -> None:
    last = fit(
        """
import tensorflow_datasets as tfds
(a, b), info = tfds.load("mnist", split=["train[:80%]", "test"], as_supervised=True, with_info=True)
a = a.map(lambda image, label: (tf.cast(image, tf.float32) / 255.0, label)).batch(128)
model.fit(a, validation_data=b.batch(128))
"""
    )
    assert last.train is not None
    assert last.validation is not None
    assert (samples(last.train), samples(last.validation)) == (48_000, 10_000)
    assert last.train.inputs == (None, 28, 28, 1)
    assert last.train.classes == 10
    assert names(last.train.preprocessing) == ["cast", "rescale"]
    assert last.validation.preprocessing == ()


# --- sequences and generators -----------------------------------------------------------------------

SEQUENCE = """
class Batches(keras.utils.Sequence):
    def __init__(self, x, y, batch_size):
        self.x, self.y, self.batch_size = x, y, batch_size

    def __len__(self):
        return LENGTH

    def __getitem__(self, index):
        rows = slice(index * self.batch_size, (index + 1) * self.batch_size)
        start = index * self.batch_size
        return self.x[start : start + self.batch_size] / 255.0, self.y[start : start + self.batch_size]

x, y = np.zeros((100, 6)), np.zeros(100)
model.fit(Batches(x, y, 32))
"""


def test_sequence_that_keeps_the_rest() -> None:
    source = train(SEQUENCE.replace("LENGTH", "int(np.ceil(len(self.x) / float(self.batch_size)))"))
    assert source.kind == "sequence"
    assert (samples(source), known(source.length)) == (100, 4)
    assert source.batch_size is not None
    assert source.batch_size.value == 32
    assert source.inputs == (None, 6)
    assert names(source.preprocessing) == ["rescale"]


def test_sequence_that_drops_the_rest() -> None:
    source = train(SEQUENCE.replace("LENGTH", "len(self.x) // self.batch_size"))
    assert (samples(source), known(source.length)) == (96, 3)


def test_generator_function() -> None:
    source = train(
        """
def batches(x, y, size):
    while True:
        for start in range(0, len(x), size):
            yield x[start : start + size] - 0.5, y[start : start + size]

x, y = np.zeros((100, 6)), np.zeros(100)
model.fit(batches(x, y, 25), steps_per_epoch=4)
"""
    )
    assert source.kind == "python-generator"
    assert source.repeated is True
    assert samples(source) == 100
    assert source.batch_size is not None
    assert source.batch_size.value == 25
    assert known(source.length) == 4
    assert names(source.preprocessing) == ["subtract"]


def test_timeseries_generator() -> None:
    source = train(
        """
from tensorflow.keras.preprocessing.sequence import TimeseriesGenerator
series = np.zeros((500, 3))
model.fit(TimeseriesGenerator(series, series[:, 0], length=20, batch_size=16))
"""
    )
    assert (samples(source), known(source.length)) == (480, 30)
    assert source.inputs == (None, 20, 3)


# --- words, labels ----------------------------------------------------------------------------------


def test_words() -> None:
    source = train(
        """
from tensorflow.keras.preprocessing.text import Tokenizer
from tensorflow.keras.preprocessing.sequence import pad_sequences
words = Tokenizer(num_words=1000)
words.fit_on_texts(texts)
x = pad_sequences(words.texts_to_sequences(texts), maxlen=80)
model.fit(x, keras.utils.to_categorical(labels, 4))
"""
    )
    assert source.inputs == (None, 80)
    assert source.labels == (None, 4)
    assert source.encoding == "one-hot"
    assert source.size is not None
    assert describe(source.size.samples) == "len(texts)"


# --- what else a source tells -------------------------------------------------------------------------


def test_windows_are_as_many_as_their_places() -> None:
    source = train("""
series = np.sin(np.arange(1000))
x = np.array([series[i : i + 24] for i in range(len(series) - 24)])
model.fit(x, series[24:])
""")
    assert samples(source) == 976
    assert [known(dim) for dim in (source.inputs or ())[1:]] == [24]


def test_what_a_script_adds_to_a_counted_list_is_not_counted() -> None:
    source = train("""
rows = [np.zeros(4) for i in range(500)]
rows.append(np.zeros(4))
model.fit(np.array(rows), np.zeros(501))
""")
    assert samples(source) is None


def test_a_first_batch_holds_no_more_than_there_is() -> None:
    source = train("""
flow = ImageDataGenerator().flow(np.zeros((40, 8, 8, 3)), np.zeros(40), batch_size=64)
x, y = next(flow)
model.fit(x, y)
""")
    assert (samples(source), known(source.label_size)) == (40, 40)


def test_filled_tensors() -> None:
    source = train("model.fit(tf.zeros((40, 3)), tf.ones([40]))")
    assert (samples(source), source.inputs, known(source.label_size)) == (40, (None, 3), 40)


def test_names_of_labels() -> None:
    labels = '{"age": np.zeros(8), "sex": np.zeros(8)}'
    pairs = (
        f"x, {labels}",
        f"tf.data.Dataset.from_tensor_slices((x, {labels})).batch(4)",
    )
    for given in pairs:
        assert train(f"x = np.zeros((8, 3))\nmodel.fit({given})").label_names == ("age", "sex")
    assert train("model.fit(np.zeros((8, 3)), np.zeros(8))").label_names is None


def test_samples_of_a_dataset_that_was_not_batched() -> None:
    made = "data = tf.data.Dataset.from_tensor_slices((np.zeros((8, 3)), np.zeros(8)))\n"
    assert train(made + "model.fit(data)").sample == (3,)
    assert train(made + "model.fit(data.batch(2))").sample is None
