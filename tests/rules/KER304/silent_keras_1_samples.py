from keras.models import load_model
from keras.preprocessing.image import ImageDataGenerator

nb_test_samples = 170
model = load_model("flowers.h5")
reader = ImageDataGenerator(rescale=1.0 / 255)
train = reader.flow_from_directory("train", batch_size=32)
model.fit_generator(train, samples_per_epoch=1190, nb_epoch=20)
test = reader.flow_from_directory("test", batch_size=32)
loss, acc = model.evaluate_generator(test, val_samples=nb_test_samples)
features = model.predict_generator(test, nb_test_samples)
