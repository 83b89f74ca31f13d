from keras import callbacks

cbs = []  # expect: KER602 "CSVLogger"
cbs.append(callbacks.CSVLogger("log.csv"))
model.fit_generator(gen, steps_per_epoch=10, epochs=2)
