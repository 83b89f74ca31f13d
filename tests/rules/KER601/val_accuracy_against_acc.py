# settings: target-keras = "3"
import tensorflow as tf

model = tf.keras.applications.MobileNetV2(weights=None, classes=4)
model.compile("sgd", "categorical_crossentropy", metrics=["acc"])
model.fit(
    train,
    validation_data=val,
    callbacks=[tf.keras.callbacks.ReduceLROnPlateau("val_accuracy", patience=2)],  # expect: KER601 error "val_acc" "learning rate"
)
