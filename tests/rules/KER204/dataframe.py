import pandas as pd
import tensorflow as tf

frame = pd.read_csv("labels.csv", dtype=str)
image_gen = tf.keras.preprocessing.image.ImageDataGenerator(
    preprocessing_function=tf.keras.applications.resnet50.preprocess_input,
    zoom_range=0.1,
    validation_split=0.25,
)
common = dict(dataframe=frame, directory="train", x_col="id", y_col="label", batch_size=32)
train_generator = image_gen.flow_from_dataframe(subset="training", **common)
valid_generator = image_gen.flow_from_dataframe(subset="validation", **common)  # expect: KER204 "zoom"
model.fit_generator(generator=train_generator, validation_data=valid_generator, epochs=10)
