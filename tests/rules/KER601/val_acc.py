# settings: target-keras = "3"
import keras

model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(3, activation="softmax")])
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
stop = keras.callbacks.EarlyStopping(monitor="val_acc", patience=3)  # expect: KER601 error "fit logs val_accuracy" "ValueError"
model.fit(x, y, validation_split=0.2, callbacks=[stop])
