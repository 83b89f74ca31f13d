from keras.models import Sequential
from keras.layers import Dense

model = Sequential()
model.add(Dense(64, 'relu', input_dim=8))
model.add(Dense(10, 'tanh'))  # expect: KER101 error "tanh" "sparse_categorical_crossentropy"
model.compile('sgd', 'sparse_categorical_crossentropy')
