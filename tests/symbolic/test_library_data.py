# ruff: noqa: E501 - tables of snippets read best with one on a line
"""What the library remembers of data beyond its shape: steps, parts, encodings, options, files."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

import pytest

from kerlint.symbolic.arithmetic import describe, known, quotient, same
from kerlint.symbolic.arrays import ArrayValue, made_by
from kerlint.symbolic.origins import share
from kerlint.symbolic.values import Unknown
from tests.symbolic.running import evaluators

IMPORTS = (
    "import numpy as np\nimport pandas as pd\nfrom sklearn.model_selection import train_test_split, KFold\n"
)


def bound(text: str, root: Path | None = None) -> dict[str, Any]:
    (ev,) = evaluators(IMPORTS + textwrap.dedent(text), root)
    return ev.module_scope.names


def steps(array: ArrayValue) -> list[tuple[str, Any]]:
    assert array.steps is not None
    return [
        (step.name, known(step.value) if known(step.value) is not None else step.value)
        for step in array.steps
    ]


@pytest.mark.parametrize(
    "line",
    ["x = x / 255", "x = x / 255.0", "x /= 255.", "x = x * (1 / 255)", "x *= 1 / 255.", "x = 1. / 255 * x", "x = np.divide(x, 255)",
     "x = np.multiply(x, 1. / 255)", "x = np.array(x) / 255"],
)  # fmt: skip
def test_scaling_is_one_step(line: str) -> None:
    x = bound(f"x = np.zeros((10, 28, 28))\n{line}")["x"]
    ((name, value),) = steps(x)
    assert name == "rescale"
    assert value == pytest.approx(1 / 255)


def test_unknown_number_turns_out_to_be_an_array() -> None:
    names = bound("""
        x = load_somehow()
        x = x / 255.
        x = x.reshape(-1, 28, 28, 1)
        rank = len(x.shape)
        count = len(z.data)
        half = (count / 2).real
        y = np.array(other * 2.0)
    """)
    assert steps(names["x"]) == [("rescale", 1 / 255), ("reshape", (28, 28, 1))]
    assert names["rank"] == 4
    assert not isinstance(names["half"], ArrayValue)
    assert steps(names["y"]) == [("rescale", 2.0)]


def test_steps_in_order() -> None:
    x = bound("x = np.load('x.npy')\nx = x.astype('float32')\nx = (x - 127.5) / 127.5\nx = x[..., None]")["x"]
    assert steps(x) == [("cast", "float32"), ("subtract", 127.5), ("rescale", 1 / 127.5)]


def test_in_place_operators_change_the_array_itself() -> None:
    names = bound("""
        def scale(a):
            a /= 255.
        x = np.load('x.npy')
        y = x
        scale(x)
    """)
    assert names["x"] is names["y"]
    assert [name for name, _ in steps(names["y"])] == ["rescale"]


def test_noise_is_a_random_step() -> None:
    x = bound("x = np.zeros((10, 4))\nx = x + np.random.normal(size=x.shape)")["x"]
    assert [(step.name, step.random) for step in x.steps] == [("add", True)]


def test_mean_of_the_data_is_not_the_data() -> None:
    names = bound("""
        data = np.load('x.npy').reshape(100, 4)
        a, b = np.load('a.npy').reshape(50, 4), np.load('b.npy').reshape(60, 4)
        mean = data.mean(axis=0)
        a, b = a - mean, b - mean
    """)
    assert share(names["a"].origin, names["b"].origin) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a, b = x[:80], x[80:]", False),
        ("a, b = x[:n], x[n:]", False),
        ("a, b = x[:-20], x[-20:]", False),
        ("n = int(0.8 * len(x))\na, b = x[:n], x[n:]", False),
        ("n = int(0.8 * len(u))\na, b = u[:n], u[n:]", False),
        ("a, b = u[:-k], u[-k:]", False),
        ("a, b = u[:5000], u[5000:]", False),
        ("a, b = u[:5000], u[5000:10000]", False),
        ("a, b = x, x[80:]", True),
        ("a, b = x, x", True),
        ("a, b = x[:90], x[80:]", True),
        ("a, b = u, u[k:]", True),
        ("a, b = train_test_split(x)", False),
        ("a, b = train_test_split(u, test_size=0.3)", False),
        ("a, b = train_test_split(list_of_things)", False),
        ("t, b = train_test_split(x)\na, c = train_test_split(t)", False),
        ("t, b = train_test_split(x)\na, b = t, t[:10]", True),
        ("a, t = train_test_split(x)\na = x\nb = t", True),
        ("p = np.random.permutation(len(x))\na, b = x[p[:80]], x[p[80:]]", False),
        ("p = np.arange(100)\nnp.random.shuffle(p)\na, b = x[p[:80]], x[p[80:]]", False),
        ("np.random.shuffle(x)\na, b = x[:80], x[80:]", False),
        ("a, b = x[i], x[j]", None),
        ("for t, v in KFold(5).split(x):\n    a, b = x[t], x[v]", False),
        ("a, b = np.split(x, [80])", False),
        ("t, b, c = np.split(x, [60, 80])\na = np.concatenate([t, c])", None),
        ("t, b, c = np.split(x, [60, 80])\na = np.concatenate([t, b])", True),
        ("a, b = np.zeros(5), np.zeros(5)", None),
        ("a, b = np.load('a.npy'), np.load('a.npy')", True),
        ("d = np.load('a.npz')\na, b = d['x_train'], d['x_test']", None),
        ("d = pd.read_csv('a.csv')\na, b = d[:100].values, d[100:].values", False),
        ("d = pd.read_csv('a.csv')\na, b = d.values, d.iloc[100:].values", True),
        ("d = pd.read_csv('a.csv').values\na, b = d[:100, 1:], d[100:, 1:]", False),
        ("d = pd.read_csv('a.csv').sample(frac=1)\na, b = train_test_split(d)", False),
        ("a, b = x.reshape(100, 3, 1) / 255., x[:5].reshape(5, 3, 1) / 255.", True),
    ],
)
def test_overlap(text: str, expected: bool | None) -> None:
    setup = "x = np.zeros((100, 3))\nu = np.load('u.npy')\n"
    names = bound(setup + text)
    assert share(names["a"].origin, names["b"].origin) is expected


def test_labels_are_not_features() -> None:
    names = bound("d = np.loadtxt('a.csv', delimiter=',')\nx, y = d[:, :8], d[:, 8]\nz = d[:, 0:8]")
    assert names["x"].origin != names["y"].origin
    assert names["x"].origin != names["z"].origin or known(0) == 0


def test_unknown_sizes_stay_comparable() -> None:
    names = bound("""
        df = pd.read_csv('a.csv')
        x_train, x_test, y_train, y_test = train_test_split(df[['a', 'b']].values, df['y'].values, test_size=0.2)
        total = len(x_train) + len(x_test)
    """)
    assert same(names["x_train"].shape[0], names["y_train"].shape[0]) is True
    assert same(names["total"], names["df"].rows) is True
    assert describe(names["x_test"].shape[0]) == "ceil(0.2 * len(df))"


def test_steps_keep_their_division() -> None:
    names = bound("""
        x = np.load('x.npy')
        steps = int(np.ceil(len(x) / float(batch_size)))
        other = np.ceil(x.shape[0] / batch_size).astype(int)
        third = np.floor_divide(len(x), batch_size)
        float_steps = np.ceil(len(x) / 32)
    """)
    for name, rounding in (("steps", "ceil"), ("other", "ceil"), ("third", "floor"), ("float_steps", "ceil")):
        found = quotient(names[name])
        assert found is not None, name
        assert found.rounding == rounding
        assert describe(found.total) == "len(x)"


@pytest.mark.parametrize(
    ("line", "encoding", "classes"),
    [
        ("np.random.randint(0, 10, size=(50,))", "int", 10),
        ("np.random.randint(2, size=(50, 1))", "binary", 2),
        ("np.eye(4)[np.random.randint(0, 4, 50)]", "one-hot", 4),
        ("np.eye(4)[labels]", None, None),
        ("np.array([[0], [1], [1], [0]])", "binary", 2),
        ("np.array([[0, 1], [1, 0]])", "one-hot", 2),
        ("np.array([[0, 1], [1, 1]])", "multi-label", 2),
        ("np.array([0.5, 1.5])", "float", None),
        ("np.argmax(np.eye(4)[np.random.randint(0, 4, 50)], axis=1)", "int", 4),
        ("np.random.rand(50)", "float", None),
        ("np.zeros(50)", None, None),
    ],
)
def test_encodings(line: str, encoding: str | None, classes: int | None) -> None:
    y = bound(f"y = {line}")["y"]
    assert (y.encoding, known(y.classes)) == (encoding, classes)


def test_one_hot_by_hand() -> None:
    y = bound("l = np.random.randint(0, 3, 20)\ny = np.zeros((20, 3))\ny[np.arange(20), l] = 1")["y"]
    assert (y.encoding, y.classes) == ("one-hot", 3)


def test_class_weights_say_what_they_are() -> None:
    names = bound("""
        from sklearn.utils import class_weight
        w = class_weight.compute_class_weight('balanced', classes=np.unique(y), y=y)
        d = dict(enumerate(w))
        e = dict(zip(np.unique([0, 1, 1]), w))
    """)
    assert made_by(names["w"]) == "sklearn.utils.class_weight.compute_class_weight"
    assert not isinstance(names["d"], ArrayValue)


def test_images_stacked_in_a_loop() -> None:
    names = bound("""
        import cv2, os
        images, labels = [], []
        for path in os.listdir('train'):
            image = cv2.resize(cv2.imread(path), (64, 48))
            images.append(image)
            labels.append(path.split('_')[0])
        images = np.array(images, dtype='float32') / 255.
    """)
    images = names["images"]
    assert images.shape[1:] == (48, 64, 3)
    assert (images.low, images.high) == (0, 1)
    assert [name for name, _ in steps(images)] == ["resize", "cast", "rescale"]


def test_scaler_is_a_step() -> None:
    names = bound("""
        from sklearn.preprocessing import StandardScaler, MinMaxScaler
        x = np.load('x.npy').reshape(100, 4)
        scaler = StandardScaler()
        a = scaler.fit_transform(x)
        b = MinMaxScaler().fit_transform(x)
    """)
    assert steps(names["a"])[-1] == ("scaler", "StandardScaler")
    assert (names["b"].low, names["b"].high) == (0, 1)


# --- options and files ------------------------------------------------------------------------------


def test_argparse() -> None:
    names = bound("""
        import argparse
        parser = argparse.ArgumentParser()
        group = parser.add_argument_group('training')
        group.add_argument('-b', '--batch-size', default='32', type=int)
        parser.add_argument('--epochs', type=int)
        parser.add_argument('-lr', default=0.01)
        parser.add_argument('--augment', action='store_true')
        parser.add_argument('--no-shuffle', dest='shuffle', action='store_false')
        parser.add_argument('folder', default='x')
        args, rest = parser.parse_known_args()
        result = (args.batch_size, args.lr, args.augment, args.shuffle)
        options = vars(args)['batch_size']
        steps = 1000 // args.epochs
    """)
    assert names["result"].items == (32, 0.01, False, True)
    assert names["options"] == 32
    assert describe(names["steps"]) == "1,000 // args.epochs"
    assert isinstance(names["args"].attributes["folder"], Unknown)


def test_flags_belong_to_their_path() -> None:
    text = """
        from absl import flags
        flags.DEFINE_integer('batch', 64, 'size')
        flags.DEFINE_string('name', None, 'name')
        FLAGS = flags.FLAGS
        batch = FLAGS.batch
        name = FLAGS.name
    """
    names = bound(text)
    assert names["batch"] == 64
    assert isinstance(names["name"], Unknown)
    assert isinstance(bound("from absl import flags\nbatch = flags.FLAGS.batch")["batch"], Unknown)


def test_configuration_files(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"batch": 16, "model": {"units": [64, 10]}}')
    (tmp_path / "config.yaml").write_text("epochs: 20\nlr: 0.001\n")
    (tmp_path / "broken.yaml").write_text("a: [")
    (tmp_path / "data").mkdir()
    for i in range(150):
        (tmp_path / "data" / f"{i:03d}.jpg").touch()
    names = bound(
        """
        import glob, json, os, yaml
        from pathlib import Path
        with open('config.json') as f:
            config = json.load(f)
        again = json.loads(Path('config.json').read_text())
        settings = yaml.safe_load(open(os.path.join('.', 'config.yaml')))
        broken = yaml.safe_load(open('broken.yaml'))
        missing = json.load(open('nothing.json'))
        count = len(glob.glob('data/*.jpg'))
        also = len(os.listdir('data'))
        there, gone = os.path.exists('data'), os.path.exists('elsewhere')
        units = config['model']['units'][-1], again['batch'], settings['epochs'], settings['lr']
        """,
        tmp_path,
    )
    assert names["units"].items == (10, 16, 20, 0.001)
    assert isinstance(names["broken"], Unknown)
    assert isinstance(names["missing"], Unknown)
    assert known(names["count"]) == known(names["also"]) == 150
    assert names["count"].source == "counted in data"
    assert names["there"] is True
    assert isinstance(names["gone"], Unknown)


def test_nothing_outside_is_written_or_run(tmp_path: Path) -> None:
    (tmp_path / "evil.yaml").write_text("!!python/object/apply:os.system ['touch hacked']")
    names = bound("import yaml\nx = yaml.load(open('evil.yaml'), Loader=yaml.Loader)", tmp_path)
    assert isinstance(names["x"], Unknown)
    assert not (tmp_path / "hacked").exists()
