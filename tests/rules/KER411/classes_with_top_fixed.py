import tensorflow as tf

model = tf.keras.applications.ResNet50(weights=None, classes=4)
model.compile("adam", "categorical_crossentropy")
