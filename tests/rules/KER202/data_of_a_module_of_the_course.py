from course_utils import load_dataset
from tensorflow import keras

train_x_orig, train_y, test_x_orig, test_y, classes = load_dataset()
train_x = train_x_orig / 255.0
test_x = test_x_orig
model = keras.Sequential(
    [keras.Input((64, 64, 3)), keras.layers.Flatten(), keras.layers.Dense(1, activation="sigmoid")]
)
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
model.fit(train_x, train_y.T, epochs=40, batch_size=16)
model.evaluate(test_x, test_y.T)  # expect: KER202 error "nothing instead of rescale=1/255"
