from keras.models import Sequential
from keras.layers import Dense

sizes = [64, 32, 10]
model = Sequential()
for i, n in enumerate(sizes):
    if i == 0:
        model.add(Dense(n, activation='relu', input_dim=100))
    else:
        model.add(Dense(n, activation='relu'))  # expect: KER101 error
model.compile(optimizer='adam', loss='categorical_crossentropy')
