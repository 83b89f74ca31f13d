import keras

train_ds = keras.utils.image_dataset_from_directory("pets", image_size=(128, 128), batch_size=16, label_mode="categorical")
train_ds = train_ds.map(lambda image, label: (image / 255.0, label)).prefetch(2)
inputs = keras.Input((128, 128, 3))
x = keras.layers.Conv2D(16, 3, activation="relu")(inputs)
x = keras.layers.GlobalAveragePooling2D()(x)
outputs = keras.layers.Dense(37, activation="softmax")(x)
model = keras.Model(inputs, outputs)
model.compile(
    optimizer="adam",
    loss=keras.losses.CategoricalCrossentropy(),
)
model.fit(train_ds, epochs=3)
