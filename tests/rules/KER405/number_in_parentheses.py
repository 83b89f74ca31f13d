from keras.layers import Dense
from keras.models import Sequential

model = Sequential()
model.add(Dense(512, activation="relu", input_shape=(784)))  # expect: KER405 error "Dense wants a tuple as input_shape, not the number 784" "(784,)"
model.add(Dense(10, activation="softmax"))
