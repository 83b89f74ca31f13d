from tensorflow.keras.layers import Dense, Input
from tensorflow.keras.models import Model


def build(width):
    start = Input(shape=(width,))
    h = Dense(32, activation="relu")(start)
    return Model(start, [Dense(1, name="price")(h), Dense(4, activation="softmax", name="kind")(h)])


model = build(10)
model.compile("adam", {"price": "mae", "kind": "sparse_categorical_crossentropy"})
