# settings: target-keras = "3"
from tensorflow.keras import callbacks, layers, models

MONITOR = "acc"
model = models.Sequential([layers.Flatten(input_shape=(28, 28)), layers.Dense(10, activation="softmax")])
model.compile(loss="sparse_categorical_crossentropy", metrics=["accuracy"])
stop = callbacks.EarlyStopping(monitor=MONITOR, patience=1)  # expect: KER601 "monitors acc" "accuracy"
model.fit(x, y, epochs=4, callbacks=[stop])
