"""What Keras calls today what Keras 1 and 2 called otherwise; the tables of layers are in `layers.names`.

Sources: `keras.legacy.interfaces` of Keras 2.0 and 2.3, the release notes of Keras 2.0, 2.3 and 3.0, and the
signatures of all versions, against which `tests/keras/test_renames.py` holds each line.
"""

from __future__ import annotations

from functools import cache

from kerlint.keras.layers.names import CLASS_ALIASES, class_name, parameter_name
from kerlint.keras.signatures import below, catalog

# By the path below Keras. Aliases of layers, losses, and optimizers in small letters are added by `names`.
_NAMES = {
    "Model.evaluate_generator": "Model.evaluate",
    "Model.fit_generator": "Model.fit",
    "Model.predict_classes": "Model.predict",
    "Model.predict_generator": "Model.predict",
    "Model.predict_proba": "Model.predict",
    "constraints.maxnorm": "constraints.MaxNorm",
    "constraints.nonneg": "constraints.NonNeg",
    "constraints.unitnorm": "constraints.UnitNorm",
    "initializers.normal": "initializers.RandomNormal",
    "initializers.one": "initializers.Ones",
    "initializers.uniform": "initializers.RandomUniform",
    "initializers.zero": "initializers.Zeros",
    "layers.CuDNNGRU": "layers.GRU",
    "layers.CuDNNLSTM": "layers.LSTM",
    "layers.TimeDistributedDense": "layers.TimeDistributed",
    "metrics.f1score": "metrics.F1Score",
    "metrics.fbeta_score": "metrics.FBetaScore",
    "metrics.fmeasure": "metrics.F1Score",
    "metrics.fscore": "metrics.F1Score",
    "metrics.precision": "metrics.Precision",
    "metrics.recall": "metrics.Recall",
    "preprocessing.sequence.TimeseriesGenerator": "utils.timeseries_dataset_from_array",
    "preprocessing.text.Tokenizer": "layers.TextVectorization",
    "regularizers.WeightRegularizer": "regularizers.L1L2",
    "regularizers.activity_l1": "regularizers.l1",
    "regularizers.activity_l1l2": "regularizers.l1_l2",
    "regularizers.activity_l2": "regularizers.l2",
    "regularizers.l1l2": "regularizers.l1_l2",
    "wrappers.scikit_learn.KerasClassifier": "wrappers.SKLearnClassifier",
    "wrappers.scikit_learn.KerasRegressor": "wrappers.SKLearnRegressor",
}

# Modules that moved as a whole.
MODULES = {
    "initializations": "initializers",
    "objectives": "losses",
    "utils.np_utils": "utils",
    "utils.vis_utils": "utils",
    "utils.visualize_util": "utils",
}

_OF_A_GENERATOR = {
    "max_q_size": "max_queue_size",
    "nb_worker": "workers",
    "pickle_safe": "use_multiprocessing",
}

# By the path of a function or class, or of a module, for all of its classes.
PARAMETERS = {
    "Model": {"input": "inputs", "output": "outputs"},
    "Model.evaluate_generator": {**_OF_A_GENERATOR, "val_samples": "steps"},
    "Model.fit": {"nb_epoch": "epochs"},
    "Model.fit_generator": {
        **_OF_A_GENERATOR,
        "nb_epoch": "epochs",
        "nb_val_samples": "validation_steps",
        "samples_per_epoch": "steps_per_epoch",
    },
    "Model.predict_generator": {**_OF_A_GENERATOR, "val_samples": "steps"},
    "callbacks.LambdaCallback": {
        "on_batch_begin": "on_train_batch_begin",
        "on_batch_end": "on_train_batch_end",
    },
    "callbacks.ModelCheckpoint": {"period": "save_freq"},
    "datasets.imdb.load_data": {"nb_words": "num_words"},
    "datasets.reuters.load_data": {"nb_words": "num_words"},
    "optimizers": {"lr": "learning_rate"},
    "preprocessing.image.ImageDataGenerator": {"dim_ordering": "data_format"},
    "preprocessing.text.Tokenizer": {"nb_words": "num_words"},
    "utils.to_categorical": {"nb_classes": "num_classes", "y": "x"},
}

# What counted samples, or epochs, counts batches today: the number changes with the name.
OTHER_UNITS = frozenset(("nb_val_samples", "period", "samples_per_epoch", "val_samples"))


@cache
def names() -> dict[str, str]:
    """Today's name by the old one, both as paths below Keras."""
    from kerlint.keras.losses import LOSS_ALIASES

    found = dict(_NAMES)
    found |= {f"layers.{old}": f"layers.{new}" for old, new in CLASS_ALIASES.items()}
    today, before = catalog("3"), {path for version in ("1", "2.3", "2") for path in catalog(version)}
    for module in ("losses", "metrics"):
        for old, new in LOSS_ALIASES.items():
            # The metrics of that name are classes today; their functions are those of the losses.
            found |= {f"{module}.{word}": f"losses.{new}" for word in (old, old.upper())}
    for path in today:
        module, _, name = path.rpartition(".")
        if module == "optimizers":
            found[f"optimizers.{name.lower()}"] = path
    return {old: new for old, new in found.items() if old in before and old not in today and new in today}


def parameter(path: str, name: str) -> str:
    """Today's name of a parameter, by the canonical path of what takes it; its own where another unit came with it."""
    if name in OTHER_UNITS:
        return name
    inside = below(path)
    module, _, last = inside.rpartition(".")
    if module == "layers":
        return parameter_name(class_name(last), name)
    return PARAMETERS.get(inside, {}).get(name) or PARAMETERS.get(module, {}).get(name, name)
