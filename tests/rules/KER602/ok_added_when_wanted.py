import argparse

from keras.callbacks import EarlyStopping, ModelCheckpoint

parser = argparse.ArgumentParser()
parser.add_argument("--stop", action="store_true")
args = parser.parse_args()
stop = EarlyStopping(patience=3)
callbacks = [ModelCheckpoint("m.keras")]
if args.stop:
    callbacks.append(stop)
model.fit(x, y, epochs=10, validation_split=0.1, callbacks=callbacks)
