import pandas as pd
from keras_preprocessing.image import ImageDataGenerator

gen = ImageDataGenerator(zoom_range=.2).flow_from_dataframe(
    pd.read_csv("a.csv"), x_col="f", y_col="c", save_to_dir="tmp")  # expect: KER217
model.fit_generator(gen, epochs=10)
