from keras.layers import Dense, Flatten
from keras.models import Sequential
from keras.preprocessing.image import ImageDataGenerator

model = Sequential([Flatten(input_shape=(64, 64, 3)), Dense(1, activation="sigmoid")])
model.compile("adam", "binary_crossentropy")
train_generator = ImageDataGenerator(rescale=1.0 / 255).flow_from_directory("pets/train", batch_size=20)
val_generator = ImageDataGenerator(rescale=1.0 / 255).flow_from_directory("pets/val", batch_size=20)
model.fit_generator(
    train_generator,
    steps_per_epoch=train_generator.samples,  # expect: KER304 error "`train_generator.samples`" "not of batches"
    epochs=9,
    validation_data=val_generator,
    validation_steps=val_generator.n,  # expect: KER304 error "validation_steps is `val_generator.n`"
)
