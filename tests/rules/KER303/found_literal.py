# settings: target-keras = "2"
from keras.layers import Dense, Flatten
from keras.models import Sequential
from keras.preprocessing.image import ImageDataGenerator

model = Sequential([Flatten(input_shape=(256, 256, 1)), Dense(5, activation="softmax")])
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["acc"])
datagen = ImageDataGenerator(rescale=1.0 / 255)
train = datagen.flow_from_directory("sim/train", color_mode="grayscale", batch_size=128)
val = datagen.flow_from_directory("sim/val", color_mode="grayscale", batch_size=128)  # kerlint: samples=10000
model.fit_generator(
    train,
    epochs=20,
    validation_data=val,
    validation_steps=9,  # expect: KER303 warning "9 steps x 128 = 1,152 of 10,000 images (11.5 %)" "other samples each epoch"
)
