import keras
from training import run

stop = keras.callbacks.EarlyStopping(patience=3)
run(model, [stop])
model.fit(x, y)
