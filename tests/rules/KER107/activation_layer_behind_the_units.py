from keras.datasets import reuters
from keras.layers import Activation, Dense
from keras.models import Sequential
from keras.preprocessing.text import Tokenizer
from keras.utils import to_categorical

(x_train, y_train), (x_test, y_test) = reuters.load_data(num_words=1000)
tokenizer = Tokenizer(num_words=1000)
x_train = tokenizer.sequences_to_matrix(x_train, mode="binary")
y_train = to_categorical(y_train, 46)

model = Sequential()
model.add(Dense(512, input_shape=(1000,)))
model.add(Activation("relu"))
model.add(Dense(45))  # expect: KER107 error "45 units" "46 columns"
model.add(Activation("softmax"))
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(x_train, y_train, batch_size=32, epochs=5)
