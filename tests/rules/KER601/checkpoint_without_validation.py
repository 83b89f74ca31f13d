from keras.callbacks import ModelCheckpoint
from keras.models import load_model

model = load_model("base.h5")
model.compile("adam", "mse")
best = ModelCheckpoint("best.h5", save_best_only=True, monitor="val_loss")  # expect: KER601 "saves every epoch"
model.fit_generator(train_gen, steps_per_epoch=50, epochs=9, callbacks=[best])
