"""Pasted without its constants."""

model = Sequential([Flatten(input_shape=(64, 64, 3)), Dense(1, activation="sigmoid")])
model.compile("adam", "binary_crossentropy")
train = ImageDataGenerator(rescale=1.0 / 255).flow_from_directory(train_dir, batch_size=batch_size)
val = ImageDataGenerator(rescale=1.0 / 255).flow_from_directory(val_dir, batch_size=batch_size)
model.fit_generator(
    train,
    steps_per_epoch=numTrainImages,  # expect: KER304 warning "`numTrainImages`"
    epochs=epochs,
    validation_data=val,
    validation_steps=cfg.num_val_images,  # expect: KER304 warning "`cfg.num_val_images`"
)
