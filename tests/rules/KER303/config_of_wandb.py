import wandb
from tensorflow import keras
from tensorflow.keras.preprocessing.image import ImageDataGenerator

wandb.init(project="flowers", config={"batch": 32, "epochs": 5})
config = wandb.config
generator = ImageDataGenerator(rescale=1 / 255)
train = generator.flow_from_directory("train", batch_size=config.batch, class_mode="binary")
val = generator.flow_from_directory("val", batch_size=config.batch, class_mode="binary", shuffle=False)  # kerlint: samples=1000
model = keras.Sequential([keras.Input((256, 256, 3)), keras.layers.Flatten(), keras.layers.Dense(1, activation="sigmoid")])
model.compile("adam", "binary_crossentropy")
model.fit(train, validation_data=val, validation_steps=10, epochs=config.epochs)  # expect: KER303 "320 of 1,000"
