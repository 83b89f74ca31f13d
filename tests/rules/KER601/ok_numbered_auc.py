import tensorflow as tf

for fold in range(3):
    model = tf.keras.Sequential([tf.keras.layers.Dense(1, activation="sigmoid")])
    model.compile(loss="binary_crossentropy", metrics=[tf.keras.metrics.AUC()])
    stop = tf.keras.callbacks.EarlyStopping(monitor="val_auc" if fold == 0 else f"val_auc_{fold}", mode="max")
    model.fit(x, y, validation_split=0.1, callbacks=[stop])
