# ruff: noqa: E501 - tables of snippets read best with one on a line
"""scikit-learn and pandas as the evaluator knows them never contradict them."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from tests.symbolic.comparing import claims, generated

pytest.importorskip("sklearn")
pytest.importorskip("pandas")

SETUP = """import numpy as np
import pandas as pd
from sklearn import datasets
from sklearn.datasets import load_digits, make_classification, make_blobs, make_moons, make_regression
from sklearn.decomposition import PCA
from sklearn.model_selection import KFold, ShuffleSplit, StratifiedKFold, train_test_split
from sklearn.preprocessing import LabelBinarizer, LabelEncoder, MinMaxScaler, OneHotEncoder, StandardScaler
from sklearn.utils import shuffle
from sklearn.utils.class_weight import compute_class_weight
digits = load_digits()
X, y = digits.data, digits.target
iris = datasets.load_iris()
XI, yi = iris.data, iris['target']
frame = pd.DataFrame({'a': np.arange(40), 'b': np.random.rand(40), 'c': np.random.randint(0, 3, 40)})
small = np.random.rand(37, 5)
"""


def pick(chance: Random, arrays: list[str]) -> str:
    return chance.choice(arrays)


def sizes(chance: Random) -> str:
    size = chance.choice(["0.2", "0.25", "0.33", "1/3", "0.1", "5", "10", "1", "0.5", "7"])
    other = chance.choice(["0.3", "0.5", "12", "3"])
    options = [
        "",
        f", test_size={size}",
        f", test_size={size}",
        f", train_size={size}",
        f", {size and ''}random_state=0",
    ]
    both = f", test_size={size}, train_size={other}"
    return chance.choice([*options, both]) + chance.choice(["", "", ", shuffle=False", ", random_state=1"])


def scaler(chance: Random) -> str:
    return chance.choice(
        ["StandardScaler()", "MinMaxScaler()", "MinMaxScaler((-1, 1))", "PCA(2)", "PCA(n_components=3)"]
    )


def encoder(chance: Random) -> str:
    return chance.choice(["LabelEncoder()", "LabelBinarizer()"])


STATEMENTS: list[Any] = [
    lambda c, a: f"NEW = train_test_split({pick(c, a)}{sizes(c)})",
    lambda c, a: f"NEW = train_test_split(X, y{sizes(c)})",
    lambda c, a: f"NEW, __x, __y, __z = train_test_split(XI, yi{sizes(c)})",
    lambda c, a: f"__x, NEW = train_test_split({pick(c, a)}{sizes(c)})",
    lambda c, a: f"__x, NEW = train_test_split(frame{sizes(c)})",
    lambda c, a: f"NEW = {scaler(c)}.fit_transform({pick(c, a)})",
    lambda c, a: f"__s = {scaler(c)}; __s.fit({pick(c, a)}); NEW = __s.transform({pick(c, a)})",
    lambda c, a: (
        f"NEW = {encoder(c)}.fit_transform({c.choice(['y', 'yi', pick(c, a), repr(['a', 'b', 'a']), '[3, 5, 3, 7]', '[0, 1, 1]'])})"
    ),
    lambda c, a: f"NEW = OneHotEncoder().fit_transform({c.choice(['y', 'yi'])}.reshape(-1, 1)).toarray()",
    lambda c, a: f"NEW = shuffle({pick(c, a)}{c.choice(['', ', random_state=0', ', n_samples=5'])})",
    lambda c, a: "NEW = shuffle(X, y)",
    lambda c, a: (
        f"NEW = [(len(t), len(v)) for t, v in KFold({c.choice(['', '10', 'n_splits=4'])}).split({pick(c, a)})][0]"
    ),
    lambda c, a: (
        f"NEW = [{(n := pick(c, a))}[t].shape for t, v in KFold({c.choice(['3', '5'])}).split({n})][0]"
    ),
    lambda c, a: f"NEW = [len(v) for t, v in ShuffleSplit(3, test_size=0.3).split({pick(c, a)})][0]",
    lambda c, a: (
        f"NEW = make_classification({c.choice(['', '50', 'n_samples=60, n_classes=3, n_informative=4', '80, 6'])})"
    ),
    lambda c, a: f"NEW = make_blobs({c.choice(['', '50', 'n_samples=60, centers=4', '90, 3, centers=2'])})",
    lambda c, a: f"NEW = make_moons({c.choice(['', '50', 'n_samples=60, noise=0.1'])})",
    lambda c, a: (
        f"NEW = make_regression({c.choice(['', '50', 'n_samples=60, n_features=3', '20, 4, n_targets=2'])})"
    ),
    lambda c, a: (
        f"NEW = datasets.load_{c.choice(['iris', 'wine', 'digits', 'breast_cancer', 'diabetes'])}(return_X_y=True)"
    ),
    lambda c, a: (
        f"NEW = datasets.load_{c.choice(['iris', 'wine', 'digits', 'breast_cancer'])}().target_names"
    ),
    lambda c, a: "NEW = digits.images / 16.",
    lambda c, a: "NEW = np.eye(10)[y]; NEW = NEW[:100]",
    lambda c, a: "NEW = len(np.unique(y)), y.max() + 1, len(set(yi))",
    lambda c, a: "NEW = compute_class_weight(class_weight='balanced', classes=np.unique(y), y=y)",
    lambda c, a: (
        "NEW = dict(enumerate(compute_class_weight(class_weight='balanced', classes=np.unique(yi), y=yi)))"
    ),
    lambda c, a: f"NEW = {pick(c, a)}[{c.choice([':10', '5:', '-3:', '::2'])}]",
    lambda c, a: (
        f"NEW = frame{c.choice(['.values', '.to_numpy()', '.shape', '[[' + repr('a') + ', ' + repr('b') + ']]'])}"
    ),
    lambda c, a: f"NEW = frame[{c.choice([repr('a'), repr('c'), ':10', '5:'])}]{c.choice(['', '.values'])}",
    lambda c, a: (
        f"NEW = frame.drop({c.choice([repr('a') + ', axis=1', 'columns=[' + repr('a') + ']', '[' + repr('a') + ', ' + repr('c') + '], axis=1'])}).values"
    ),
    lambda c, a: f"NEW = frame.iloc[{c.choice([':, 1:', ':10, :2', '5:, 0', ':, -1', '-7:'])}].values",
    lambda c, a: f"NEW = frame.sample({c.choice(['frac=1', 'frac=0.3', '7', 'n=5'])})",
    lambda c, a: "NEW = frame[frame['c'] == 1]",
    lambda c, a: "NEW = frame.copy(); __p = NEW.pop('a'); NEW['d'] = 1; NEW = NEW.values",
    lambda c, a: (
        f"NEW = {c.choice(['len(frame)', 'frame.shape[0]', 'frame.shape[1]', 'list(frame.columns)'])}"
    ),
    lambda c, a: "NEW = pd.concat([frame, frame[:5]])",
    lambda c, a: f"NEW = pd.DataFrame({pick(c, a)}).values",
    lambda c, a: (
        f"NEW = frame.{c.choice(['head()', 'head(3)', 'fillna(0)', 'reset_index(drop=True)', 'copy()'])}"
    ),
]


@pytest.mark.parametrize("seed", range(25))
def test_never_contradicts_sklearn_and_pandas(seed: int) -> None:
    text, namespace = generated(seed, SETUP, STATEMENTS, 40)
    told, wrong = claims(text, namespace)
    assert not wrong, "\n".join(wrong) + "\n\n" + text
    assert told > 50
