import keras

model = keras.Sequential([keras.layers.Dense(1)])
model.compile(loss="mse")
log = keras.callbacks.CSVLogger("a.csv")
log.set_model(model)
for epoch in range(3):
    logs = model.train_on_batch(x, y, return_dict=True)
    log.on_epoch_end(epoch, logs)
model.fit(x, y)
