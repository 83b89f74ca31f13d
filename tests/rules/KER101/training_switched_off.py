"""The training is turned off by a constant at the top, as people do once the weights are saved."""

from keras.layers import Dense
from keras.models import Sequential, load_model

TRAIN = False

if TRAIN:
    model = Sequential([Dense(16, activation="relu", input_shape=(8,)), Dense(3, activation="relu")])  # expect: KER101 error "shows when this is True"
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    model.fit(x, y, epochs=5)
    model.save("model.h5")
else:
    model = load_model("model.h5")
print(model.predict(x_test))
