import importlib

layers = importlib.import_module("tensorflow.keras.layers")
models = importlib.import_module("tensorflow.keras.models")

first = models.Sequential([layers.Input((3,)), layers.Dense(4, activation="relu")])  # expect: KER101 "relu"
for member in [models.clone_model(first) for _ in range(3)]:
    member.compile("adam", "categorical_crossentropy")
    member.fit(x, y)
