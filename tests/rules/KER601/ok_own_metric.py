import keras
from metrics import dice

model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile(loss="binary_crossentropy", metrics=[dice])
model.fit(x, y, validation_split=0.1, callbacks=[keras.callbacks.EarlyStopping("val_dice", mode="max")])
