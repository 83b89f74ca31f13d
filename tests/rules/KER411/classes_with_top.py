import tensorflow as tf

model = tf.keras.applications.ResNet50(weights="imagenet", classes=4)  # expect: KER411 error "1,000 classes, not 4" "include_top=False"
model.compile("adam", "categorical_crossentropy")
