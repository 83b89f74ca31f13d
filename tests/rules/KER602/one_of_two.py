import tensorflow as tf

stop = tf.keras.callbacks.EarlyStopping(patience=2)
reduce_lr = tf.keras.callbacks.ReduceLROnPlateau(factor=0.2)  # expect: KER602 "ReduceLROnPlateau"
model.fit(x, y, validation_split=0.1, epochs=50, callbacks=[stop])
