"""Pasted without its first lines: batch_size is bound nowhere, the generators have sizes of their own."""

from keras.layers import Dense, Flatten
from keras.models import Sequential
from keras.preprocessing.image import ImageDataGenerator

model = Sequential()
model.add(Flatten(input_shape=(64, 64, 3)))
model.add(Dense(1, activation="sigmoid"))
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])

train_bs = 32
valid_bs = 16
train_gen = ImageDataGenerator(rescale=1.0 / 255).flow_from_directory(train_dir, batch_size=train_bs)
valid_gen = ImageDataGenerator(rescale=1.0 / 255).flow_from_directory(valid_dir, batch_size=valid_bs)
model.fit_generator(
    train_gen,
    steps_per_epoch=n_train // batch_size,  # expect: KER302 warning "`batch_size`" "`train_bs` (32)" "nothing makes the two equal"
    epochs=epochs,
    validation_data=valid_gen,
    validation_steps=n_valid // batch_size,  # expect: KER302 warning "validation_steps divides by `batch_size`" "`valid_bs` (16)"
)
