from keras.layers import Dense, Flatten
from keras.models import Sequential
from keras.preprocessing.image import ImageDataGenerator

model = Sequential([Flatten(input_shape=(64, 64, 3)), Dense(4, activation="softmax")])
model.compile("adam", "categorical_crossentropy")
test = ImageDataGenerator().flow_from_directory("pets/test", batch_size=8, shuffle=False)
print(model.evaluate_generator(test, steps=test.samples))  # expect: KER304 warning "steps is `test.samples`"
probabilities = model.predict_generator(test, test.samples, verbose=1)  # expect: KER304 warning "up to 2.3"
