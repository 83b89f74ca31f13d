import pandas as pd
from tensorflow.keras.preprocessing.image import ImageDataGenerator

df = pd.read_csv("train.csv")
idg = ImageDataGenerator(rescale=1./255., horizontal_flip=True, vertical_flip=True)
train = idg.flow_from_dataframe(df[:8000], "img", x_col="id", y_col="label")
valid = idg.flow_from_dataframe(df[8000:], "img", x_col="id", y_col="label")  # expect: KER201
model.fit(train, validation_data=valid, epochs=8)
